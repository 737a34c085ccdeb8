//! The agenda as a calendar (RFC 5545): a day for each thing that is due, under an identifier that stays.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use openapi::agenda::{AgendaItem, AgendaKind};

/// How often calendar programs are to look again.
const REFRESHED: TimeDelta = TimeDelta::hours(1);

/// The calendar of what is due.
pub(super) fn calendar(items: &[AgendaItem]) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//portfolio//agenda//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .name("Portfolio agenda")
        .ttl(&REFRESHED);
    calendar.extend(items.iter().map(event));
    calendar.done().to_string()
}

fn event(item: &AgendaItem) -> Event {
    let acronym = &item.project.acronym;
    let summary = match (&item.number, item.kind) {
        (Some(number), _) => format!("{acronym} {number}: {}", item.title),
        (None, _) => format!("{acronym} ends: {}", item.title),
    };
    let mut told = vec![format!("{} of {acronym}, {}", noun(item.kind), item.stage)];
    told.extend(item.manager.as_ref().map(|manager| format!("Managed by {manager}")));
    let moved = item.original_due_on.filter(|original| *original != item.due_on);
    told.extend(moved.map(|original| format!("First due on {original}")));
    // A date without an end is that day. It takes nobody's time, and is not to be shown as if it did.
    Event::with_uid(&item.id.to_string())
        .summary(&summary)
        .description(&told.join("\n"))
        .starts(item.due_on)
        .timestamp(born(item))
        .add_property("CATEGORIES", noun(item.kind))
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

fn noun(kind: AgendaKind) -> &'static str {
    match kind {
        AgendaKind::Deliverable => "Deliverable",
        AgendaKind::Milestone => "Milestone",
        AgendaKind::Report => "Report",
        AgendaKind::ProjectEnd => "End",
    }
}

/// When a thing came to be, which its identifier tells: so the calendar of the same things is the same text.
fn born(item: &AgendaItem) -> DateTime<Utc> {
    let seconds = item.id.get_timestamp().map(|stamp| stamp.to_unix().0);
    let instant = seconds.and_then(|seconds| DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0));
    instant.unwrap_or_default()
}

//! The agenda as a calendar (RFC 5545): one all-day event per item, with a stable identifier.
//!
//! An event has the time and number of its last revision (3.8.7), by which calendar programs select the
//! newer of two. A change of the project also counts, because the event contains its name and manager.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use openapi::portfolio::agenda::{AgendaItem, AgendaKind};

use super::revisions::{Revision, Revisions};

/// How often calendar programs should refresh.
const REFRESHED: TimeDelta = TimeDelta::hours(1);

pub(super) fn calendar(items: &[AgendaItem], revisions: &Revisions) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//portfolio//agenda//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .name("Portfolio agenda")
        .ttl(&REFRESHED);
    calendar.extend(items.iter().map(|item| event(item, revisions.of(item))));
    calendar.done().to_string()
}

fn event(item: &AgendaItem, revision: Revision) -> Event {
    let revised = revision.at.unwrap_or_else(|| born(item));
    let acronym = &item.project.acronym;
    let summary = match (&item.number, item.kind) {
        (Some(number), _) => format!("{acronym} {number}: {}", item.title),
        (None, _) => format!("{acronym} ends: {}", item.title),
    };
    let mut told = vec![format!("{} of {acronym}, {}", noun(item.kind), item.stage)];
    told.extend(item.manager.as_ref().map(|manager| format!("Managed by {manager}")));
    let moved = item.original_due_on.filter(|original| *original != item.due_on);
    told.extend(moved.map(|original| format!("First due on {original}")));
    // A date without an end is a single day. It must not make people appear busy.
    Event::with_uid(&item.id.to_string())
        .summary(&printable(&summary))
        .description(&told.iter().map(|line| printable(line)).collect::<Vec<_>>().join("\n"))
        .starts(item.due_on)
        // In a published calendar both properties mean the last revision (RFC 5545, 3.8.7.2).
        .timestamp(revised)
        .last_modified(revised)
        .sequence(revision.number)
        .add_property("CATEGORIES", noun(item.kind))
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

/// A text on one line without control characters, which calendars may not contain (RFC 5545, 3.3.11).
fn printable(text: &str) -> String {
    let spaced = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    spaced.filter(|letter| !letter.is_control()).collect()
}

fn noun(kind: AgendaKind) -> &'static str {
    match kind {
        AgendaKind::Deliverable => "Deliverable",
        AgendaKind::Milestone => "Milestone",
        AgendaKind::Report => "Report",
        AgendaKind::ProjectEnd => "End",
    }
}

/// When an item was created, from its identifier; for items without revisions.
fn born(item: &AgendaItem) -> DateTime<Utc> {
    let seconds = item.id.get_timestamp().map(|stamp| stamp.to_unix().0);
    let instant = seconds.and_then(|seconds| DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0));
    instant.unwrap_or_default()
}

//! The agenda as a calendar (RFC 5545): a day for each thing that is due, under an identifier that stays.
//!
//! An entry says when it was revised last and how often (3.8.7): calendar programs take the later of two by it. It is
//! revised with the thing itself and with its project, whose name and manager it tells.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use openapi::portfolio::agenda::{AgendaItem, AgendaKind};

use super::revisions::{Revision, Revisions};

/// How often calendar programs are to look again.
const REFRESHED: TimeDelta = TimeDelta::hours(1);

/// The calendar of what is due.
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
    // A date without an end is that day. It takes nobody's time, and is not to be shown as if it did.
    Event::with_uid(&item.id.to_string())
        .summary(&printable(&summary))
        .description(&told.iter().map(|line| printable(line)).collect::<Vec<_>>().join("\n"))
        .starts(item.due_on)
        // A calendar that is published, and not sent, means the last revision by both (RFC 5545, 3.8.7.2).
        .timestamp(revised)
        .last_modified(revised)
        .sequence(revision.number)
        .add_property("CATEGORIES", noun(item.kind))
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

/// A text on one line, without control characters, of which a calendar may hold none (RFC 5545, 3.3.11).
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

/// When a thing came to be, which its identifier tells: of one that nobody revised.
fn born(item: &AgendaItem) -> DateTime<Utc> {
    let seconds = item.id.get_timestamp().map(|stamp| stamp.to_unix().0);
    let instant = seconds.and_then(|seconds| DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0));
    instant.unwrap_or_default()
}

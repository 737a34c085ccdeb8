//! Describes an entry of a project's history in a sentence.

use entity::value::{AuditKind, DateKind};
use openapi::portfolio::plan::{
    DateMoved, HistoryEntry, HistoryItem, HistoryKind, StageReached, ThingChanged,
};

pub(super) fn summary(entry: &HistoryEntry) -> String {
    let by = entry.by.as_deref().unwrap_or("somebody");
    let what = entry.item.as_ref().map_or_else(|| "the project".to_owned(), thing);
    match (&entry.date, &entry.stage, &entry.change) {
        (Some(date), ..) => moved(by, &what, date),
        (_, Some(stage), _) => reached(by, &what, stage),
        (.., Some(change)) => changed(by, change),
        (None, None, None) => format!("{by} changed {what}"),
    }
}

fn thing(item: &HistoryItem) -> String {
    let kind = match item.kind {
        HistoryKind::Deliverable => "deliverable",
        HistoryKind::Milestone => "milestone",
        HistoryKind::Report => "report",
    };
    format!("the {kind} {} {}", item.number, item.title)
}

fn moved(by: &str, what: &str, date: &DateMoved) -> String {
    let which = match date.what {
        DateKind::Due => "due date",
        DateKind::Start => "start",
        DateKind::End => "end",
    };
    let (before, after) = (date.before.map(|day| day.to_string()), date.after.map(|day| day.to_string()));
    let done = match (before, after) {
        // A date relative to the project's start moves without being changed itself.
        (Some(before), Some(after)) if before == after => {
            let day = |day: Option<chrono::NaiveDate>| day.map_or("no day".to_owned(), |day| day.to_string());
            let (from, to) = (day(date.before_on), day(date.after_on));
            format!("moved the {which} of {what} from {from} to {to}, still {after}")
        }
        (Some(before), Some(after)) => format!("moved the {which} of {what} from {before} to {after}"),
        (None, Some(after)) => format!("set the {which} of {what} to {after}"),
        (Some(before), None) => format!("removed the {which} {before} of {what}"),
        (None, None) => format!("moved the {which} of {what}"),
    };
    with(format!("{by} {done}"), date.reason.as_deref())
}

fn reached(by: &str, what: &str, stage: &StageReached) -> String {
    let StageReached { from, to, on, note, .. } = stage;
    with(format!("{by} moved {what} from {from} to {to}, on {on}"), note.as_deref())
}

fn changed(by: &str, change: &ThingChanged) -> String {
    let subject = &change.subject;
    let name = subject.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    let what = format!("the {}{name}", subject.kind.words());
    match change.kind {
        AuditKind::Added => format!("{by} added {what}"),
        AuditKind::Deleted => format!("{by} deleted {what}"),
        _ => {
            let after = change.after.iter().flat_map(|fields| fields.keys());
            let fields: Vec<_> = after.map(|name| name.replace('_', " ")).collect();
            format!("{by} changed {} of {what}", listed(&fields))
        }
    }
}

/// A list of words as in a sentence.
fn listed(words: &[String]) -> String {
    match words {
        [] => "something".to_owned(),
        [only] => format!("the {only}"),
        [most @ .., last] => format!("the {} and {last}", most.join(", ")),
    }
}

fn with(sentence: String, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => format!("{sentence}: {reason}"),
        None => sentence,
    }
}

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{
    AuditEventId, AuditKind, DateChangeId, DateKind, DeliverableId, ItemNumber, MilestoneId, PlannedDate,
    ReportId, StageMoveId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::Stage;
use crate::access::audit::AuditSubject;
use crate::platform::page::Page;

/// An entry in the history of a project and its parts.
///
/// An entry describes a new date, a stage transition or another change. `summary` describes it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "at": "2025-01-15T09:30:00Z", "by": "Maud Manager",
    "summary": "Maud Manager moved the due date of the milestone MS1 The survey is answered from M3 to M5: The survey started two months late",
    "item": {
        "kind": "milestone", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c", "number": "MS1",
        "title": "The survey is answered"
    },
    "date": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0028", "what": "due", "before": "M3", "after": "M5",
        "before_on": "2024-11-30", "after_on": "2025-01-31", "reason": "The survey started two months late"
    },
    "stage": null, "change": null
}"#))))]
pub struct HistoryEntry {
    /// The time at which the entry was recorded, in UTC.
    pub at: DateTime<Utc>,
    /// The name of the user or API key that made the change; null if it is not known.
    #[schema(required)]
    pub by: Option<String>,
    /// A sentence in English that describes the entry, for people.
    pub summary: String,
    /// The deliverable, milestone or report that the entry is about. If null, the entry is about the subject
    /// of `change`, or else about the project itself.
    #[schema(required)]
    pub item: Option<HistoryItem>,
    /// The date that changed; null for other entries.
    #[schema(required)]
    pub date: Option<DateMoved>,
    /// The stage transition; null for other entries.
    #[schema(required)]
    pub stage: Option<StageReached>,
    /// The record that was added, changed or deleted; null for other entries.
    #[schema(required)]
    pub change: Option<ThingChanged>,
}

/// A page of a project's history.
pub type HistoryEntryPage = Page<HistoryEntry>;

/// The deliverable, milestone or report that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryItem {
    /// Whether the item is a deliverable, a milestone or a report.
    pub kind: HistoryKind,
    /// The identifier of the deliverable, milestone or report.
    pub id: uuid::Uuid,
    /// The item's number within its project, for example `D1.2`.
    pub number: ItemNumber,
    /// The item's title, for display.
    pub title: String,
}

/// The kind of item that a history entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    /// A deliverable of the project.
    Deliverable,
    /// A milestone of the project.
    Milestone,
    /// A report to the funder.
    Report,
}

/// A date that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateMoved {
    /// The change's identifier, a UUID.
    pub id: DateChangeId,
    /// The date that changed: start, end or due date.
    pub what: DateKind,
    /// The old date, as the client wrote it, for example `M3`. Null if there was none.
    #[schema(required)]
    pub before: Option<PlannedDate>,
    /// The new date, as the client wrote it, for example `M5`. Null if the date was removed.
    #[schema(required)]
    pub after: Option<PlannedDate>,
    /// The day that `before` meant; null if it was not known.
    #[schema(required)]
    pub before_on: Option<NaiveDate>,
    /// The day that `after` means; null if it is not known.
    #[schema(required)]
    pub after_on: Option<NaiveDate>,
    /// The reason that the client gave; null if there is none.
    #[schema(required)]
    pub reason: Option<String>,
}

/// A transition to another stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StageReached {
    /// The transition's identifier, a UUID.
    pub id: StageMoveId,
    /// The stage before the transition.
    #[schema(value_type = Stage)]
    pub from: String,
    /// The stage after the transition.
    #[schema(value_type = Stage)]
    pub to: String,
    /// The day of the transition.
    pub on: NaiveDate,
    /// The remark that the client gave; null if there is none.
    #[schema(required)]
    pub note: Option<String>,
}

/// A record that was added, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThingChanged {
    /// The identifier of the entry in the audit trail.
    pub id: AuditEventId,
    /// The kind of action, for example `changed`.
    pub kind: AuditKind,
    /// The record that was added, changed or deleted.
    pub subject: AuditSubject,
    /// The changed fields with their old values; null if there are none. Amounts that the caller cannot see
    /// are omitted.
    #[schema(required)]
    pub before: Option<Map<String, Value>>,
    /// The changed fields with their new values; null if there are none.
    #[schema(required)]
    pub after: Option<Map<String, Value>>,
}

/// Filters for a project's history.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryFilter {
    /// Only entries about this deliverable.
    #[param(inline)]
    pub deliverable: Option<DeliverableId>,
    /// Only entries about this milestone.
    #[param(inline)]
    pub milestone: Option<MilestoneId>,
    /// Only entries about this report.
    #[param(inline)]
    pub report: Option<ReportId>,
}

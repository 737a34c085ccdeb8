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

/// What happened to a project and to what is in it.
///
/// An entry tells of a date that moved, of a stage that was reached, or of another change; `summary` says it in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
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
})))]
pub struct HistoryEntry {
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who recorded it, when it is known.
    #[schema(required)]
    pub by: Option<String>,
    /// What happened, in words.
    pub summary: String,
    /// The deliverable, milestone or report that it happened to. When it is null, `change` says what it happened to,
    /// or else it is the project itself.
    #[schema(required)]
    pub item: Option<HistoryItem>,
    /// The date that moved, when one did.
    #[schema(required)]
    pub date: Option<DateMoved>,
    /// The stage that was reached, when one was.
    #[schema(required)]
    pub stage: Option<StageReached>,
    /// What else was added, changed or deleted, when something was.
    #[schema(required)]
    pub change: Option<ThingChanged>,
}

/// A page of the history of a project.
pub type HistoryEntryPage = Page<HistoryEntry>;

/// What it happened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryItem {
    /// What it is.
    pub kind: HistoryKind,
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
}

/// A kind of thing that has a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    /// A deliverable.
    Deliverable,
    /// A milestone.
    Milestone,
    /// A report.
    Report,
}

/// A date that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateMoved {
    /// The identifier of the change.
    pub id: DateChangeId,
    /// Which date.
    pub what: DateKind,
    /// The date before, as it was given.
    #[schema(required)]
    pub before: Option<PlannedDate>,
    /// The date after, as it was given.
    #[schema(required)]
    pub after: Option<PlannedDate>,
    /// The day before.
    #[schema(required)]
    pub before_on: Option<NaiveDate>,
    /// The day after.
    #[schema(required)]
    pub after_on: Option<NaiveDate>,
    /// Why.
    #[schema(required)]
    pub reason: Option<String>,
}

/// A stage that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StageReached {
    /// The identifier of the move.
    pub id: StageMoveId,
    /// Where it stood before.
    #[schema(value_type = Stage)]
    pub from: String,
    /// Where it stands since.
    #[schema(value_type = Stage)]
    pub to: String,
    /// The day of the move.
    pub on: NaiveDate,
    /// What there was to say of it.
    #[schema(required)]
    pub note: Option<String>,
}

/// Something that was added, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThingChanged {
    /// The identifier of its entry in the audit trail.
    pub id: AuditEventId,
    /// What was done.
    pub kind: AuditKind,
    /// What it was done to.
    pub subject: AuditSubject,
    /// The fields that became others, as they were. Nothing here tells of money that the caller may not see.
    #[schema(required)]
    pub before: Option<Map<String, Value>>,
    /// The same fields, as they became.
    #[schema(required)]
    pub after: Option<Map<String, Value>>,
}

/// Whose history.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryFilter {
    /// That of this deliverable.
    #[param(inline)]
    pub deliverable: Option<DeliverableId>,
    /// That of this milestone.
    #[param(inline)]
    pub milestone: Option<MilestoneId>,
    /// That of this report.
    #[param(inline)]
    pub report: Option<ReportId>,
}

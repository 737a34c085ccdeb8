use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{
    DateKind, DeliverableType, Dissemination, ItemNumber, MilestoneStage, PlannedDate, SubmissionStage,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::OrganisationName;

/// A work package of a project. Its number identifies it in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileWorkPackage {
    /// Number of the work package.
    pub number: ItemNumber,
    /// Title of the work package.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Purpose of the work package.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// Lead organisation: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// Start: a date or a project month. A project month moves with the start of the project.
    pub start: Option<PlannedDate>,
    /// End: a date or a project month.
    pub end: Option<PlannedDate>,
}

/// A deliverable of a project. Its number identifies it in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDeliverable {
    /// Number of the deliverable.
    pub number: ItemNumber,
    /// Title of the deliverable.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Description of the deliverable.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Type of deliverable.
    #[serde(rename = "type")]
    pub kind: Option<DeliverableType>,
    /// Dissemination level: who may see the deliverable.
    pub dissemination: Option<Dissemination>,
    /// Number of the work package in the project.
    pub work_package: Option<ItemNumber>,
    /// Lead organisation: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// Due date: a date or a project month. A project month moves with the start of the project.
    pub due: Option<PlannedDate>,
    /// Original due date, if it differs from `due`.
    pub original_due: Option<PlannedDate>,
    /// Original due date as a day. Needed if `original_due` gives another day with the present start of the
    /// project.
    pub original_due_on: Option<NaiveDate>,
    /// Current stage of the deliverable.
    pub stage: SubmissionStage,
    /// Day of the last stage change.
    pub stage_on: Option<NaiveDate>,
    /// History of the due date, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// History of the stages, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<SubmissionStage>>,
}

/// A milestone of a project. Its number identifies it in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileMilestone {
    /// Number of the milestone.
    pub number: ItemNumber,
    /// Title of the milestone.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Description of the milestone.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Means of verification.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub verification: Option<String>,
    /// Number of the work package in the project.
    pub work_package: Option<ItemNumber>,
    /// Lead organisation: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// Due date: a date or a project month. A project month moves with the start of the project.
    pub due: Option<PlannedDate>,
    /// Original due date, if it differs from `due`.
    pub original_due: Option<PlannedDate>,
    /// Original due date as a day. Needed if `original_due` gives another day with the present start of the
    /// project.
    pub original_due_on: Option<NaiveDate>,
    /// Current stage of the milestone.
    pub stage: MilestoneStage,
    /// Day of the last stage change.
    pub stage_on: Option<NaiveDate>,
    /// History of the due date, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// History of the stages, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<MilestoneStage>>,
}

/// A report that a project owes to its funder. Its number identifies it in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// Number of the report.
    pub number: ItemNumber,
    /// Title of the report.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Start of the reporting period: a date or a project month. A project month moves with the start of the
    /// project.
    pub start: Option<PlannedDate>,
    /// End of the reporting period: a date or a project month.
    pub end: Option<PlannedDate>,
    /// Due date: a date or a project month. A project month moves with the start of the project.
    pub due: Option<PlannedDate>,
    /// Original due date, if it differs from `due`.
    pub original_due: Option<PlannedDate>,
    /// Original due date as a day. Needed if `original_due` gives another day with the present start of the
    /// project.
    pub original_due_on: Option<NaiveDate>,
    /// Current stage of the report.
    pub stage: SubmissionStage,
    /// Day of the last stage change.
    pub stage_on: Option<NaiveDate>,
    /// History of the due date, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// History of the stages, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<SubmissionStage>>,
}

/// A change of a date. All its fields together identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDateChange {
    /// The changed date: the `start` or the `end` of a project, or the `due` date of an item.
    pub what: DateKind,
    /// Date before the change, as entered.
    pub before: Option<PlannedDate>,
    /// Date after the change, as entered.
    pub after: Option<PlannedDate>,
    /// Date before the change, as a day.
    pub before_on: Option<NaiveDate>,
    /// Date after the change, as a day.
    pub after_on: Option<NaiveDate>,
    /// Reason for the change.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
    /// Name of the person who made the change.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// Time of the change (UTC), to the microsecond.
    pub at: DateTime<Utc>,
}

/// A stage change. All its fields together identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileStageMove<S> {
    /// Stage before the change.
    pub from: S,
    /// Stage after the change.
    pub to: S,
    /// Day of the stage change.
    pub on: NaiveDate,
    /// Free-text note.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
    /// Name of the person who made the change.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// Time of recording (UTC), to the microsecond.
    pub at: DateTime<Utc>,
}

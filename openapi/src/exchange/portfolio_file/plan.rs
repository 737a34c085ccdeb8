use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{
    DateKind, DeliverableType, Dissemination, ItemNumber, MilestoneStage, PlannedDate, SubmissionStage,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::OrganisationName;

/// A part of a project's work. Its number tells it apart in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileWorkPackage {
    /// Its number.
    pub number: ItemNumber,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is for.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// Who leads it: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// When it begins: a date, or a month of the project, which follows the project's start.
    pub start: Option<PlannedDate>,
    /// When it ends.
    pub end: Option<PlannedDate>,
}

/// Something that a project hands over. Its number tells it apart in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDeliverable {
    /// Its number.
    pub number: ItemNumber,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: Option<DeliverableType>,
    /// Who may see it.
    pub dissemination: Option<Dissemination>,
    /// The work package that it belongs to, by its number in the project.
    pub work_package: Option<ItemNumber>,
    /// Who leads it: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// When it is due: a date, or a month of the project, which follows the project's start.
    pub due: Option<PlannedDate>,
    /// When it was first due, where that is not `due`.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due, where the date means another with the project's present start.
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: SubmissionStage,
    /// Since when it stands there.
    pub stage_on: Option<NaiveDate>,
    /// How its date moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// How it moved from stage to stage, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<SubmissionStage>>,
}

/// A point that a project is to reach. Its number tells it apart in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileMilestone {
    /// Its number.
    pub number: ItemNumber,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// How one sees that it is reached.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub verification: Option<String>,
    /// The work package that it belongs to, by its number in the project.
    pub work_package: Option<ItemNumber>,
    /// Who leads it: a partner of the project, or the owner.
    pub lead: Option<OrganisationName>,
    /// When it is due: a date, or a month of the project, which follows the project's start.
    pub due: Option<PlannedDate>,
    /// When it was first due, where that is not `due`.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due, where the date means another with the project's present start.
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: MilestoneStage,
    /// Since when it stands there.
    pub stage_on: Option<NaiveDate>,
    /// How its date moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// How it moved from stage to stage, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<MilestoneStage>>,
}

/// What a project owes its funder. Its number tells it apart in the project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// Its number.
    pub number: ItemNumber,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// From when it reports: a date, or a month of the project, which follows the project's start.
    pub start: Option<PlannedDate>,
    /// Until when it reports.
    pub end: Option<PlannedDate>,
    /// When it is due: a date, or a month of the project, which follows the project's start.
    pub due: Option<PlannedDate>,
    /// When it was first due, where that is not `due`.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due, where the date means another with the project's present start.
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: SubmissionStage,
    /// Since when it stands there.
    pub stage_on: Option<NaiveDate>,
    /// How its date moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// How it moved from stage to stage, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<SubmissionStage>>,
}

/// A date that moved. All of it together tells it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDateChange {
    /// Which date: the `start` or the `end` of a project, and what is `due` of anything in it.
    pub what: DateKind,
    /// The date before, as it was given.
    pub before: Option<PlannedDate>,
    /// The date after, as it was given.
    pub after: Option<PlannedDate>,
    /// The day before.
    pub before_on: Option<NaiveDate>,
    /// The day after.
    pub after_on: Option<NaiveDate>,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
    /// Who moved it.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// When they did, to the microsecond.
    pub at: DateTime<Utc>,
}

/// A move to another stage. All of it together tells it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileStageMove<S> {
    /// Where it stood before.
    pub from: S,
    /// Where it stands since.
    pub to: S,
    /// The day of the move.
    pub on: NaiveDate,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
    /// Who moved it.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// When that was recorded, to the microsecond.
    pub at: DateTime<Utc>,
}

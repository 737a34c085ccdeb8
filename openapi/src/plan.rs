//! What the parts of a project's plan have in common.

use chrono::NaiveDate;
use chrono::{DateTime, Utc};
use entity::value::{
    DateChangeId, DateKind, DeliverableId, ItemNumber, MilestoneId, PartialDate, PlannedDate, ReportId,
    StageMoveId, WorkPackageId,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::organisations::OrganisationRef;
use crate::projects::{Project, ProjectRef};

/// A work package, by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkPackageRef {
    /// Its identifier.
    pub id: WorkPackageId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
}

/// A move to another stage.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageChange {
    /// The day of the move; today when it is absent.
    pub on: Option<NaiveDate>,
    /// What there is to say of it.
    #[schema(min_length = 1)]
    pub note: Option<String>,
}

/// A later, or earlier, end of a project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtendProject {
    /// When it ends from now on.
    pub end: PartialDate,
    /// Why.
    #[schema(min_length = 1, examples("Amendment 1: six months more, at no cost"))]
    pub reason: String,
}

/// A project with its new end, and what of its plan does not lie within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Extension {
    /// The project as it is now.
    pub project: Project,
    /// When it would have ended.
    #[schema(required)]
    pub previous_end: Option<PartialDate>,
    /// What lies, wholly or in part, before the project's start or after its end, in the order of the days.
    pub outside: Vec<Outside>,
}

/// A part of a plan that does not lie within the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outside {
    /// What it is.
    pub kind: PlanKind,
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// The day that lies outside: the first day of what begins too early, or else the last day or the day on which
    /// it is due.
    pub day: NaiveDate,
}

/// A kind of part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// A work package.
    WorkPackage,
    /// A deliverable.
    Deliverable,
    /// A milestone.
    Milestone,
}

/// What happened to the dates and the stages of a project and of what it is to deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryEntry {
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who recorded it, when they said so.
    #[schema(required)]
    pub by: Option<String>,
    /// What it happened to; the project itself when it is null.
    #[schema(required)]
    pub item: Option<HistoryItem>,
    /// The date that moved, when one did.
    #[schema(required)]
    pub date: Option<DateMoved>,
    /// The stage that was reached, when one was.
    #[schema(required)]
    pub stage: Option<StageReached>,
}

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
    #[schema(examples("submitted"))]
    pub from: String,
    /// Where it stands since.
    #[schema(examples("accepted"))]
    pub to: String,
    /// The day of the move.
    pub on: NaiveDate,
    /// What there was to say of it.
    #[schema(required)]
    pub note: Option<String>,
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

/// The plan of a project, for a chart of its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Timeline {
    /// The project.
    pub project: ProjectRef,
    /// Its first day.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// Its last day; without one it goes on.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// Its work packages, by number, each with what belongs to it.
    pub work_packages: Vec<TimelineWorkPackage>,
    /// The deliverables that belong to no work package, in the order of the days.
    pub deliverables: Vec<TimelinePoint>,
    /// The milestones that belong to no work package, in the order of the days.
    pub milestones: Vec<TimelinePoint>,
    /// What is to be reported to the funder, in the order of the days.
    pub reports: Vec<TimelinePoint>,
}

/// A bar of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineWorkPackage {
    /// Its identifier.
    pub id: WorkPackageId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// Who leads it.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// Its first day; the project's where none is planned.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// Its last day; the project's where none is planned.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// Its deliverables, in the order of the days.
    pub deliverables: Vec<TimelinePoint>,
    /// Its milestones, in the order of the days.
    pub milestones: Vec<TimelinePoint>,
}

/// A point of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelinePoint {
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// The day on which it is due.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// The day on which it was first due.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    #[schema(examples("planned"))]
    pub stage: String,
    /// Since when it stands there.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

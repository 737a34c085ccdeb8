//! Milestones: the points that a project is to reach.

use chrono::NaiveDate;
use entity::value::{
    ItemNumber, MilestoneId, MilestoneStage, OrganisationId, PlannedDate, ProjectId, WorkPackageId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::platform::refs::WorkPackageRef;
use crate::portfolio::organisations::OrganisationRef;

/// A point that a project is to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "MS1",
    "title": "The survey is answered", "description": null, "verification": "100 answers",
    "work_package": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a", "number": "WP1", "title": "Study of the needs"
    },
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "due": "M5",
    "due_on": "2025-01-31", "original_due": "M3", "original_due_on": "2024-11-30", "stage": "planned",
    "stage_on": null
})))]
pub struct Milestone {
    /// Its identifier.
    pub id: MilestoneId,
    /// The project.
    pub project: ProjectRef,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// What it is.
    #[schema(required)]
    pub description: Option<String>,
    /// How one sees that it is reached.
    #[schema(required)]
    pub verification: Option<String>,
    /// The work package that it belongs to.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Who leads it.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// When it is due: a date, or a month of the project.
    #[schema(required)]
    pub due: Option<PlannedDate>,
    /// The day on which it is due: the last day of `due`. Null as long as nothing is planned, or the start of the
    /// project that it follows is not known.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// When it was first due.
    #[schema(required)]
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: MilestoneStage,
    /// Since when it stands there; null as long as it has not moved.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

/// A page of milestones.
pub type MilestonePage = Page<Milestone>;

/// What is said of a milestone.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "number": "MS1", "title": "The survey is answered", "verification": "100 answers", "due": "M3"
})))]
pub struct MilestoneInput {
    /// Its number, unique among its like in the project.
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
    pub lead: Option<OrganisationId>,
    /// When it is due: a date, or a month of the project, which follows the project's start.
    pub due: Option<PlannedDate>,
    /// Why it is due at another time than before: needed when a change moves the date, and not otherwise. It is
    /// kept in the history of the project.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The survey started two months late"))]
    pub reason: Option<String>,
}

/// A change of what is said of a milestone.
pub type MilestonePatch = MergePatch<MilestoneInput>;

impl Patched for MilestoneInput {
    fn change() -> Value {
        json!({ "due": "M5", "reason": "The survey started two months late" })
    }
}

/// Which milestones.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MilestoneFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those of this work package.
    #[param(inline)]
    pub work_package: Option<WorkPackageId>,
    /// Those that this organisation leads.
    #[param(inline)]
    pub lead: Option<OrganisationId>,
    /// Those at this stage.
    pub stage: Option<MilestoneStage>,
    /// Those due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Those due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `due_on`, `number`, `stage`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-due_on")]
    pub sort: Option<String>,
}

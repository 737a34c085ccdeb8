//! Milestones: the control points of a project.

use chrono::NaiveDate;
use entity::value::{
    ItemNumber, MilestoneId, MilestoneStage, OrganisationId, PlannedDate, ProjectId, WorkPackageId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::platform::refs::WorkPackageRef;
use crate::portfolio::organisations::OrganisationRef;

/// A control point that a project must achieve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "MS1",
    "title": "The survey is answered", "description": null, "verification": "100 answers",
    "work_package": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a", "number": "WP1", "title": "Study of the needs"
    },
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "due": "M5",
    "due_on": "2025-01-31", "original_due": "M3", "original_due_on": "2024-11-30", "stage": "planned",
    "stage_on": null
}"#))))]
pub struct Milestone {
    /// The milestone's identifier, a UUID.
    pub id: MilestoneId,
    /// The project that must achieve the milestone.
    pub project: ProjectRef,
    /// The milestone's number within its project, for example `MS1`.
    pub number: ItemNumber,
    /// The title of the milestone, on one line.
    pub title: String,
    /// A description of the milestone; null if there is none.
    #[schema(required)]
    pub description: Option<String>,
    /// Means of verification: the evidence that the milestone is achieved. Null if it is not known.
    #[schema(required)]
    pub verification: Option<String>,
    /// The work package to which the milestone belongs; null if there is none.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The organisation that leads the work on the milestone; null if it is not known.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// The due date: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the project (`M5`). Null if
    /// none is planned.
    #[schema(required)]
    pub due: Option<PlannedDate>,
    /// The last day of `due`. The server computes it. Null if `due` is null, or is a month and the project
    /// has no start.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// The first due date that was planned, in the form of `due`. It does not change when `due` changes.
    #[schema(required)]
    pub original_due: Option<PlannedDate>,
    /// The last day of `original_due`. The server computes it; null if it is not known.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// The current stage of the milestone. Only stage transitions change it.
    pub stage: MilestoneStage,
    /// The day of the last stage transition; null before the first one.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

/// A page of milestones.
pub type MilestonePage = Page<Milestone>;

/// The data of a milestone that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "number": "MS1", "title": "The survey is answered", "verification": "100 answers", "due": "M3"
}"#))))]
pub struct MilestoneInput {
    /// The milestone's number, for example `MS1`. Unique among the milestones of the project. `MS1`
    /// and `1` are the same number.
    pub number: ItemNumber,
    /// The title of the milestone, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// A description of the milestone. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Means of verification: the evidence that the milestone is achieved.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub verification: Option<String>,
    /// The number of the work package to which the milestone belongs, for example `WP1`.
    pub work_package: Option<ItemNumber>,
    /// The organisation that leads the work: a partner of the project, or the owner of the portfolio.
    pub lead: Option<OrganisationId>,
    /// The due date: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the project (`M5`). A month
    /// moves with the project's start.
    pub due: Option<PlannedDate>,
    /// The reason for a new due date. Required if a change moves an existing due date; not allowed
    /// otherwise. The project's history stores it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The survey started two months late"))]
    pub reason: Option<String>,
}

/// A change of a milestone.
pub type MilestonePatch = MergePatch<MilestoneInput>;

impl PatchExample for MilestoneInput {
    fn change() -> Value {
        crate::example(r#"{ "due": "M5", "reason": "The survey started two months late" }"#)
    }
}

/// Filters for milestones. A milestone must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MilestoneFilter {
    /// Only milestones of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only milestones of this work package.
    #[param(inline)]
    pub work_package: Option<WorkPackageId>,
    /// Only milestones that this organisation leads.
    #[param(inline)]
    pub lead: Option<OrganisationId>,
    /// Only milestones at this stage.
    pub stage: Option<MilestoneStage>,
    /// Only milestones that are due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Only milestones that are due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `due_on`, `number`, `stage`. Empty values come first, or last in descending
    /// order.
    #[param(max_length = 200, example = "-due_on")]
    pub sort: Option<String>,
}

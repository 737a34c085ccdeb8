//! Deliverables: what a project hands over.

use chrono::NaiveDate;
use entity::value::{
    DeliverableId, DeliverableType, Dissemination, ItemNumber, OrganisationId, PlannedDate, ProjectId,
    SubmissionStage, WorkPackageId,
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

/// Something that a project hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "D1.2",
    "title": "Report on the needs", "description": null, "type": "R", "dissemination": "PU",
    "work_package": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a", "number": "WP1", "title": "Study of the needs"
    },
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "due": "M8",
    "due_on": "2025-04-30", "original_due": "M6", "original_due_on": "2025-02-28", "stage": "submitted",
    "stage_on": "2025-04-28"
})))]
pub struct Deliverable {
    /// Its identifier.
    pub id: DeliverableId,
    /// The project.
    pub project: ProjectRef,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// What it is.
    #[schema(required)]
    pub description: Option<String>,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    #[schema(required)]
    pub kind: Option<DeliverableType>,
    /// Who may see it.
    #[schema(required)]
    pub dissemination: Option<Dissemination>,
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
    pub stage: SubmissionStage,
    /// Since when it stands there; null as long as it has not moved.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

/// A page of deliverables.
pub type DeliverablePage = Page<Deliverable>;

/// What is said of a deliverable.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "number": "D1.2", "title": "Report on the needs", "type": "R", "dissemination": "PU", "due": "M6"
})))]
pub struct DeliverableInput {
    /// Its number, unique among its like in the project.
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
    pub lead: Option<OrganisationId>,
    /// When it is due: a date, or a month of the project, which follows the project's start.
    pub due: Option<PlannedDate>,
    /// Why it is due at another time than before: needed when a change moves the date, and not otherwise. It is
    /// kept in the history of the project.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The survey started two months late"))]
    pub reason: Option<String>,
}

/// A change of what is said of a deliverable.
pub type DeliverablePatch = MergePatch<DeliverableInput>;

impl Patched for DeliverableInput {
    fn change() -> Value {
        json!({ "due": "M8", "reason": "The survey started two months late" })
    }
}

/// Which deliverables.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliverableFilter {
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
    pub stage: Option<SubmissionStage>,
    /// Those due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Those due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `due_on`, `number`, `stage`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-due_on")]
    pub sort: Option<String>,
}

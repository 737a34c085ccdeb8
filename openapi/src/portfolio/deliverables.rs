//! Deliverables: the outputs that a project submits to its funder.

use chrono::NaiveDate;
use entity::value::{
    DeliverableId, DeliverableType, Dissemination, ItemNumber, OrganisationId, PlannedDate, ProjectId,
    SubmissionStage, WorkPackageId,
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

/// An output that a project submits to its funder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "D1.2",
    "title": "Report on the needs", "description": null, "type": "R", "dissemination": "PU",
    "work_package": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a", "number": "WP1", "title": "Study of the needs"
    },
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "due": "M8",
    "due_on": "2025-04-30", "original_due": "M6", "original_due_on": "2025-02-28", "stage": "submitted",
    "stage_on": "2025-04-28"
}"#))))]
pub struct Deliverable {
    /// The deliverable's identifier, a UUID.
    pub id: DeliverableId,
    /// The project that submits the deliverable.
    pub project: ProjectRef,
    /// The deliverable's number within its project, for example `D1.2`.
    pub number: ItemNumber,
    /// The title of the deliverable, on one line.
    pub title: String,
    /// A description of the deliverable; null if there is none.
    #[schema(required)]
    pub description: Option<String>,
    /// The type of deliverable, with the codes of the Funding & Tenders Portal; null if it is not known.
    #[serde(rename = "type")]
    #[schema(required)]
    pub kind: Option<DeliverableType>,
    /// The dissemination level, with the codes of the Funding & Tenders Portal; null if it is not known.
    #[schema(required)]
    pub dissemination: Option<Dissemination>,
    /// The work package that produces the deliverable; null if there is none.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The organisation that leads the work on the deliverable; null if it is not known.
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
    /// The current stage of the deliverable. Only stage transitions change it.
    pub stage: SubmissionStage,
    /// The day of the last stage transition; null before the first one.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

/// A page of deliverables.
pub type DeliverablePage = Page<Deliverable>;

/// The data of a deliverable that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "number": "D1.2", "title": "Report on the needs", "type": "R", "dissemination": "PU", "due": "M6"
}"#))))]
pub struct DeliverableInput {
    /// The deliverable's number, for example `D1.2`. Unique among the deliverables of the project. `D1.2` and
    /// `1.02` are the same number.
    pub number: ItemNumber,
    /// The title of the deliverable, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// A description of the deliverable. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// The type of deliverable, with the codes of the Funding & Tenders Portal.
    #[serde(rename = "type")]
    pub kind: Option<DeliverableType>,
    /// The dissemination level, with the codes of the Funding & Tenders Portal.
    pub dissemination: Option<Dissemination>,
    /// The number of the work package that produces the deliverable, for example `WP1`.
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

/// A change of a deliverable.
pub type DeliverablePatch = MergePatch<DeliverableInput>;

impl PatchExample for DeliverableInput {
    fn change() -> Value {
        crate::example(r#"{ "due": "M8", "reason": "The survey started two months late" }"#)
    }
}

/// Filters for deliverables. A deliverable must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliverableFilter {
    /// Only deliverables of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only deliverables of this work package.
    #[param(inline)]
    pub work_package: Option<WorkPackageId>,
    /// Only deliverables that this organisation leads.
    #[param(inline)]
    pub lead: Option<OrganisationId>,
    /// Only deliverables at this stage.
    pub stage: Option<SubmissionStage>,
    /// Only deliverables that are due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Only deliverables that are due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `due_on`, `number`, `stage`. Empty values come first, or last in descending
    /// order.
    #[param(max_length = 200, example = "-due_on")]
    pub sort: Option<String>,
}

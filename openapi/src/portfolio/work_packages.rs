//! Work packages: the parts of a project's work.

use chrono::NaiveDate;
use entity::value::{ItemNumber, OrganisationId, PlannedDate, ProjectId, WorkPackageId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// A part of a project's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "WP1",
    "title": "Study of the needs", "summary": null,
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "start": "M1",
    "end": "M8", "first_day": "2024-09-01", "last_day": "2025-04-30"
})))]
pub struct WorkPackage {
    /// Its identifier.
    pub id: WorkPackageId,
    /// The project.
    pub project: ProjectRef,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// What it is for.
    #[schema(required)]
    pub summary: Option<String>,
    /// Who leads it.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// When it begins: a date, or a month of the project.
    #[schema(required)]
    pub start: Option<PlannedDate>,
    /// When it ends: a date, or a month of the project.
    #[schema(required)]
    pub end: Option<PlannedDate>,
    /// The first day of `start`.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of `end`.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
}

/// A page of work packages.
pub type WorkPackagePage = Page<WorkPackage>;

/// What is said of a work package.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "number": "WP1", "title": "Study of the needs", "start": "M1", "end": "M8" })))]
pub struct WorkPackageInput {
    /// Its number, unique among its like in the project.
    pub number: ItemNumber,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is for.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// Who leads it: a partner of the project, or the owner.
    pub lead: Option<OrganisationId>,
    /// When it begins: a date, or a month of the project, which follows the project's start.
    pub start: Option<PlannedDate>,
    /// When it ends.
    pub end: Option<PlannedDate>,
}

/// A change of what is said of a work package.
pub type WorkPackagePatch = MergePatch<WorkPackageInput>;

impl Patched for WorkPackageInput {
    fn change() -> Value {
        json!({ "end": "M10", "summary": "What the partners' members need" })
    }
}

/// Which work packages.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorkPackageFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those that this organisation leads.
    #[param(inline)]
    pub lead: Option<OrganisationId>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `number`, `start`, `end`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "start,number")]
    pub sort: Option<String>,
}

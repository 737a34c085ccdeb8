//! Work packages: the parts of a project's work.

use chrono::NaiveDate;
use entity::value::{ItemNumber, OrganisationId, PlannedDate, ProjectId, WorkPackageId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// A part of a project's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "WP1",
    "title": "Study of the needs", "summary": null,
    "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" }, "start": "M1",
    "end": "M8", "first_day": "2024-09-01", "last_day": "2025-04-30"
}"#))))]
pub struct WorkPackage {
    /// The work package's identifier, a UUID.
    pub id: WorkPackageId,
    /// The project to which the work package belongs.
    pub project: ProjectRef,
    /// The work package's number within its project, for example `WP1`.
    pub number: ItemNumber,
    /// The title of the work package, on one line.
    pub title: String,
    /// The purpose of the work package; null if it is not known.
    #[schema(required)]
    pub summary: Option<String>,
    /// The organisation that leads the work package; null if it is not known.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// The start: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the project (`M5`). Null if none
    /// is planned.
    #[schema(required)]
    pub start: Option<PlannedDate>,
    /// The end, in the form of `start`. Null if none is planned.
    #[schema(required)]
    pub end: Option<PlannedDate>,
    /// The first day of `start`. The server computes it; null if it is not known.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of `end`. The server computes it; null if it is not known.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
}

/// A page of work packages.
pub type WorkPackagePage = Page<WorkPackage>;

/// The data of a work package that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "number": "WP1", "title": "Study of the needs", "start": "M1",
    "end": "M8" }"#))))]
pub struct WorkPackageInput {
    /// The work package's number, for example `WP1`. Unique among the work packages of the project.
    pub number: ItemNumber,
    /// The title of the work package, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The purpose of the work package. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// The organisation that leads the work package: a partner of the project, or the owner of the portfolio.
    pub lead: Option<OrganisationId>,
    /// The start: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the project (`M5`). A month moves
    /// with the project's start.
    pub start: Option<PlannedDate>,
    /// The end, in the form of `start`. The work package includes its last day.
    pub end: Option<PlannedDate>,
}

/// A change of a work package.
pub type WorkPackagePatch = MergePatch<WorkPackageInput>;

impl PatchExample for WorkPackageInput {
    fn change() -> Value {
        crate::example(r#"{ "end": "M10", "summary": "What the partners' members need" }"#)
    }
}

/// Filters for work packages. A work package must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorkPackageFilter {
    /// Only work packages of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only work packages that this organisation leads.
    #[param(inline)]
    pub lead: Option<OrganisationId>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `number`, `start`, `end`. Empty values come first, or last in descending order.
    #[param(max_length = 200, example = "start,number")]
    pub sort: Option<String>,
}

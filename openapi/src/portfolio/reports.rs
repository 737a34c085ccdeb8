//! Reports that a project submits to its funder.

use chrono::NaiveDate;
use entity::value::{ItemNumber, PlannedDate, ProjectId, ReportId, SubmissionStage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A report that a project submits to its funder, for a reporting period or at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000d",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "1",
    "title": "Technical report of the first period", "start": "M1", "end": "M12", "first_day": "2024-09-01",
    "last_day": "2025-08-31", "due": "M14", "due_on": "2025-10-31", "original_due": "M14",
    "original_due_on": "2025-10-31", "stage": "planned", "stage_on": null
}"#))))]
pub struct Report {
    /// The report's identifier, a UUID.
    pub id: ReportId,
    /// The project that submits the report.
    pub project: ProjectRef,
    /// The report's number within its project, for example `1`.
    pub number: ItemNumber,
    /// The title of the report, on one line.
    pub title: String,
    /// The start of the reporting period: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the
    /// project (`M5`). Null if it is not known.
    #[schema(required)]
    pub start: Option<PlannedDate>,
    /// The end of the reporting period, in the form of `start`. Null if it is not known.
    #[schema(required)]
    pub end: Option<PlannedDate>,
    /// The first day of `start`. The server computes it; null if it is not known.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of `end`. The server computes it; null if it is not known.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
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
    /// The current stage of the report. Only stage transitions change it.
    pub stage: SubmissionStage,
    /// The day of the last stage transition; null before the first one.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

/// A page of reports.
pub type ReportPage = Page<Report>;

/// The data of a report that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "number": "1", "title": "Technical report of the first period", "start": "M1", "end": "M12",
    "due": "M14"
}"#))))]
pub struct ReportInput {
    /// The report's number, for example `1`. Unique among the reports of the project.
    pub number: ItemNumber,
    /// The title of the report, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The start of the reporting period: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the
    /// project (`M5`). A month moves with the project's start.
    pub start: Option<PlannedDate>,
    /// The end of the reporting period, in the form of `start`. The reporting period includes its last day.
    pub end: Option<PlannedDate>,
    /// The due date: a date (`2025`, `2025-01` or `2025-01-31`), or a month of the project (`M5`). A month
    /// moves with the project's start.
    pub due: Option<PlannedDate>,
    /// The reason for a new due date. Required if a change moves an existing due date; not allowed
    /// otherwise. The project's history stores it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The survey started two months late"))]
    pub reason: Option<String>,
}

/// A change of a report.
pub type ReportPatch = MergePatch<ReportInput>;

impl PatchExample for ReportInput {
    fn change() -> Value {
        crate::example(r#"{ "title": "Technical and financial report of the first period" }"#)
    }
}

/// Filters for reports. A report must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// Only reports of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only reports at this stage.
    pub stage: Option<SubmissionStage>,
    /// Only reports that are due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Only reports that are due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `due_on`, `number`, `stage`. Empty values come first, or last in descending
    /// order.
    #[param(max_length = 200, example = "-due_on")]
    pub sort: Option<String>,
}

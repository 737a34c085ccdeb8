//! Reports: what a project owes its funder.

use chrono::NaiveDate;
use entity::value::{ItemNumber, PlannedDate, ProjectId, ReportId, SubmissionStage};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A report that a project owes its funder: of a reporting period, or at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000d",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "number": "1",
    "title": "Technical report of the first period", "start": "M1", "end": "M12", "first_day": "2024-09-01",
    "last_day": "2025-08-31", "due": "M14", "due_on": "2025-10-31", "original_due": "M14",
    "original_due_on": "2025-10-31", "stage": "planned", "stage_on": null
})))]
pub struct Report {
    /// Its identifier.
    pub id: ReportId,
    /// The project.
    pub project: ProjectRef,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// From when it reports: a date, or a month of the project.
    #[schema(required)]
    pub start: Option<PlannedDate>,
    /// Until when it reports: a date, or a month of the project.
    #[schema(required)]
    pub end: Option<PlannedDate>,
    /// The first day of `start`.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of `end`.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
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

/// A page of reports.
pub type ReportPage = Page<Report>;

/// What is said of a report.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "number": "1", "title": "Technical report of the first period", "start": "M1", "end": "M12", "due": "M14"
})))]
pub struct ReportInput {
    /// Its number, unique among its like in the project.
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
    /// Why it is due at another time than before: needed when a change moves the date, and not otherwise. It is
    /// kept in the history of the project.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The survey started two months late"))]
    pub reason: Option<String>,
}

/// A change of what is said of a report.
pub type ReportPatch = MergePatch<ReportInput>;

impl Patched for ReportInput {
    fn change() -> Value {
        json!({ "title": "Technical and financial report of the first period" })
    }
}

/// Which reports.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
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

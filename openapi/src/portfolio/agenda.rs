//! The agenda: all due dates of the portfolio.

use chrono::NaiveDate;
use entity::value::{ItemNumber, ProjectId};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::plan::Stage;

/// A due date of a deliverable, milestone or report, or the end of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "kind": "deliverable", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "manager": "M. Anager",
    "number": "D2.1", "title": "Survey report", "due_on": "2025-01-31", "original_due_on": "2024-11-30",
    "stage": "planned", "done": false, "overdue": true
}"#))))]
pub struct AgendaItem {
    /// The kind of due date.
    pub kind: AgendaKind,
    /// The identifier of the deliverable, milestone or report. For the end of a project, the identifier of
    /// the project.
    pub id: uuid::Uuid,
    /// The project to which the due date belongs.
    pub project: ProjectRef,
    /// The name of the project's manager; null if none is recorded.
    #[schema(required)]
    pub manager: Option<String>,
    /// The number of the deliverable, milestone or report, for example `D2.1`. Null for the end of a project.
    #[schema(required)]
    pub number: Option<ItemNumber>,
    /// The title of the deliverable, milestone or report. For the end of a project, the title of the project.
    pub title: String,
    /// The due day. For a month or a year, it is the last day.
    pub due_on: NaiveDate,
    /// The due day that was planned first; null if it is not known.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// The current stage of the deliverable, milestone, report or project.
    #[schema(value_type = Stage)]
    pub stage: String,
    /// True if no more work is due: it is submitted, accepted or achieved, or its project is closed or
    /// terminated.
    pub done: bool,
    /// True if the due day is before today and `done` is false. Always false while the project is suspended.
    pub overdue: bool,
}

/// A page of due dates.
pub type AgendaItemPage = Page<AgendaItem>;

/// The agenda as a calendar file (RFC 5545).
#[derive(Debug, ToSchema)]
#[schema(examples(
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//portfolio//agenda//EN\r\nBEGIN:VEVENT\r\n\
    UID:0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b\r\nDTSTAMP:20241203T093000Z\r\nLAST-MODIFIED:20241203T093000Z\r\nSEQUENCE:2\r\nDTSTART;VALUE=DATE:20250131\r\n\
    SUMMARY:ENACT D2.1: Survey report\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
))]
pub struct AgendaCalendar(#[expect(dead_code, reason = "it is only described here")] String);

/// The kind of a due date.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AgendaKind {
    /// The submission of a deliverable.
    Deliverable,
    /// The achievement of a milestone.
    Milestone,
    /// The submission of a report.
    Report,
    /// The end of a project.
    ProjectEnd,
}

/// Authentication for calendar programs.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeedToken {
    /// The bearer token, for calendar programs that cannot send a header (RFC 6750, section 2.3). Use an API
    /// key with the role `reader`, because programs and servers store URLs in more places than headers.
    #[param(format = Password, max_length = 500)]
    pub access_token: Option<String>,
}

/// Filters for the agenda. A due date must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgendaFilter {
    /// Only projects of this manager. The name must be exact.
    #[param(min_length = 1, max_length = 200)]
    pub manager: Option<String>,
    /// Only due dates of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only due dates of this kind.
    pub kind: Option<AgendaKind>,
    /// Only due dates on this day or later.
    pub from: Option<NaiveDate>,
    /// Only due dates on this day or earlier.
    pub to: Option<NaiveDate>,
    /// `true`: only overdue items; `false`: only items that are not overdue. Nothing in a suspended project
    /// is overdue.
    pub overdue: Option<bool>,
    /// `true`: also include items that are done. By default they are omitted.
    pub done: Option<bool>,
}

//! What is due.

use chrono::NaiveDate;
use entity::value::{ItemNumber, ProjectId};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::plan::Stage;

/// Something that is due on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "kind": "deliverable", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "manager": "M. Anager",
    "number": "D2.1", "title": "Survey report", "due_on": "2025-01-31", "original_due_on": "2024-11-30",
    "stage": "planned", "done": false, "overdue": true
})))]
pub struct AgendaItem {
    /// What it is.
    pub kind: AgendaKind,
    /// The identifier of the deliverable, milestone or report; of the project when it is a project's end.
    pub id: uuid::Uuid,
    /// The project.
    pub project: ProjectRef,
    /// Who manages the project.
    #[schema(required)]
    pub manager: Option<String>,
    /// Its number in the project; null for a project's end.
    #[schema(required)]
    pub number: Option<ItemNumber>,
    /// Its title; the project's when it is a project's end.
    pub title: String,
    /// The day on which it is due.
    pub due_on: NaiveDate,
    /// The day on which it was first due, when that is known.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    #[schema(value_type = Stage)]
    pub stage: String,
    /// Whether nothing is to be done about it any more.
    pub done: bool,
    /// Whether it should have been done before today. Nothing of a suspended project is overdue.
    pub overdue: bool,
}

/// A page of what is due.
pub type AgendaItemPage = Page<AgendaItem>;

/// A calendar (RFC 5545).
#[derive(Debug, ToSchema)]
#[schema(examples(
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//portfolio//agenda//EN\r\nBEGIN:VEVENT\r\n\
    UID:0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b\r\nDTSTAMP:20241203T093000Z\r\nLAST-MODIFIED:20241203T093000Z\r\nSEQUENCE:2\r\nDTSTART;VALUE=DATE:20250131\r\n\
    SUMMARY:ENACT D2.1: Survey report\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
))]
pub struct AgendaCalendar(#[expect(dead_code, reason = "it is only described here")] String);

/// What is due.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AgendaKind {
    /// A deliverable is to be submitted.
    Deliverable,
    /// A milestone is to be reached.
    Milestone,
    /// A report is to be submitted.
    Report,
    /// A project ends.
    ProjectEnd,
}

/// How a calendar program says who asks.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeedToken {
    /// The bearer token, for calendar programs that cannot send a header (RFC 6750, section 2.3). Take a key of the
    /// role `reader`, since addresses are kept in more places than headers.
    #[param(format = Password, max_length = 500)]
    pub access_token: Option<String>,
}

/// What of the agenda. Filters add up.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgendaFilter {
    /// Of the projects with this manager, as the name is written.
    #[param(min_length = 1, max_length = 200)]
    pub manager: Option<String>,
    /// Of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Of this kind.
    pub kind: Option<AgendaKind>,
    /// Due on this day or later.
    pub from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub to: Option<NaiveDate>,
    /// `true`: only what should have been done before today; `false`: only the rest. Nothing of a suspended project is
    /// overdue.
    pub overdue: Option<bool>,
    /// `true`: what is done already as well.
    pub done: Option<bool>,
}

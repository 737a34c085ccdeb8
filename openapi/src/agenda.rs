//! What is due.

use chrono::NaiveDate;
use entity::value::{ItemNumber, ProjectId};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::projects::ProjectRef;

/// Something that is due on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
    #[schema(examples("planned"))]
    pub stage: String,
    /// Whether nothing is to be done about it any more.
    pub done: bool,
    /// Whether it should have been done before today.
    pub overdue: bool,
}

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
    #[param(inline)]
    pub kind: Option<AgendaKind>,
    /// Due on this day or later.
    pub from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub to: Option<NaiveDate>,
    /// `true`: only what should have been done before today; `false`: only the rest.
    pub overdue: Option<bool>,
    /// `true`: what is done already as well.
    pub done: Option<bool>,
}

//! The `report` table: what a project owes its funder.

use sea_orm::entity::prelude::*;

use crate::value::{ItemNumber, PlannedDate, ProjectId, ReportId, SubmissionStage};

/// A report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    /// The project.
    pub project_id: ProjectId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// The number as it is sorted and told apart by; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// From when it reports, as given.
    pub begins: Option<PlannedDate>,
    /// Until when it reports, as given.
    pub ends: Option<PlannedDate>,
    /// The first day of `begins`.
    pub begins_on: Option<Date>,
    /// The last day of `ends`.
    pub ends_on: Option<Date>,
    /// When it is due, as given.
    pub due: Option<PlannedDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// When it was first due, as given.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due.
    pub original_due_on: Option<Date>,
    /// Where it stands.
    pub stage: SubmissionStage,
    /// Since when it stands there.
    pub stage_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

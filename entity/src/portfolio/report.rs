//! The `report` table: the reports that a project must submit to its funder.

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
    /// The number in the form that is sorted and compared; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// The start of the reporting period, as given.
    pub begins: Option<PlannedDate>,
    /// The end of the reporting period, as given.
    pub ends: Option<PlannedDate>,
    /// The first day of `begins`.
    pub begins_on: Option<Date>,
    /// The last day of `ends`.
    pub ends_on: Option<Date>,
    /// The due date, as given.
    pub due: Option<PlannedDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// The original due date, as given.
    pub original_due: Option<PlannedDate>,
    /// The original due day.
    pub original_due_on: Option<Date>,
    /// The stage.
    pub stage: SubmissionStage,
    /// The day on which it entered this stage.
    pub stage_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `milestone` table: the milestones of projects.

use sea_orm::entity::prelude::*;

use crate::value::{
    ItemNumber, MilestoneId, MilestoneStage, OrganisationId, PlannedDate, ProjectId, WorkPackageId,
};

/// A milestone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MilestoneId,
    /// The project.
    pub project_id: ProjectId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// The number in the form that is sorted and compared; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// The description.
    pub description: Option<String>,
    /// The means of verification.
    pub verification: Option<String>,
    /// The work package that it belongs to.
    pub work_package_id: Option<WorkPackageId>,
    /// The organisation that leads it.
    pub lead_id: Option<OrganisationId>,
    /// The due date, as given.
    pub due: Option<PlannedDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// The original due date, as given.
    pub original_due: Option<PlannedDate>,
    /// The original due day.
    pub original_due_on: Option<Date>,
    /// The stage.
    pub stage: MilestoneStage,
    /// The day on which it entered this stage.
    pub stage_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

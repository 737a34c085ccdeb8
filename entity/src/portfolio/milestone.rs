//! The `milestone` table: the points that a project is to reach.

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
    /// The number as it is sorted and told apart by; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// How one sees that it is reached.
    pub verification: Option<String>,
    /// The work package that it belongs to.
    pub work_package_id: Option<WorkPackageId>,
    /// Who leads it.
    pub lead_id: Option<OrganisationId>,
    /// When it is due, as given.
    pub due: Option<PlannedDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// When it was first due, as given.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due.
    pub original_due_on: Option<Date>,
    /// Where it stands.
    pub stage: MilestoneStage,
    /// Since when it stands there.
    pub stage_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

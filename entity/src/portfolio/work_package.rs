//! The `work_package` table: the work packages of projects.

use sea_orm::entity::prelude::*;

use crate::value::{ItemNumber, OrganisationId, PlannedDate, ProjectId, WorkPackageId};

/// A work package.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_package")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkPackageId,
    /// The project.
    pub project_id: ProjectId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// The number in the form that is sorted and compared; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// The summary.
    pub summary: Option<String>,
    /// The organisation that leads it.
    pub lead_id: Option<OrganisationId>,
    /// The start date, as given.
    pub begins: Option<PlannedDate>,
    /// The end date, as given.
    pub ends: Option<PlannedDate>,
    /// The first day of `begins`.
    pub begins_on: Option<Date>,
    /// The last day of `ends`.
    pub ends_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

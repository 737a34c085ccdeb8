//! The `work_package` table: the parts of a project's work.

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
    /// The number as it is sorted and told apart by; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: Option<String>,
    /// Who leads it.
    pub lead_id: Option<OrganisationId>,
    /// When it begins, as given.
    pub begins: Option<PlannedDate>,
    /// When it ends, as given.
    pub ends: Option<PlannedDate>,
    /// The first day of `begins`.
    pub begins_on: Option<Date>,
    /// The last day of `ends`.
    pub ends_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

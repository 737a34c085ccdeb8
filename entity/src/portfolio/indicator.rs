//! The `indicator` table: what is measured for a project or for the organisation as a whole.

use sea_orm::entity::prelude::*;

use crate::value::{IndicatorId, ProjectId};

/// An indicator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IndicatorId,
    /// The project; empty for the organisation as a whole.
    pub project_id: Option<ProjectId>,
    /// The name as written.
    pub name: String,
    /// The name, folded; unique in the project.
    pub name_key: String,
    /// The unit of measurement.
    pub unit: String,
    /// What is measured, and how.
    pub description: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `assignment` table: which user manages which project.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{AssignmentId, ProjectId, UserId};

/// The assignment of a project to a user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    /// The user.
    pub user_id: UserId,
    /// The project.
    pub project_id: ProjectId,
    /// When it was assigned.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

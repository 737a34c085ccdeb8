//! The `project_theme` table: a project may have several themes.

use sea_orm::entity::prelude::*;

use crate::value::{ProjectId, ThemeId};

/// A theme of a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_theme")]
pub struct Model {
    /// The project.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: ProjectId,
    /// The theme.
    #[sea_orm(primary_key, auto_increment = false)]
    pub theme_id: ThemeId,
    /// The position among the themes of the project.
    pub position: i32,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<crate::portfolio::project::Entity>,
    /// The theme.
    #[sea_orm(belongs_to, from = "theme_id", to = "id")]
    pub theme: BelongsTo<crate::portfolio::theme::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

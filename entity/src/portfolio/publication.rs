//! The `publication` table.

use sea_orm::entity::prelude::*;

use crate::value::{PartialDate, ProjectId, PublicationId, ThemeId};

/// A publication.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublicationId,
    /// Its title.
    pub title: String,
    /// The title, folded.
    pub title_key: String,
    /// The collection it appeared in.
    pub collection: Option<String>,
    /// When it appeared, as given.
    pub published: PartialDate,
    /// The first day of `published`.
    pub first_day: Date,
    /// What it is about.
    pub theme_id: Option<ThemeId>,
    /// The project it came out of.
    pub project_id: Option<ProjectId>,
    /// Where it can be read.
    pub website: Option<String>,
    /// What it is about.
    #[sea_orm(belongs_to, from = "theme_id", to = "id")]
    pub theme: BelongsTo<Option<crate::portfolio::theme::Entity>>,
    /// The project it came out of.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

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
    /// The collection in which it appeared.
    pub collection: Option<String>,
    /// The publication date, as given.
    pub published: PartialDate,
    /// The first day of `published`.
    pub first_day: Date,
    /// The theme.
    pub theme_id: Option<ThemeId>,
    /// The project that produced it.
    pub project_id: Option<ProjectId>,
    /// The web address.
    pub website: Option<String>,
    /// The theme.
    #[sea_orm(belongs_to, from = "theme_id", to = "id")]
    pub theme: BelongsTo<Option<crate::portfolio::theme::Entity>>,
    /// The project that produced it.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

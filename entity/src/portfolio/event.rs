//! The `event` table.

use sea_orm::entity::prelude::*;

use crate::value::{EventId, EventKind, PartialDate, ProjectId, ThemeId};

/// An event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// The title, folded.
    pub title_key: String,
    /// What kind of event.
    pub kind: EventKind,
    /// When it begins, as given.
    pub period_start: PartialDate,
    /// When it ends, as given; the same day when empty.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Date,
    /// The last day.
    pub last_day: Date,
    /// Who holds it, when not the owner.
    pub organiser: Option<String>,
    /// What it is about.
    pub theme_id: Option<ThemeId>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
    /// What it is about.
    #[sea_orm(belongs_to, from = "theme_id", to = "id")]
    pub theme: BelongsTo<Option<crate::portfolio::theme::Entity>>,
    /// The project it belongs to.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

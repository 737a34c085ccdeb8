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
    /// The kind of event.
    pub kind: EventKind,
    /// The start date, as given.
    pub period_start: PartialDate,
    /// The end date, as given; empty for an event of one day.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Date,
    /// The last day.
    pub last_day: Date,
    /// The organiser, if it is not the owner of the portfolio.
    pub organiser: Option<String>,
    /// The theme.
    pub theme_id: Option<ThemeId>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
    /// The theme.
    #[sea_orm(belongs_to, from = "theme_id", to = "id")]
    pub theme: BelongsTo<Option<crate::portfolio::theme::Entity>>,
    /// The project it belongs to.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `project` table.

use sea_orm::entity::prelude::*;

use crate::value::{PartialDate, ProjectId, ProjectKind, ProjectStage};

/// A project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// The acronym as written.
    pub acronym: String,
    /// The acronym, folded; unique among the projects without a grant agreement number.
    pub acronym_key: String,
    /// The text that the filter `q` searches, folded.
    pub search_key: String,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: Option<String>,
    /// The category of the project.
    pub kind: ProjectKind,
    /// The stage.
    pub stage: ProjectStage,
    /// The start date, as given.
    pub period_start: Option<PartialDate>,
    /// The end date, as given.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Option<Date>,
    /// The last day of `period_end`.
    pub last_day: Option<Date>,
    /// The grant agreement number; unique.
    pub grant_agreement: Option<String>,
    /// The name of the project manager.
    pub manager: Option<String>,
    /// The website.
    pub website: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

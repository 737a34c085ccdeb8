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
    /// Everything `q` looks through, folded.
    pub search_key: String,
    /// The title.
    pub title: String,
    /// What it is about.
    pub summary: Option<String>,
    /// How it is counted.
    pub kind: ProjectKind,
    /// Where it stands.
    pub stage: ProjectStage,
    /// When it begins, as given.
    pub period_start: Option<PartialDate>,
    /// When it ends, as given.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Option<Date>,
    /// The last day of `period_end`.
    pub last_day: Option<Date>,
    /// The number of its grant agreement; unique.
    pub grant_agreement: Option<String>,
    /// Who manages it.
    pub manager: Option<String>,
    /// Its web site.
    pub website: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

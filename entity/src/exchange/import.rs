//! The `import` table: imports of files that were handed in.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ActorKind, ImportFailure, ImportId, ImportKind, ImportStage, ProjectId};

/// An import.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    /// Whose files they are.
    pub kind: ImportKind,
    /// The project that it is about; only for a budget.
    pub project_id: Option<ProjectId>,
    /// Whether everything is done and taken back.
    pub dry_run: bool,
    /// Whether nothing is imported when any record is refused.
    pub strict: bool,
    /// Where it stands.
    pub stage: ImportStage,
    /// What kind of actor it is done as.
    pub actor_kind: ActorKind,
    /// The user or the key.
    pub actor_id: Option<Uuid>,
    /// What the actor was called then.
    pub actor: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was first under way.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The file that is being read.
    pub file: Option<String>,
    /// How many bytes were read, of all files.
    pub bytes_read: i64,
    /// How many records were refused.
    pub refused: i64,
    /// How many fields were left out of records that were imported.
    pub left_out: i64,
    /// What became of the records, kind by kind, as JSON.
    pub tallies: Option<String>,
    /// Why it could not go on.
    pub fault: Option<String>,
    /// By which code it failed.
    pub code: Option<ImportFailure>,
    /// How often it was started and did not end; a start that was given back does not count.
    pub starts: i32,
    /// Which process carries it out.
    pub runner: Option<Uuid>,
    /// Until when that process may be taken to be alive.
    pub lease_until: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

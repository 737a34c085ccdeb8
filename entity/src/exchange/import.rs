//! The `import` table: the imports of uploaded files.

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
    /// The kind of files.
    pub kind: ImportKind,
    /// The project. Only a budget import has one.
    pub project_id: Option<ProjectId>,
    /// Whether it is a dry run: all changes are rolled back.
    pub dry_run: bool,
    /// Whether nothing is imported if any record is refused.
    pub strict: bool,
    /// The stage.
    pub stage: ImportStage,
    /// The kind of actor that runs it.
    pub actor_kind: ActorKind,
    /// The identifier of the user or API key.
    pub actor_id: Option<Uuid>,
    /// The name of the actor at that time.
    pub actor: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it first started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The file that is read now.
    pub file: Option<String>,
    /// The number of bytes read, over all files.
    pub bytes_read: i64,
    /// The number of refused records.
    pub refused: i64,
    /// The number of fields that were left out of imported records.
    pub left_out: i64,
    /// The outcome of the records, per kind of record, as JSON.
    pub tallies: Option<String>,
    /// The reason of the failure.
    pub fault: Option<String>,
    /// The code of the failure.
    pub code: Option<ImportFailure>,
    /// The number of starts that did not end. A start that was given back does not count.
    pub starts: i32,
    /// The process that holds the lease.
    pub runner: Option<Uuid>,
    /// When the lease of that process expires.
    pub lease_until: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `audit_event` table: what was done. The database refuses to change or to delete a row.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ActorKind, AuditEventId, AuditKind, ProjectId};

/// Something that was done.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// Its place in the chain, from 1; unique.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of actor did it.
    pub actor_kind: ActorKind,
    /// The user or the key.
    pub actor_id: Option<Uuid>,
    /// What the actor was called then.
    pub actor: String,
    /// The request in which it was done.
    pub request_id: Option<String>,
    /// What was done.
    pub kind: AuditKind,
    /// To what kind of thing.
    pub subject_kind: Option<String>,
    /// To which.
    pub subject_id: Option<Uuid>,
    /// What that was called then.
    pub subject: Option<String>,
    /// The project that it is a part of, or is.
    pub project_id: Option<ProjectId>,
    /// The fields that became others, as they were: a JSON object.
    pub before: Option<String>,
    /// The same fields as they became.
    pub after: Option<String>,
    /// The hash of the entry before; empty for the first.
    pub previous_hash: String,
    /// The SHA-256 of all of this, in hexadecimal.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

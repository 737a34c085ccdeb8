//! The `audit_event` table: the audit trail. The database refuses to change or delete a row.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ActorKind, AuditEventId, AuditKind, ProjectId};

/// An entry of the audit trail.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// The position in the chain, from 1; unique.
    pub number: i64,
    /// The time.
    pub at: DateTime<Utc>,
    /// The kind of actor.
    pub actor_kind: ActorKind,
    /// The identifier of the user or API key.
    pub actor_id: Option<Uuid>,
    /// The name of the actor at that time.
    pub actor: String,
    /// The request of the action.
    pub request_id: Option<String>,
    /// The kind of action.
    pub kind: AuditKind,
    /// The kind of resource.
    pub subject_kind: Option<String>,
    /// The identifier of the resource.
    pub subject_id: Option<Uuid>,
    /// The name of the resource at that time.
    pub subject: Option<String>,
    /// The project of the resource, or the project itself.
    pub project_id: Option<ProjectId>,
    /// The changed fields with their old values: a JSON object.
    pub before: Option<String>,
    /// The same fields with their new values.
    pub after: Option<String>,
    /// The hash of the previous entry; empty in the first.
    pub previous_hash: String,
    /// The SHA-256 of all fields above, in hexadecimal.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

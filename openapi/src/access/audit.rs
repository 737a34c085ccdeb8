//! The audit trail.

use chrono::{DateTime, Utc};
use entity::value::{ActorKind, AuditEventId, AuditKind, ProjectId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::platform::page::Page;
use crate::platform::subject_kind::SubjectKind;

/// An entry of the audit trail.
///
/// Entries never change. Each entry contains a hash that includes the hash of the previous entry, so that
/// tampering is visible. `portfolio audit verify` checks the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0034", "number": 417, "at": "2026-01-15T12:00:00Z",
    "actor": { "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "request_id": "1b0f6c6e-52c6-4b2c-9a55-0d6f2ad1b1a4", "kind": "changed",
    "subject": {
        "kind": "milestone", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c",
        "name": "MS1 The survey is answered",
        "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001"
    },
    "before": { "due": "M3" }, "after": { "due": "M5" },
    "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
}"#))))]
pub struct AuditEvent {
    /// The entry's identifier, a UUID.
    pub id: AuditEventId,
    /// The position of the entry in the chain, from 1.
    #[schema(minimum = 1)]
    pub number: i64,
    /// The time of the action, in UTC.
    pub at: DateTime<Utc>,
    /// The user, API key or other actor that performed the action.
    pub actor: AuditActor,
    /// The `X-Request-Id` of the HTTP request. Null for an action on the command line.
    #[schema(required)]
    pub request_id: Option<String>,
    /// The kind of action, for example `changed`.
    pub kind: AuditKind,
    /// The record that the action affected; null if there is none.
    #[schema(required)]
    pub subject: Option<AuditSubject>,
    /// The changed fields with their old values; null if there are none.
    #[schema(required)]
    pub before: Option<Map<String, Value>>,
    /// The changed fields with their new values; null if there are none.
    #[schema(required)]
    pub after: Option<Map<String, Value>>,
    /// The SHA-256 of this entry and of the previous entry's hash, in hexadecimal.
    pub hash: String,
}

/// A page of the audit trail.
pub type AuditEventPage = Page<AuditEvent>;

/// The user, API key or other actor of an audit entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditActor {
    /// The kind of actor, for example `user`.
    pub kind: ActorKind,
    /// The identifier of the user or API key; null for an actor without one.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// The name of the actor at the time of the action.
    #[schema(examples("Maud Manager"))]
    pub name: String,
}

/// The record that an action affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditSubject {
    /// The kind of record, for example `milestone`.
    pub kind: SubjectKind,
    /// The identifier of the record; null if it has none.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// The name of the record at the time of the action; null if it has none.
    #[schema(required, examples("MS1 The survey is answered"))]
    pub name: Option<String>,
    /// The project itself, or the project that the record belongs to. Null if there is none.
    #[schema(required)]
    pub project: Option<ProjectId>,
}

/// Filters for the audit trail.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditEventFilter {
    /// Only entries about the record with this identifier.
    pub subject: Option<Uuid>,
    /// Only entries about this project and its parts.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only actions of the user or API key with this identifier.
    pub actor: Option<Uuid>,
    /// Only entries of this kind of action.
    pub kind: Option<AuditKind>,
    /// Only entries at this time or later (RFC 3339).
    #[param(max_length = 40)]
    pub from: Option<DateTime<Utc>>,
    /// Only entries before this time (RFC 3339).
    #[param(max_length = 40)]
    pub to: Option<DateTime<Utc>>,
    /// The sort order: `number`, oldest first. A `-` before it means newest first.
    #[param(max_length = 200, example = "-number")]
    pub sort: Option<String>,
}

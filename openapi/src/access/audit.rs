//! The audit trail.

use chrono::{DateTime, Utc};
use entity::value::{ActorKind, AuditEventId, AuditKind, ProjectId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::platform::page::Page;
use crate::platform::subject_kind::SubjectKind;

/// Something that was done.
///
/// Entries are never changed, and each holds the hash of the one before, so that tampering shows:
/// `portfolio audit verify` walks the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0034", "number": 417, "at": "2026-01-15T12:00:00Z",
    "actor": { "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "request_id": "1b0f6c6e-52c6-4b2c-9a55-0d6f2ad1b1a4", "kind": "changed",
    "subject": {
        "kind": "milestone", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c", "name": "MS1 The survey is answered",
        "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001"
    },
    "before": { "due": "M3" }, "after": { "due": "M5" },
    "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
})))]
pub struct AuditEvent {
    /// Its identifier.
    pub id: AuditEventId,
    /// Its place in the chain, from 1.
    #[schema(minimum = 1)]
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: AuditActor,
    /// The request in which it was done, as its `x-request-id` says; null on the command line.
    #[schema(required)]
    pub request_id: Option<String>,
    /// What was done.
    pub kind: AuditKind,
    /// To what.
    #[schema(required)]
    pub subject: Option<AuditSubject>,
    /// The fields that became others, as they were.
    #[schema(required)]
    pub before: Option<Map<String, Value>>,
    /// The same fields, as they became.
    #[schema(required)]
    pub after: Option<Map<String, Value>>,
    /// The SHA-256 of the entry and of the hash of the one before, in hexadecimal.
    pub hash: String,
}

/// A page of the audit trail.
pub type AuditEventPage = Page<AuditEvent>;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditActor {
    /// What kind of actor.
    pub kind: ActorKind,
    /// The user, or the key.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// What they were called then.
    #[schema(examples("Maud Manager"))]
    pub name: String,
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditSubject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its identifier.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// What it was called then.
    #[schema(required, examples("MS1 The survey is answered"))]
    pub name: Option<String>,
    /// The project that it is, or is a part of.
    #[schema(required)]
    pub project: Option<ProjectId>,
}

/// Which entries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditEventFilter {
    /// Those about this thing.
    pub subject: Option<Uuid>,
    /// Those about this project and its parts.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// What this user or key did.
    pub actor: Option<Uuid>,
    /// Those of this kind.
    pub kind: Option<AuditKind>,
    /// Those at this instant or later.
    #[param(max_length = 40)]
    pub from: Option<DateTime<Utc>>,
    /// Those before this instant.
    #[param(max_length = 40)]
    pub to: Option<DateTime<Utc>>,
    /// What to sort by: `number`; the newest first with a minus before it.
    #[param(max_length = 200, example = "-number")]
    pub sort: Option<String>,
}

//! API keys: how programs authenticate.

use chrono::{DateTime, Utc};
use entity::value::{ApiKeyId, Role};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::access::users::UserRef;
use crate::platform::page::Page;

/// An API key for a program, such as a web site, a dashboard or a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0032", "name": "The web site", "role": "reader",
    "created_by": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Ada Admin" },
    "created_at": "2026-01-15T12:00:00Z", "expires_at": "2027-01-15T12:00:00Z", "last_used_at": null
}"#))))]
pub struct ApiKey {
    /// The key's identifier, a UUID. It is not the secret.
    pub id: ApiKeyId,
    /// The purpose of the key, for example the program that uses it. Unique.
    pub name: String,
    /// The role of the key. It determines the key's rights.
    pub role: Role,
    /// The user who created the key; null if another API key created it.
    #[schema(required)]
    pub created_by: Option<UserRef>,
    /// The time of creation, in UTC.
    pub created_at: DateTime<Utc>,
    /// The time at which the key expires, in UTC. Null if it is valid until it is revoked.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// The time of the last use, in UTC, accurate to about a minute. Null if the key was never used.
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// The key itself: send it as `Authorization: Bearer ...`. Only the response that creates the key
    /// contains it; a retry of that request does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of API keys.
pub type ApiKeyPage = Page<ApiKey>;

/// An API key to create.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "name": "The web site", "role": "reader",
    "expires_at": "2027-01-15T12:00:00Z" }"#))))]
pub struct ApiKeyInput {
    /// The purpose of the key, for example the program that uses it. Unique.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub name: String,
    /// The role of the key. `project_manager` is not allowed, because projects are assigned to users only.
    pub role: Role,
    /// The time at which the key expires (RFC 3339). If absent, the key is valid until it is revoked.
    #[schema(max_length = 40)]
    pub expires_at: Option<DateTime<Utc>>,
}

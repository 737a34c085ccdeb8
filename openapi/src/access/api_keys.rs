//! API keys: how programs get in.

use chrono::{DateTime, Utc};
use entity::value::{ApiKeyId, Role};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::access::users::UserRef;
use crate::platform::page::Page;

/// A key for a program: a web site, a dashboard, a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0032", "name": "The web site", "role": "reader",
    "created_by": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Ada Admin" },
    "created_at": "2026-01-15T12:00:00Z", "expires_at": "2027-01-15T12:00:00Z", "last_used_at": null
})))]
pub struct ApiKey {
    /// Its identifier.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub role: Role,
    /// The user who issued it; null when another key did.
    #[schema(required)]
    pub created_by: Option<UserRef>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it is good no more; null when it is good until it is revoked.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to about a minute; null when it never was.
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// The key itself: send it as `Authorization: Bearer ...`. It is told once, in the answer to the request that
    /// issues it, and to no repetition of that request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of API keys.
pub type ApiKeyPage = Page<ApiKey>;

/// A key that is to be issued.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "name": "The web site", "role": "reader", "expires_at": "2027-01-15T12:00:00Z" })))]
pub struct ApiKeyInput {
    /// What it is for; unique.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub name: String,
    /// What it may be used for. A key is nobody to whom a project could be assigned, so it is not
    /// `project_manager`.
    pub role: Role,
    /// When it is good no more; it is good until it is revoked when nothing is said.
    #[schema(max_length = 40)]
    pub expires_at: Option<DateTime<Utc>>,
}

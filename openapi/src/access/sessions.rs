//! Sessions: signing in and out.

use chrono::{DateTime, Utc};
use entity::value::{Role, SessionId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::users::UserRef;
use crate::platform::page::Page;

/// What somebody signs in with.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "email": "maud@example.org", "password": "seven red lanterns on the quay" })))]
pub struct SessionInput {
    /// The user's address.
    #[schema(min_length = 1, max_length = 254)]
    pub email: String,
    /// The user's password.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub password: String,
}

impl std::fmt::Debug for SessionInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionInput")
    }
}

/// A one-time token, and the password that it is to set.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "token": "ppt_once_Zm9yIHRoZSBkb2N1bWVudGF0aW9uIG9ubHk", "password": "seven red lanterns on the quay"
})))]
pub struct RedeemToken {
    /// The token. It is good once.
    #[schema(min_length = 1, max_length = 200)]
    pub token: String,
    /// The password to sign in with from now on: at least 12 characters, at most 256, and not easily guessed.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub password: String,
}

impl std::fmt::Debug for RedeemToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RedeemToken")
    }
}

/// That somebody is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031", "token": "ppt_session_Zm9yIHRoZSBkb2N1bWVudGF0aW9uIG9ubHk",
    "expires_at": "2026-01-16T00:00:00Z",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" }, "role": "project_manager"
})))]
pub struct SignedIn {
    /// The identifier of the session.
    pub id: SessionId,
    /// The bearer token (RFC 6750): send it as `Authorization: Bearer ...`. It is told once.
    pub token: String,
    /// When the session ends.
    pub expires_at: DateTime<Utc>,
    /// Who is signed in.
    pub user: UserRef,
    /// What they may do.
    pub role: Role,
}

/// Somebody who is signed in somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" }, "agent": "curl/8.5.0",
    "created_at": "2026-01-15T12:00:00Z", "expires_at": "2026-01-16T00:00:00Z"
})))]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// Who is signed in.
    pub user: UserRef,
    /// The program that signed in, as it says itself.
    #[schema(required)]
    pub agent: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A page of sessions.
pub type SessionPage = Page<Session>;

/// Which sessions.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SessionFilter {
    /// Those of this user.
    #[param(inline)]
    pub user: Option<UserId>,
}

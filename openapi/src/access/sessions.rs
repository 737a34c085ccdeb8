//! Sessions: sign in and sign out.

use chrono::{DateTime, Utc};
use entity::value::{Role, SessionId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use crate::access::users::UserRef;
use crate::platform::page::Page;
use crate::platform::problem::Problem;

/// The credentials of a user.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "email": "maud@example.org",
    "password": "seven red lanterns on the quay" }"#))))]
pub struct SessionInput {
    /// The user's email address. Its case does not matter.
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

/// A one-time token and the password that it sets.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "token": "ppt_once_Zm9yIHRoZSBkb2N1bWVudGF0aW9uIG9ubHk", "password": "seven red lanterns on the quay"
}"#))))]
pub struct RedeemToken {
    /// The one-time token that the user received. It works once.
    #[schema(min_length = 1, max_length = 200)]
    pub token: String,
    /// The new password: 12 to 256 characters, and not easy to guess.
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    pub password: String,
}

impl std::fmt::Debug for RedeemToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RedeemToken")
    }
}

/// The new session and its bearer token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031",
    "token": "ppt_session_Zm9yIHRoZSBkb2N1bWVudGF0aW9uIG9ubHk",
    "expires_at": "2026-01-16T00:00:00Z",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "role": "project_manager"
}"#))))]
pub struct SignedIn {
    /// The session's identifier, a UUID.
    pub id: SessionId,
    /// The bearer token (RFC 6750): send it as `Authorization: Bearer ...`. Only this response contains it.
    pub token: String,
    /// The time at which the session ends, in UTC.
    pub expires_at: DateTime<Utc>,
    /// The user who is signed in.
    pub user: UserRef,
    /// The user's role. It determines the user's rights.
    pub role: Role,
}

/// A session of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0031",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" }, "agent": "curl/8.5.0",
    "created_at": "2026-01-15T12:00:00Z", "expires_at": "2026-01-16T00:00:00Z"
}"#))))]
pub struct Session {
    /// The session's identifier, a UUID.
    pub id: SessionId,
    /// The user who is signed in.
    pub user: UserRef,
    /// The program that signed in, from its `User-Agent` header. Null if it sent none.
    #[schema(required)]
    pub agent: Option<String>,
    /// The time of the sign-in, in UTC.
    pub created_at: DateTime<Utc>,
    /// The time at which the session ends, in UTC.
    pub expires_at: DateTime<Utc>,
}

/// A page of sessions.
pub type SessionPage = Page<Session>;

/// Filters for sessions.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SessionFilter {
    /// Only sessions of this user.
    #[param(inline)]
    pub user: Option<UserId>,
}

/// Error responses of a change of the caller's password.
#[derive(Debug, IntoResponses)]
pub enum PasswordErrors {
    /// The caller has no password
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Another request has changed the password
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The current password is wrong, or the new password is too short, too long or easy to guess
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

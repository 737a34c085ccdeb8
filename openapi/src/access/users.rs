//! Users.

use chrono::{DateTime, Utc};
use entity::value::{Role, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager", "email": "maud@example.org",
    "role": "project_manager", "issuer": null, "has_password": true, "created_at": "2026-01-15T12:00:00Z",
    "disabled_at": null
})))]
pub struct User {
    /// Their identifier.
    pub id: UserId,
    /// What they are called.
    pub name: String,
    /// The address that they sign in with.
    #[schema(required)]
    pub email: Option<String>,
    /// What they may do. For somebody whom an issuer of tokens vouches for, it is what their last token said.
    pub role: Role,
    /// The issuer of tokens that vouches for them.
    #[schema(required)]
    pub issuer: Option<String>,
    /// Whether they have set a password.
    pub has_password: bool,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    /// Since when they may not get in; null as long as they may.
    #[schema(required)]
    pub disabled_at: Option<DateTime<Utc>>,
    /// A one-time token with which they set a password at `POST /v1/sessions/redeem`, good for three days. It is told
    /// once, in the answer to the request that issues it, and to no repetition of that request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of users.
pub type UserPage = Page<User>;

/// Somebody, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserRef {
    /// Their identifier.
    pub id: UserId,
    /// What they are called.
    #[schema(examples("Maud Manager"))]
    pub name: String,
}

/// What is said of a user.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "name": "Maud Manager", "email": "maud@example.org", "role": "project_manager" })))]
pub struct UserInput {
    /// What they are called.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub name: String,
    /// The address that they sign in with, unique whatever its case. Only somebody whom an issuer of tokens
    /// vouches for can do without.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
}

/// A change of what is said of a user.
pub type UserPatch = MergePatch<UserInput>;

impl Patched for UserInput {
    fn change() -> Value {
        json!({ "role": "finance_director" })
    }
}

/// Which users.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Those of this role.
    pub role: Option<Role>,
    /// Those who may not get in, or those who may.
    pub disabled: Option<bool>,
}

/// Nothing is to be said: an empty object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct NoBody {}

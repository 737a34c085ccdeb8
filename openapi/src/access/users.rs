//! User accounts.

use chrono::{DateTime, Utc};
use entity::value::{Role, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A user account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager", "email": "maud@example.org",
    "role": "project_manager", "issuer": null, "has_password": true, "created_at": "2026-01-15T12:00:00Z",
    "disabled_at": null
}"#))))]
pub struct User {
    /// The user's identifier, a UUID.
    pub id: UserId,
    /// The user's name, for display.
    pub name: String,
    /// The email address with which the user signs in. Null only for users of an external issuer.
    #[schema(required)]
    pub email: Option<String>,
    /// The user's role. For a user of an external issuer, their last token sets it.
    pub role: Role,
    /// The external token issuer that authenticates the user. Null if the service authenticates them itself.
    #[schema(required)]
    pub issuer: Option<String>,
    /// True if the user has set a password.
    pub has_password: bool,
    /// The time of creation, in UTC.
    pub created_at: DateTime<Utc>,
    /// The time at which the account was disabled, in UTC. Null if it is active.
    #[schema(required)]
    pub disabled_at: Option<DateTime<Utc>>,
    /// A one-time token, valid for three days. With it the user sets a password at `POST
    /// /v1/sessions/redeem`. Only the response that issues the token contains it; a retry of that request
    /// does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of users.
pub type UserPage = Page<User>;

/// A reference to a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserRef {
    /// The user's identifier, a UUID.
    pub id: UserId,
    /// The user's name, for display.
    #[schema(examples("Maud Manager"))]
    pub name: String,
}

/// The data of a user account that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "name": "Maud Manager", "email": "maud@example.org",
    "role": "project_manager" }"#))))]
pub struct UserInput {
    /// The user's name, for display.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub name: String,
    /// The email address with which the user signs in. Unique; case does not matter. Required, except for
    /// users of an external issuer.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// The user's role. It determines the user's rights.
    pub role: Role,
}

/// A change of a user account.
pub type UserPatch = MergePatch<UserInput>;

impl PatchExample for UserInput {
    fn change() -> Value {
        json!({ "role": "finance_director" })
    }
}

/// Filters for users.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// Only users with this role.
    pub role: Option<Role>,
    /// `true`: only disabled accounts; `false`: only active accounts.
    pub disabled: Option<bool>,
}

/// An empty object. The operation has no parameters in its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct NoBody {}

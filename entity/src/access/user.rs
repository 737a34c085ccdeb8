//! The `user` table: the people who can sign in.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{Role, UserId};

/// A user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// The email address for sign-in; unique. Empty if an external issuer of tokens authenticates the user.
    pub email: Option<String>,
    /// The email address in lower case.
    pub email_key: Option<String>,
    /// The role.
    pub role: Role,
    /// The argon2id hash of the password, if a password is set.
    pub password_hash: Option<String>,
    /// The external issuer of tokens that authenticates the user.
    pub issuer: Option<String>,
    /// The identifier of the user at that issuer.
    pub subject: Option<String>,
    /// When the user was created.
    pub created_at: DateTime<Utc>,
    /// When the user was disabled; a disabled user cannot sign in.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

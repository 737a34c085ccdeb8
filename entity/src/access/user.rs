//! The `user` table: the people who may sign in.

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
    /// What they are called.
    pub name: String,
    /// The name, folded.
    pub name_key: String,
    /// The address that they sign in with; unique. Nothing, when an issuer of tokens vouches for them.
    pub email: Option<String>,
    /// The address in small letters.
    pub email_key: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The argon2id hash of their password, once they have set one.
    pub password_hash: Option<String>,
    /// The issuer of tokens that vouches for them.
    pub issuer: Option<String>,
    /// Who they are to that issuer.
    pub subject: Option<String>,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    /// Since when they may not get in.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

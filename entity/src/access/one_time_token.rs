//! The `one_time_token` table: the tokens with which users set a password. A used token is deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::UserId;

/// A token that can be used once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_token")]
pub struct Model {
    /// The user whose password it sets. A user has one token at most.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The SHA-256 of the token, in hexadecimal; unique.
    pub digest: String,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

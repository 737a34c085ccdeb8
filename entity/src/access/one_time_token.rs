//! The `one_time_token` table: with what a user sets a password. One that is used is deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::UserId;

/// A token that is good once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_token")]
pub struct Model {
    /// Whose password it sets: a user has one token at most.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The SHA-256 of the token, in hexadecimal; unique.
    pub digest: String,
    /// When it is good no more.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

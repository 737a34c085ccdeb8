//! The `idempotency_key` table: the answers that are kept for requests that are sent again.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A request that made something, and how it was answered.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// Who asked: a user or a key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub caller: String,
    /// The key that the caller chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The method and the path.
    #[sea_orm(primary_key, auto_increment = false)]
    pub operation: String,
    /// The SHA-256 of the body, in base64url.
    pub digest: String,
    /// Where the new thing is.
    pub location: String,
    /// The answer's body.
    pub body: String,
    /// When it was answered.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `idempotency_key` table: the stored responses for repeated requests.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A request that created something, and its response.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// The caller: a user or an API key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub caller: String,
    /// The idempotency key that the caller chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The method and the path.
    #[sea_orm(primary_key, auto_increment = false)]
    pub operation: String,
    /// The SHA-256 of the body, in base64url.
    pub digest: String,
    /// The location of the new resource.
    pub location: String,
    /// The body of the response.
    pub body: String,
    /// When the response was sent.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

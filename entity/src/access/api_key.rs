//! The `api_key` table: the keys of programs. A revoked key is deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ApiKeyId, Role, UserId};

/// An API key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiKeyId,
    /// What the key is for.
    pub name: String,
    /// The name, folded; unique.
    pub name_key: String,
    /// The role of the key.
    pub role: Role,
    /// The SHA-256 of the key, in hexadecimal; unique.
    pub digest: String,
    /// The user who issued it.
    pub created_by: Option<UserId>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it expires.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `api_key` table: the keys of programs. One that is revoked is deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ApiKeyId, Role, UserId};

/// A key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// The name, folded; unique.
    pub name_key: String,
    /// What it may be used for.
    pub role: Role,
    /// The SHA-256 of the key, in hexadecimal; unique.
    pub digest: String,
    /// The user who issued it.
    pub created_by: Option<UserId>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it is good no more.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `session` table: the sessions of signed-in users. A session that ends is deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{SessionId, UserId};

/// A session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// The signed-in user.
    pub user_id: UserId,
    /// The SHA-256 of its token, in hexadecimal; unique.
    pub digest: String,
    /// The client program, as it names itself.
    pub agent: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

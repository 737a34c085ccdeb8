//! The `session` table: who is signed in. A session that ends is deleted.

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
    /// Who is signed in.
    pub user_id: UserId,
    /// The SHA-256 of its token, in hexadecimal; unique.
    pub digest: String,
    /// The program that signed in, as it says itself.
    pub agent: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `fiscal_year_closing` table: each closing and reopening of a fiscal year. Rows are only added, never
//! changed or deleted.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ClosingKind, FiscalYearClosingId, FiscalYearId, UserId};

/// A closing or a reopening.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fiscal_year_closing")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FiscalYearClosingId,
    /// The year.
    pub fiscal_year_id: FiscalYearId,
    /// Whether the year was closed or reopened.
    pub kind: ClosingKind,
    /// The time.
    pub at: DateTime<Utc>,
    /// The name of the person who signed.
    pub signed_by: String,
    /// The identifier of that person, if it was a user.
    pub signed_by_id: Option<UserId>,
    /// A note; for a reopening, its reason.
    pub note: Option<String>,
    /// The SHA-256 of the frozen figures, in hexadecimal; empty for a reopening.
    pub sha256: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `fiscal_year_closing` table: each closing of a fiscal year, and each reopening. Rows are added, never changed
//! and never taken away.

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
    /// What was done.
    pub kind: ClosingKind,
    /// When.
    pub at: DateTime<Utc>,
    /// What whoever signed was called.
    pub signed_by: String,
    /// Who that was, when it was a user.
    pub signed_by_id: Option<UserId>,
    /// What there was to say; of a reopening, its reason.
    pub note: Option<String>,
    /// The SHA-256 of what was frozen, in hexadecimal; empty of a reopening.
    pub sha256: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `funding_amendment` table: what a signed funding line was before, and why that changed. Rows are never changed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{FundingAmendmentId, FundingLineId, Money, PartialDate};

/// An amendment of a funding line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_amendment")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingAmendmentId,
    /// The line.
    pub funding_line_id: FundingLineId,
    /// Its number, as the funder gives it.
    pub number: String,
    /// The number, folded; unique within the line.
    pub number_key: String,
    /// From which day on it holds.
    pub amended_on: Date,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub amended_by: String,
    /// When that was.
    pub recorded_at: DateTime<Utc>,
    /// The total award before.
    pub award_before: Option<Money>,
    /// The total award since.
    pub award_after: Option<Money>,
    /// The own share before.
    pub own_share_before: Option<Money>,
    /// The own share since.
    pub own_share_after: Option<Money>,
    /// When the line began before.
    pub start_before: Option<PartialDate>,
    /// When it begins since.
    pub start_after: Option<PartialDate>,
    /// When it ended before.
    pub end_before: Option<PartialDate>,
    /// When it ends since.
    pub end_after: Option<PartialDate>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `funding_amendment` table: the values of a signed funding line before and after each amendment. Rows
//! are never changed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{AmendmentChanges, FundingAmendmentId, FundingLineId, Money, PartialDate};

/// An amendment to a funding line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_amendment")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingAmendmentId,
    /// The line.
    pub funding_line_id: FundingLineId,
    /// The number that the funder gave it.
    pub number: String,
    /// The number, folded; unique within the line.
    pub number_key: String,
    /// The day from which it is in force.
    pub amended_on: Date,
    /// The reason.
    pub reason: String,
    /// The name of the person who recorded it.
    pub amended_by: String,
    /// When the amendment was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The total award before the amendment.
    pub award_before: Option<Money>,
    /// The total award after it.
    pub award_after: Option<Money>,
    /// The own share before the amendment.
    pub own_share_before: Option<Money>,
    /// The own share after it.
    pub own_share_after: Option<Money>,
    /// The start before the amendment.
    pub start_before: Option<PartialDate>,
    /// The start after it.
    pub start_after: Option<PartialDate>,
    /// The end before the amendment.
    pub end_before: Option<PartialDate>,
    /// The end after it.
    pub end_after: Option<PartialDate>,
    /// How it spreads the own share over time.
    pub changes: AmendmentChanges,
}

impl ActiveModelBehavior for ActiveModel {}

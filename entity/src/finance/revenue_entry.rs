//! The `revenue_entry` table: the ledger. Rows are added, never changed and never taken away.

use sea_orm::entity::prelude::*;

use crate::value::{Class, FiscalYearId, FundingLineId, Money, PartialDate, RevenueEntryId};

/// A posting of recognised revenue to a fiscal year.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_entry")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevenueEntryId,
    /// The year it is posted to, whose currency is its own.
    pub fiscal_year_id: FiscalYearId,
    /// Its number in the books; unique.
    pub reference: String,
    /// How much; negative in a reversal.
    pub amount: Money,
    /// The line it comes from.
    pub funding_line_id: Option<FundingLineId>,
    /// The class, where only a total is known.
    pub class: Option<Class>,
    /// When it was booked, when that is known.
    pub booked_on: Option<PartialDate>,
    /// What it is, in words.
    pub description: String,
    /// The entry that it takes back.
    pub reverses_id: Option<RevenueEntryId>,
    /// The year.
    #[sea_orm(belongs_to, from = "fiscal_year_id", to = "id")]
    pub fiscal_year: BelongsTo<crate::finance::fiscal_year::Entity>,
    /// The line.
    #[sea_orm(belongs_to, from = "funding_line_id", to = "id")]
    pub funding_line: BelongsTo<Option<crate::finance::funding_line::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

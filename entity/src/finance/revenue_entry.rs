//! The `revenue_entry` table: the ledger. Rows are only added, never changed or deleted.

use sea_orm::entity::prelude::*;

use crate::value::{
    Class, FiscalYearId, FundingLineId, Money, OtherRevenueKind, PartialDate, RevenueEntryId,
};

/// A posting of recognised revenue to a fiscal year.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_entry")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevenueEntryId,
    /// The fiscal year. The entry is in its currency.
    pub fiscal_year_id: FiscalYearId,
    /// The number in the accounts; unique.
    pub reference: String,
    /// The amount; negative in a reversal.
    pub amount: Money,
    /// The funding line.
    pub funding_line_id: Option<FundingLineId>,
    /// The class, if the funding line is not known.
    pub class: Option<Class>,
    /// The kind of revenue of class `other`.
    pub other_kind: Option<OtherRevenueKind>,
    /// The booking date, if known.
    pub booked_on: Option<PartialDate>,
    /// The description.
    pub description: String,
    /// The entry that this one reverses.
    pub reverses_id: Option<RevenueEntryId>,
    /// The year.
    #[sea_orm(belongs_to, from = "fiscal_year_id", to = "id")]
    pub fiscal_year: BelongsTo<crate::finance::fiscal_year::Entity>,
    /// The line.
    #[sea_orm(belongs_to, from = "funding_line_id", to = "id")]
    pub funding_line: BelongsTo<Option<crate::finance::funding_line::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

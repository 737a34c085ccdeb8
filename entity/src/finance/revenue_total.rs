//! The `revenue_total` table: the totals of the ledger. Database triggers update it when entries are
//! posted; nothing else writes it.

use sea_orm::entity::prelude::*;

use crate::value::{Class, FiscalYearId, FundingLineId, OtherRevenueKind};

/// The ledger total of a funding line in a fiscal year, or of a class without a known line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_total")]
pub struct Model {
    /// The year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_year_id: FiscalYearId,
    /// The identifier of the funding line in hexadecimal, or the class. A kind of other revenue follows its
    /// class after a colon.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// The line.
    pub funding_line_id: Option<FundingLineId>,
    /// The class, if no funding line is known.
    pub class: Option<Class>,
    /// The kind of revenue of class `other`.
    pub other_kind: Option<OtherRevenueKind>,
    /// The sum of the entries, in cents. It can exceed the range of amounts.
    pub total: i64,
    /// The number of entries.
    pub entries: i64,
}

impl ActiveModelBehavior for ActiveModel {}

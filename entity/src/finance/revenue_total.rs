//! The `revenue_total` table: the ledger summed up. The database keeps it as entries are posted; nothing else writes it.

use sea_orm::entity::prelude::*;

use crate::value::{Class, FiscalYearId, FundingLineId};

/// What the ledger holds of a funding line in a fiscal year, or of a class where no line is known.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_total")]
pub struct Model {
    /// The year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_year_id: FiscalYearId,
    /// The line's identifier in hexadecimal, or the class.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// The line.
    pub funding_line_id: Option<FundingLineId>,
    /// The class, where no line is known.
    pub class: Option<Class>,
    /// The sum of the entries, in cents; it may leave the range of amounts.
    pub total: i64,
    /// How many entries there are.
    pub entries: i64,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `fiscal_year` table.

use sea_orm::entity::prelude::*;

use crate::value::{CurrencyCode, FiscalYearId, FiscalYearStatus, Money};

/// A fiscal year and its published figures.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fiscal_year")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FiscalYearId,
    /// The name of the year; unique.
    pub year: i32,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// The currency of its entries.
    pub currency: CurrencyCode,
    /// Whether entries can be posted.
    pub status: FiscalYearStatus,
    /// The source of the published figures.
    pub published_source: Option<String>,
    /// The published total.
    pub published_total: Option<Money>,
    /// The unit to which the published total is rounded.
    pub published_total_precision: Option<Money>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `exchange_rate` table: the value of one euro in other currencies.

use sea_orm::entity::prelude::*;

use crate::value::{Quantity, RateSource};

/// The value of one euro in another currency.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exchange_rate")]
pub struct Model {
    /// The publisher.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: RateSource,
    /// The other currency, by its ISO 4217 code at the time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub currency: String,
    /// The day. For a monthly rate, the first day of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// The units of the other currency for one euro.
    pub rate: Quantity,
}

impl ActiveModelBehavior for ActiveModel {}

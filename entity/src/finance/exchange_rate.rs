//! The `exchange_rate` table: what a euro is worth in other currencies.

use sea_orm::entity::prelude::*;

use crate::value::{Quantity, RateSource};

/// What a euro is worth.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exchange_rate")]
pub struct Model {
    /// Who publishes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: RateSource,
    /// The other currency, by its code of ISO 4217 at the time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub currency: String,
    /// The day; of a monthly rate, the first of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// So many units of the other currency are worth a euro.
    pub rate: Quantity,
}

impl ActiveModelBehavior for ActiveModel {}

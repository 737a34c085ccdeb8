use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::exchange_rate;
use entity::value::{Quantity, RateSource};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::convert::Rates;
use crate::platform::error::Result;

/// The rates of some currencies between two days.
pub(crate) async fn rates(
    connection: &impl ConnectionTrait,
    source: RateSource,
    currencies: Vec<String>,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Rates> {
    let mut rates: HashMap<String, HashMap<NaiveDate, Decimal>> = HashMap::new();
    if currencies.is_empty() {
        return Ok(Rates(rates));
    }
    let found: Vec<(String, NaiveDate, Quantity)> = exchange_rate::Entity::find()
        .select_only()
        .column(exchange_rate::Column::Currency)
        .column(exchange_rate::Column::Day)
        .column(exchange_rate::Column::Rate)
        .filter(exchange_rate::COLUMN.source.eq(source))
        .filter(exchange_rate::COLUMN.currency.is_in(currencies))
        .filter(exchange_rate::COLUMN.day.between(first, last))
        .into_tuple()
        .all(connection)
        .await?;
    for (currency, day, rate) in found {
        rates.entry(currency).or_default().insert(day, rate.amount());
    }
    Ok(Rates(rates))
}

//! A rate of exchange, as a file tells it.

use chrono::NaiveDate;
use entity::value::{Quantity, RateSource};

/// A rate that a file tells: so many units of a currency are worth a euro on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Where in the file it stands.
    pub place: String,
    /// Who publishes it.
    pub source: RateSource,
    /// The currency, by its code of ISO 4217 at the time.
    pub currency: String,
    /// The day; of a monthly rate, the first of the month.
    pub day: NaiveDate,
    /// The rate.
    pub value: Quantity,
}

/// The value of a rate that is written with up to six places.
pub(super) fn parse_value(written: &str) -> Option<Quantity> {
    written.parse::<Quantity>().ok().filter(|value| value.amount() > rust_decimal::Decimal::ZERO)
}

/// Whether something is written as the code of a currency.
pub(super) fn is_currency(written: &str) -> bool {
    written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

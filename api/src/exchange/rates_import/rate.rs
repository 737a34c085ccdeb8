//! An exchange rate of a file.

use chrono::NaiveDate;
use entity::value::{Quantity, RateSource};

/// A rate of a file: the units of a currency for one euro on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The place in the file.
    pub place: String,
    /// The publisher.
    pub source: RateSource,
    /// The currency, by its ISO 4217 code at the time.
    pub currency: String,
    /// The day. For a monthly rate, the first day of the month.
    pub day: NaiveDate,
    /// The units of the currency for one euro.
    pub value: Quantity,
}

/// A rate with up to six decimal places.
pub(super) fn parse_value(written: &str) -> Option<Quantity> {
    written.parse::<Quantity>().ok().filter(|value| value.amount() > rust_decimal::Decimal::ZERO)
}

/// Whether a text has the form of a currency code.
pub(super) fn is_currency(written: &str) -> bool {
    written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

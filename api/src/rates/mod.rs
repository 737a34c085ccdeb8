//! Rates of exchange: what a euro is worth in other currencies, as it was published.
//!
//! Rates come from the files that their publishers offer (`portfolio import rates`), and a rate that is not there is a
//! fault that names its currency and day: nothing is interpolated, and no rate of another day is taken.
//!
//! | file | what is in it |
//! |---|---|
//! | `ecb.rs`, `inforeuro.rs` | reading the files of the European Central Bank and of the Commission |
//! | `calendar.rs` | the days for which the European Central Bank publishes rates |
//! | `convert.rs` | converting an amount, by the average of a period or by the rate of a month |
//! | `stored.rs` | keeping rates, and finding them again |

mod calendar;
pub(crate) mod convert;
mod ecb;
mod inforeuro;
mod stored;

use chrono::NaiveDate;
use entity::value::{Quantity, RateSource};
use openapi::problem::Place;

use crate::error::{Error, Result, fault};

pub(crate) use stored::rates;
pub use stored::{Imported, import};

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

/// Something that is wrong with a file: where, a code, and a sentence.
type Wrong = (String, &'static str, String);

/// Reads a file of rates: the European Central Bank's CSV, or the Commission's JSON (`InforEuro`).
///
/// # Errors
/// [`Error::Invalid`], with a fault for everything in the file that is not as its publisher writes it.
pub fn parse(text: &str) -> Result<Vec<Rate>> {
    let text = text.trim_start_matches('\u{feff}');
    let read = if text.trim_start().starts_with('[') { inforeuro::read(text) } else { ecb::read(text) };
    read.map_err(|wrong| {
        let faults = wrong.into_iter();
        Error::Invalid(faults.map(|(place, code, detail)| fault(Place::Body, place, code, detail)).collect())
    })
}

/// A rate that is written with up to six places.
fn rate(written: &str) -> Option<Quantity> {
    written.parse::<Quantity>().ok().filter(|rate| rate.amount() > rust_decimal::Decimal::ZERO)
}

/// Whether something is written as the code of a currency.
fn is_currency(written: &str) -> bool {
    written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

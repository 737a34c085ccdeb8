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

use std::io::{self, BufRead};

use chrono::NaiveDate;
use entity::value::{Quantity, RateSource};
use openapi::platform::problem::Place;

use crate::exchange::intake::bounds::{MAX_LISTED_FAULTS, beyond};
use crate::platform::error::{Error, Result, fault};

/// How many rates a file may have: three times those of the European Central Bank since 1999.
const MAX_RATES: usize = 1_000_000;

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
    let read = read(text.as_bytes())
        .map_err(|cause| Error::Invalid(vec![fault(Place::Body, "line 1", "form", cause.to_string())]));
    read.flatten()
}

/// Reads a file of rates likewise, piece by piece. It takes its time: not on a thread of the runtime.
///
/// # Errors
/// That the file cannot be read to its end, or is larger than it may be; within, all that is wrong with the rates.
pub(crate) fn read(mut input: impl BufRead) -> io::Result<Result<Vec<Rate>>> {
    let begin = input.fill_buf()?;
    let mark = if begin.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    input.consume(mark);
    while input.fill_buf()?.first().is_some_and(u8::is_ascii_whitespace) {
        input.consume(1);
    }
    let is_list = input.fill_buf()?.first() == Some(&b'[');
    let read = found(|found| if is_list { inforeuro::read(input, found) } else { ecb::read(input, found) })?;
    Ok(read.map_err(|wrong| {
        let faults = wrong.into_iter();
        Error::Invalid(faults.map(|(place, code, detail)| fault(Place::Body, place, code, detail)).collect())
    }))
}

/// What is found in a file.
#[derive(Debug, Default)]
struct Found {
    rates: Vec<Rate>,
    wrong: Vec<Wrong>,
}

impl Found {
    fn rate(&mut self, rate: Rate) {
        // Nothing is kept of a file with a fault.
        if self.wrong.is_empty() {
            self.rates.push(rate);
        }
    }

    fn wrong(&mut self, place: String, code: &'static str, detail: String) {
        self.rates = Vec::new();
        if self.wrong.len() < MAX_LISTED_FAULTS {
            self.wrong.push((place, code, detail));
        }
    }

    /// Whether more is to be read, when so many rates or days are known: not when there are more faults than are listed.
    fn goes_on(&mut self, known: usize) -> io::Result<bool> {
        if self.rates.len().max(known) > MAX_RATES {
            return Err(beyond(format!("it has more than {MAX_RATES} rates")));
        }
        let is_full = self.wrong.len() == MAX_LISTED_FAULTS;
        if is_full {
            let detail = format!("more than {MAX_LISTED_FAULTS} faults: the rest of the file was not read");
            self.wrong.push((String::new(), "more", detail));
        }
        Ok(!is_full)
    }
}

/// The rates that are found, or all that is wrong with them.
fn found(read: impl FnOnce(&mut Found) -> io::Result<()>) -> io::Result<Result<Vec<Rate>, Vec<Wrong>>> {
    let mut found = Found::default();
    read(&mut found)?;
    Ok(if found.wrong.is_empty() { Ok(found.rates) } else { Err(found.wrong) })
}

/// A rate that is written with up to six places.
fn rate(written: &str) -> Option<Quantity> {
    written.parse::<Quantity>().ok().filter(|rate| rate.amount() > rust_decimal::Decimal::ZERO)
}

/// Whether something is written as the code of a currency.
fn is_currency(written: &str) -> bool {
    written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

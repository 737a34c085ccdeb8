//! Rates of exchange from the files that their publishers offer (`portfolio import rates`).
//!
//! | file | what is in it |
//! |---|---|
//! | `ecb.rs`, `inforeuro.rs` | reading the files of the European Central Bank and of the Commission |
//! | `rate.rs`, `found.rs` | a rate, and all that is found in a file |
//! | `stored.rs` | keeping the rates of a file |

mod ecb;
mod found;
mod inforeuro;
mod rate;
mod stored;

use std::io::{self, BufRead};

use found::found;
use openapi::platform::problem::ErrorLocation;
pub use rate::Rate;
pub use stored::{Imported, import};

use crate::platform::error::{Error, Result, fault};

/// Reads a file of rates: the European Central Bank's CSV, or the Commission's JSON (`InforEuro`).
///
/// # Errors
/// [`Error::Invalid`], with a fault for everything in the file that is not as its publisher writes it.
pub fn parse(text: &str) -> Result<Vec<Rate>> {
    let read = read(text.as_bytes()).map_err(|cause| {
        Error::Invalid(vec![fault(ErrorLocation::Body, "line 1", "form", cause.to_string())])
    });
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
        Error::Invalid(
            faults.map(|(place, code, detail)| fault(ErrorLocation::Body, place, code, detail)).collect(),
        )
    }))
}

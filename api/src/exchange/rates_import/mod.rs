//! Exchange rates from the files of their publishers (`portfolio import rates`).
//!
//! | file | content |
//! |---|---|
//! | `ecb.rs`, `inforeuro.rs` | readers for the files of the European Central Bank and of the Commission |
//! | `rate.rs`, `found.rs` | a rate, and the content of a file |
//! | `stored.rs` | stores the rates of a file |

mod ecb;
mod inforeuro;
mod rate;
mod rate_lines;
mod stored;

use openapi::platform::error_code::ErrorCode;
use std::io::{self, BufRead};

use openapi::platform::problem::ErrorLocation;
pub use rate::Rate;
use rate_lines::check_line;
pub use stored::{Imported, import};

use crate::platform::error::{Error, Result, fault};

/// Reads a file of exchange rates: the CSV of the European Central Bank, or the JSON of the Commission
/// (`InforEuro`).
///
/// # Errors
/// [`Error::Invalid`] with an error for each value that is not in the form of its publisher.
pub fn parse(text: &str) -> Result<Vec<Rate>> {
    let read = read(text.as_bytes()).map_err(|cause| {
        Error::Invalid(vec![fault(ErrorLocation::Body, "line 1", ErrorCode::FileFormat, cause.to_string())])
    });
    read.flatten()
}

/// Reads a file of exchange rates in pieces. This blocks: do not call it on a thread of the runtime.
///
/// # Errors
/// When the file cannot be read to its end, or exceeds a limit. The inner result has the errors of the
/// rates.
pub(crate) fn read(mut input: impl BufRead) -> io::Result<Result<Vec<Rate>>> {
    let begin = input.fill_buf()?;
    let mark = if begin.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    input.consume(mark);
    while input.fill_buf()?.first().is_some_and(u8::is_ascii_whitespace) {
        input.consume(1);
    }
    let is_list = input.fill_buf()?.first() == Some(&b'[');
    let read =
        check_line(|found| if is_list { inforeuro::read(input, found) } else { ecb::read(input, found) })?;
    Ok(read.map_err(|wrong| {
        let faults = wrong.into_iter();
        Error::Invalid(
            faults.map(|(place, code, detail)| fault(ErrorLocation::Body, place, code, detail)).collect(),
        )
    }))
}

//! The content of a file of exchange rates: the rates, or all errors.

use openapi::platform::error_code::ErrorCode;
use std::io;

use super::rate::Rate;
use crate::exchange::ingest::bounds::{MAX_LISTED_FAULTS, beyond};

/// The maximum number of rates in a file: three times those of the European Central Bank since 1999.
const MAX_RATES: usize = 1_000_000;

/// An error in a file: its place, a code, and a sentence.
pub(super) type RateError = (String, ErrorCode, String);

/// The content of a file so far.
#[derive(Debug, Default)]
pub(super) struct RateLines {
    rates: Vec<Rate>,
    wrong: Vec<RateError>,
}

impl RateLines {
    pub(super) fn rate(&mut self, rate: Rate) {
        // No rates of a file with an error are kept.
        if self.wrong.is_empty() {
            self.rates.push(rate);
        }
    }

    pub(super) fn wrong(&mut self, place: String, code: ErrorCode, detail: String) {
        self.rates = Vec::new();
        if self.wrong.len() < MAX_LISTED_FAULTS {
            self.wrong.push((place, code, detail));
        }
    }

    /// Whether to continue, with this number of rates or days: not with more errors than are listed.
    pub(super) fn goes_on(&mut self, known: usize) -> io::Result<bool> {
        if self.rates.len().max(known) > MAX_RATES {
            return Err(beyond(format!("it has more than {MAX_RATES} rates")));
        }
        let is_full = self.wrong.len() == MAX_LISTED_FAULTS;
        if is_full {
            let detail = format!("more than {MAX_LISTED_FAULTS} errors: the rest of the file was not read");
            self.wrong.push((String::new(), ErrorCode::MoreErrors, detail));
        }
        Ok(!is_full)
    }
}

/// The rates, or all errors.
pub(super) fn check_line(
    read: impl FnOnce(&mut RateLines) -> io::Result<()>,
) -> io::Result<Result<Vec<Rate>, Vec<RateError>>> {
    let mut found = RateLines::default();
    read(&mut found)?;
    Ok(if found.wrong.is_empty() { Ok(found.rates) } else { Err(found.wrong) })
}

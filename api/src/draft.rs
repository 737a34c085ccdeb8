//! What every draft collects its faults in.

use entity::value::{Period, fold};
use openapi::problem::{Fault, Place};

use crate::error::{Error, Result, fault};

/// The faults of a body, beyond what its schema finds.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, pointer: &str, code: &str, detail: impl Into<String>) {
        self.0.push(fault(Place::Body, pointer, code, detail));
    }

    /// Notes that a name has no letters.
    pub(crate) fn blank(&mut self, pointer: &str, name: &str) {
        if fold(name).is_empty() {
            self.push(pointer, "blank", "a name has at least one visible character");
        }
    }

    /// Notes that a period ends before it begins.
    pub(crate) fn reversed(&mut self, pointer: &str, period: &Period) {
        if period.is_reversed() {
            self.push(&format!("{pointer}/end"), "reversed", "the end lies before the start");
        }
    }

    /// Passes when there are none.
    pub(crate) fn none_or<T>(self, draft: T) -> Result<T> {
        if self.0.is_empty() { Ok(draft) } else { Err(Error::Invalid(self.0)) }
    }
}

//! What every draft collects its faults in.

use chrono::NaiveDate;
use entity::value::{Period, fold};
use openapi::platform::problem::{ErrorLocation, FieldError};

use crate::platform::error::{Error, Result, fault};

/// The faults of a body, beyond what its schema finds.
#[derive(Debug, Default)]
pub(crate) struct ValidationErrors(Vec<FieldError>);

impl ValidationErrors {
    pub(crate) fn push(&mut self, pointer: &str, code: &str, detail: impl Into<String>) {
        self.0.push(fault(ErrorLocation::Body, pointer, code, detail));
    }

    /// Notes that something stands twice among the items of a list, and where it was first. Items are counted from 1, as
    /// people count lines.
    pub(crate) fn twice(&mut self, pointer: &str, what: &str, (item, first): (&str, usize)) {
        let here = pointer.split('/').filter_map(|part| part.parse::<usize>().ok()).next_back();
        let here = here.map(|index| format!(" in {item} {}", index + 1)).unwrap_or_default();
        self.push(pointer, "twice", format!("{what} stands twice:{here} and first in {item} {}", first + 1));
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

    /// Notes that something ends before it begins.
    pub(crate) fn reversed_days(&mut self, pointer: &str, days: (Option<NaiveDate>, Option<NaiveDate>)) {
        if matches!(days, (Some(first), Some(last)) if last < first) {
            self.push(pointer, "reversed", "the end lies before the start");
        }
    }

    /// Notes that a day on which something happened is in the future.
    pub(crate) fn future(&mut self, today: NaiveDate, pointer: &str, on: NaiveDate) {
        if on > today {
            self.push(pointer, "future", "the day is in the future; record this when it has happened");
        }
    }

    /// Notes that a reason is missing where dates move, or given where none do and it would be lost.
    pub(crate) fn reason(&mut self, moves: bool, reason: Option<&String>) {
        match (moves, reason) {
            (true, None) => self.push("/reason", "required", "a date that moves needs its `reason`"),
            (false, Some(_)) => self.push("/reason", "unused", "no date moves, so no `reason` is kept"),
            _ => {}
        }
    }

    /// Takes over what is wrong with a part of the body; what is not its fault ends the work.
    pub(crate) fn within<T>(&mut self, pointer: &str, part: Result<T>) -> Result<()> {
        let place = |faults: Vec<FieldError>| {
            faults
                .into_iter()
                .map(|fault| FieldError { pointer: format!("{pointer}{}", fault.pointer), ..fault })
        };
        match part {
            Ok(_) => Ok(()),
            Err(Error::Invalid(faults)) => {
                self.0.extend(place(faults));
                Ok(())
            }
            Err(Error::Conflict(faults)) => Err(Error::Conflict(place(faults).collect())),
            Err(other) => Err(other),
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults, each at its place.
    pub(crate) fn into_inner(self) -> Vec<FieldError> {
        self.0
    }

    /// Passes when there are none.
    pub(crate) fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(self.into()) }
    }
}

impl From<ValidationErrors> for Error {
    fn from(faults: ValidationErrors) -> Self {
        Self::Invalid(faults.0)
    }
}

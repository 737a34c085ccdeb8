//! Collects the validation errors of a body.

use chrono::NaiveDate;
use entity::value::{Period, fold};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};

use crate::platform::error::{Error, Result, fault};

/// The validation errors that the JSON Schema does not find.
#[derive(Debug, Default)]
pub(crate) struct ValidationErrors(Vec<FieldError>);

impl ValidationErrors {
    pub(crate) fn push(&mut self, pointer: &str, code: ErrorCode, detail: impl Into<String>) {
        self.0.push(fault(ErrorLocation::Body, pointer, code, detail));
    }

    /// Adds an error for a repeated item and names the first one. Messages count items from 1, as people
    /// count lines.
    pub(crate) fn twice(&mut self, pointer: &str, what: &str, (item, first): (&str, usize)) {
        let here = pointer.split('/').filter_map(|part| part.parse::<usize>().ok()).next_back();
        let here = here.map(|index| format!(" in {item} {}", index + 1)).unwrap_or_default();
        self.push(
            pointer,
            ErrorCode::Twice,
            format!("{what} occurs twice:{here} and first in {item} {}", first + 1),
        );
    }

    /// Adds an error if a name has no visible character.
    pub(crate) fn blank(&mut self, pointer: &str, name: &str) {
        if fold(name).is_empty() {
            self.push(pointer, ErrorCode::Blank, "enter a name with at least one visible character");
        }
    }

    /// Adds an error if the period ends before it starts.
    pub(crate) fn reversed(&mut self, pointer: &str, period: &Period) {
        if period.is_reversed() {
            self.push(&format!("{pointer}/end"), ErrorCode::Reversed, "the end is before the start");
        }
    }

    /// Adds an error if the second day is before the first.
    pub(crate) fn reversed_days(&mut self, pointer: &str, days: (Option<NaiveDate>, Option<NaiveDate>)) {
        if matches!(days, (Some(first), Some(last)) if last < first) {
            self.push(pointer, ErrorCode::Reversed, "the end is before the start");
        }
    }

    /// Adds an error if the day is in the future.
    pub(crate) fn future(&mut self, today: NaiveDate, pointer: &str, on: NaiveDate) {
        if on > today {
            self.push(
                pointer,
                ErrorCode::Future,
                "the date is in the future: record this after it has happened",
            );
        }
    }

    /// Adds an error if dates move without a reason, or a reason comes without a move and would be lost.
    pub(crate) fn reason(&mut self, moves: bool, reason: Option<&String>) {
        match (moves, reason) {
            (true, None) => self.push("/reason", ErrorCode::Required, "give a `reason` when a date moves"),
            (false, Some(_)) => self.push("/reason", ErrorCode::Unused, "remove `reason`: no date moves"),
            _ => {}
        }
    }

    /// Adds the validation errors of a part of the body. Other errors are returned.
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

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn into_inner(self) -> Vec<FieldError> {
        self.0
    }

    /// `Err` if there are any errors.
    pub(crate) fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(self.into()) }
    }
}

impl From<ValidationErrors> for Error {
    fn from(faults: ValidationErrors) -> Self {
        Self::Invalid(faults.0)
    }
}

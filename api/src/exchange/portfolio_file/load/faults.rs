use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use entity::value::{Period, fold};
use openapi::platform::problem::{ErrorLocation, FieldError};

use crate::exchange::portfolio_file::draft::Draft;
use crate::platform::error::fault;
use crate::platform::validation;

/// The first place of each item.
#[derive(Debug)]
pub(super) struct FirstPointers<K>(HashMap<K, String>);

impl<K> Default for FirstPointers<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> FirstPointers<K> {
    /// The earlier place of an item; otherwise records this one.
    pub(super) fn again(&mut self, key: K, at: &str) -> Option<String> {
        match self.0.entry(key) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(new) => {
                new.insert(at.to_owned());
                None
            }
        }
    }
}

/// The semantic errors found so far.
pub(super) struct Faults<'d> {
    found: Vec<FieldError>,
    draft: &'d Draft,
}

impl<'d> Faults<'d> {
    pub(super) fn new(draft: &'d Draft) -> Self {
        Self { found: Vec::new(), draft }
    }

    pub(super) fn push(&mut self, pointer: impl Into<String>, code: ErrorCode, detail: impl Into<String>) {
        self.found.push(fault(ErrorLocation::Body, pointer, code, detail));
    }

    /// Records an unknown name. If the file has an item with this name that cannot be read, its own error
    /// is enough.
    pub(super) fn unknown(&mut self, pointer: impl Into<String>, what: &str, name: &str) {
        if !self.draft.is_broken(&fold(name)) {
            self.push(
                pointer,
                ErrorCode::Unknown,
                format!("the {what} `{name}` exists neither in the file nor in the portfolio"),
            );
        }
    }

    /// Records an ambiguous name.
    pub(super) fn ambiguous(&mut self, pointer: impl Into<String>, what: &str, name: &str, hint: &str) {
        self.push(pointer, ErrorCode::Ambiguous, format!("`{name}` may be any of several {what}: {hint}"));
    }

    /// Records a repeated item, with its first place.
    pub(super) fn twice(&mut self, pointer: impl Into<String>, what: &str, first: &str) {
        self.push(
            pointer,
            ErrorCode::Twice,
            format!("this {what} occurs twice in the file, first at {first}"),
        );
    }

    /// Records a name without visible characters.
    pub(super) fn blank(&mut self, pointer: impl Into<String>, name: &str) {
        if fold(name).is_empty() {
            self.push(pointer, ErrorCode::Blank, "enter a name with at least one visible character");
        }
    }

    /// Records a period that ends before it begins.
    pub(super) fn reversed(&mut self, pointer: &str, period: &Period) {
        if period.is_reversed() {
            self.push(format!("{pointer}/end"), ErrorCode::Reversed, "the end is before the start");
        }
    }

    /// Records stored amounts that would get another currency.
    pub(super) fn other_currency(&mut self, at: &str) {
        let detail = "stored amounts are in another currency: they are not converted, so give them again";
        self.push(format!("{at}/currency"), ErrorCode::OtherCurrency, detail);
    }

    /// Adds the errors of an item at a place of the file.
    pub(super) fn within(&mut self, at: &str, found: validation::ValidationErrors) {
        let placed = |fault: FieldError| FieldError { pointer: format!("{at}{}", fault.pointer), ..fault };
        self.found.extend(found.into_inner().into_iter().map(placed));
    }

    pub(super) fn into_inner(self) -> Vec<FieldError> {
        self.found
    }
}

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use entity::value::{Period, fold};
use openapi::platform::problem::{ErrorLocation, FieldError};

use crate::exchange::portfolio_file::draft::Draft;
use crate::platform::error::fault;
use crate::platform::validation;

/// Where things were seen first.
#[derive(Debug)]
pub(super) struct Seen<K>(HashMap<K, String>);

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Seen<K> {
    /// Where a thing was seen before; else it is noted that it is here.
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

/// The faults of sense found so far.
pub(super) struct Faults<'d> {
    found: Vec<FieldError>,
    draft: &'d Draft,
}

impl<'d> Faults<'d> {
    pub(super) fn new(draft: &'d Draft) -> Self {
        Self { found: Vec::new(), draft }
    }

    pub(super) fn push(&mut self, pointer: impl Into<String>, code: &str, detail: impl Into<String>) {
        self.found.push(fault(ErrorLocation::Body, pointer, code, detail));
    }

    /// Notes that something named here is nowhere - unless it is in the file, only badly formed, which has
    /// been told where it stands.
    pub(super) fn unknown(&mut self, pointer: impl Into<String>, what: &str, name: &str) {
        if !self.draft.is_broken(&fold(name)) {
            self.push(
                pointer,
                "unknown",
                format!("there is no {what} `{name}`, in the file or in the portfolio"),
            );
        }
    }

    /// Notes that a name means several things.
    pub(super) fn ambiguous(&mut self, pointer: impl Into<String>, what: &str, name: &str, hint: &str) {
        self.push(pointer, "ambiguous", format!("`{name}` may be any of several {what}: {hint}"));
    }

    /// Notes that a thing stands in the file a second time, and where it was first.
    pub(super) fn twice(&mut self, pointer: impl Into<String>, what: &str, first: &str) {
        self.push(pointer, "twice", format!("this {what} stands in the file twice, first at {first}"));
    }

    /// Notes that a name has no letters.
    pub(super) fn blank(&mut self, pointer: impl Into<String>, name: &str) {
        if fold(name).is_empty() {
            self.push(pointer, "blank", "a name needs at least one visible character");
        }
    }

    /// Notes that a period ends before it begins.
    pub(super) fn reversed(&mut self, pointer: &str, period: &Period) {
        if period.is_reversed() {
            self.push(format!("{pointer}/end"), "reversed", "the end lies before the start");
        }
    }

    /// Notes that amounts which are there would be called another currency's.
    pub(super) fn other_currency(&mut self, at: &str) {
        let detail = "amounts are there in another currency: they are not exchanged, so give them anew";
        self.push(format!("{at}/currency"), "other_currency", detail);
    }

    /// Takes over what is wrong with a thing at a place of the file.
    pub(super) fn within(&mut self, at: &str, found: validation::ValidationErrors) {
        let placed = |fault: FieldError| FieldError { pointer: format!("{at}{}", fault.pointer), ..fault };
        self.found.extend(found.into_inner().into_iter().map(placed));
    }

    pub(super) fn into_inner(self) -> Vec<FieldError> {
        self.found
    }
}

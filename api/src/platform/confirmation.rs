//! Operations that ask for a confirmation if something is still open.
//!
//! The operation collects the open items. If there are any, the body must have `"confirm": true`. The audit
//! entry then lists what was confirmed. If nothing is open, no confirmation is needed.

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};
use serde_json::{Value, json};

use super::audit::Entry;
use super::error::{Error, Result, fault};

/// The most items that a response and an audit entry list. Both also give the total number.
pub(crate) const MAX_LISTED_ITEMS: usize = 100;

/// What is still open when an operation begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenItems(Vec<FieldError>);

impl OpenItems {
    pub(crate) fn push(&mut self, code: ErrorCode, detail: impl Into<String>) {
        self.0.push(fault(ErrorLocation::Body, "/confirm", code, detail));
    }

    /// Checks that nothing is open, or that the caller confirms it. Returns what was confirmed.
    ///
    /// # Errors
    /// [`Error::ConfirmationRequired`] with the open items.
    pub(crate) fn require(self, confirm: bool) -> Result<Confirmed> {
        if self.0.is_empty() || confirm {
            return Ok(Confirmed(self.0));
        }
        Err(Error::ConfirmationRequired(self.0))
    }
}

/// The open items that the caller confirmed, if any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confirmed(Vec<FieldError>);

impl Entry {
    /// Adds what the caller confirmed as `confirmed`.
    pub(crate) fn with_confirmed(mut self, Confirmed(items): &Confirmed) -> Self {
        if !items.is_empty() {
            let listed = items.iter().take(MAX_LISTED_ITEMS);
            let listed: Vec<Value> =
                listed.map(|item| json!({ "code": item.code, "detail": item.detail })).collect();
            let confirmed = json!({ "items": listed, "total": items.len() });
            self.after.get_or_insert_default().insert("confirmed".to_owned(), confirmed);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use entity::value::AuditKind;

    use super::*;

    fn open(count: usize) -> OpenItems {
        let mut items = OpenItems::default();
        (0..count).for_each(|number| items.push(ErrorCode::OpenFinding, format!("finding {number}")));
        items
    }

    #[test]
    fn only_what_is_open_needs_a_confirmation() {
        assert!(open(0).require(false).is_ok());
        assert!(open(2).require(true).is_ok());
        let refused = open(2).require(false).expect_err("not confirmed");
        assert_eq!(refused.faults().len(), 2);
        let detail = "finding 0; finding 1; send `\"confirm\": true` to continue";
        assert_eq!(refused.to_string(), detail);
    }

    #[test]
    fn the_audit_entry_lists_a_bounded_number_of_items_and_their_total() {
        let audited = |count| {
            let confirmed = open(count).require(true).expect("confirmed");
            Entry::of(AuditKind::Changed, None).with_confirmed(&confirmed).after
        };
        assert_eq!(audited(0), None);
        let after = audited(250).expect("details");
        assert_eq!(after["confirmed"]["total"], 250);
        assert_eq!(after["confirmed"]["items"].as_array().map(Vec::len), Some(MAX_LISTED_ITEMS));
    }
}

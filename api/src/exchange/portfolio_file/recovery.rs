//! Replaces invalid values of a document by placeholders.
//!
//! Syntax errors must not hide semantic errors. An invalid optional value is removed. An invalid required
//! value is replaced by a valid one without meaning. The rest can then be validated. Errors about a
//! placeholder are not reported.

use openapi::platform::error_code::ErrorCode;
use std::collections::{BTreeMap, HashSet};

use entity::value::fold;
use openapi::platform::problem::{ErrorLocation, FieldError};
use serde_json::Value;

use crate::platform::http::{Validator, Violation};

/// The maximum number of repair rounds. A placeholder is valid after three: one each for a missing value, a
/// wrong type and a wrong form. Required values can be nested.
const ROUNDS: usize = 30;

/// A document that can be read.
#[derive(Debug)]
pub(super) struct Recovered {
    /// The repaired document.
    pub(super) repaired: Value,
    /// The syntax errors, in the document as it was sent.
    pub(super) faults: Vec<FieldError>,
    /// The folded names of items with an error: they exist, but are invalid.
    pub(super) broken: HashSet<String>,
    touched: BTreeMap<String, Touch>,
}

/// The repair at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touch {
    Removed,
    StoodIn,
}

/// Repairs a document. If the whole document is invalid, only the errors are returned.
pub(super) fn recover(form: &Validator, document: &Value) -> Result<Recovered, Vec<FieldError>> {
    let mut found = form.violations(ErrorLocation::Body, document, usize::MAX);
    let faults: Vec<_> = found.iter().map(|found| found.fault.clone()).collect();
    let broken = faults.iter().flat_map(|fault| names(document, &fault.pointer)).collect();
    let mut recovered = Recovered { repaired: document.clone(), faults, broken, touched: BTreeMap::new() };
    for round in 0..ROUNDS {
        if found.is_empty() {
            return Ok(recovered);
        }
        for (index, found) in found.iter().enumerate() {
            recovered.repair(found, round * 100_000 + index);
        }
        found = form.violations(ErrorLocation::Body, &recovered.repaired, usize::MAX);
    }
    Err(recovered.faults)
}

impl Recovered {
    fn repair(&mut self, found: &Violation, unique: usize) {
        let pointer = &found.fault.pointer;
        let Some((parent, member)) = pointer.rsplit_once('/') else { return };
        let member = member.replace("~1", "/").replace("~0", "~");
        match self.repaired.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                let is_new = found.fault.code != ErrorCode::Required && !self.touched.contains_key(pointer);
                if is_new {
                    members.remove(&member);
                    self.touched.insert(pointer.clone(), Touch::Removed);
                } else {
                    members.insert(member, found.placeholder(unique));
                    self.touched.insert(pointer.clone(), Touch::StoodIn);
                }
            }
            Some(Value::Array(items)) => {
                if let Some(item) = member.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                    *item = found.placeholder(unique);
                    self.touched.insert(pointer.clone(), Touch::StoodIn);
                }
            }
            _ => {}
        }
    }

    /// Whether a semantic error belongs to the document, and not to a repair.
    pub(super) fn is_genuine(&self, fault: &FieldError) -> bool {
        !self.touched.iter().any(|(place, touch)| match place.strip_prefix(&fault.pointer) {
            Some("") => true,
            // For an item with a removed part, neither the missing part nor a difference is reported.
            Some(rest) if rest.starts_with('/') => {
                *touch == Touch::Removed || matches!(fault.code, ErrorCode::Immutable | ErrorCode::ClosedYear)
            }
            _ => false,
        })
    }
}

/// The folded names by which others can refer to the item around a place.
fn names(document: &Value, pointer: &str) -> Vec<String> {
    let mut parts = pointer.split('/').skip(1);
    let (Some(list), Some(index)) = (parts.next(), parts.next()) else { return Vec::new() };
    let members: &[&str] = match list {
        "programmes" => &["name"],
        "themes" => &["code"],
        "projects" => &["acronym", "grant_agreement"],
        "fiscal_years" => &["year"],
        "revenue_entries" => &["reference"],
        _ => &[],
    };
    let thing = document.pointer(&format!("/{list}/{index}"));
    let written = |member: &&str| match thing?.get(member)? {
        Value::String(name) => Some(fold(name)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    members.iter().filter_map(written).collect()
}

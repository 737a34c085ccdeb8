//! What is left of a document when its faulty values are taken out.
//!
//! A fault of form in one place must not hide a fault of sense in another. So what is badly formed is taken
//! out, with as little around it as can be, and the rest is looked at as if it were the whole. Places in the
//! rest are told as places in the document that was sent.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::value::fold;
use openapi::problem::{Fault, Place};
use serde_json::Value;

use crate::http::Form;

/// The rest of a document.
#[derive(Debug)]
pub(super) struct Salvage {
    /// The document without its faulty values.
    pub(super) rest: Value,
    /// The faults of form, in the document as it was sent.
    pub(super) faults: Vec<Fault>,
    /// The folded names of the things that were taken out: they are there, if badly formed.
    pub(super) broken: HashSet<String>,
    places: Places,
}

/// For every list of the rest, by its pointer there, where its items stood in the document.
type Places = HashMap<String, Vec<usize>>;

/// Takes out of a document what its form finds faulty. Nothing is left when the fault is in the whole.
pub(super) fn salvage(form: &Form, document: &Value) -> Result<Salvage, Vec<Fault>> {
    let mut doomed = BTreeSet::new();
    let mut told: Option<Vec<Fault>> = None;
    loop {
        let mut places = Places::new();
        let rest = without(document, "", "", &doomed, &mut places);
        let mut faults = form.faults(Place::Body, &rest);
        for fault in &mut faults {
            fault.pointer = original(&places, &fault.pointer);
        }
        let faults_left: Vec<_> = faults.iter().map(|fault| fault.pointer.clone()).collect();
        // Only what the document itself is at fault for is told, not what comes of taking things out.
        let told = told.get_or_insert(faults);
        if faults_left.is_empty() {
            let broken = doomed.iter().filter_map(|at| document.pointer(at)).flat_map(names).collect();
            return Ok(Salvage { rest, faults: std::mem::take(told), broken, places });
        }
        for pointer in faults_left {
            let absent = document.pointer(&pointer).is_none() || doomed.contains(&pointer);
            let at = if absent { parent(&pointer) } else { &pointer };
            if at.is_empty() {
                return Err(std::mem::take(told));
            }
            doomed.insert(at.to_owned());
        }
    }
}

impl Salvage {
    /// Where a place of the rest stands in the document.
    pub(super) fn original(&self, pointer: &str) -> String {
        original(&self.places, pointer)
    }
}

fn parent(pointer: &str) -> &str {
    pointer.rfind('/').map_or("", |at| &pointer[..at])
}

fn without(value: &Value, old: &str, new: &str, doomed: &BTreeSet<String>, places: &mut Places) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, member)| (name, member, name.replace('~', "~0").replace('/', "~1")))
                .filter(|(_, _, name)| !doomed.contains(&format!("{old}/{name}")))
                .map(|(name, member, escaped)| {
                    let (old, new) = (format!("{old}/{escaped}"), format!("{new}/{escaped}"));
                    (name.clone(), without(member, &old, &new, doomed, places))
                })
                .collect(),
        ),
        Value::Array(items) => {
            let kept: Vec<_> =
                (0..items.len()).filter(|index| !doomed.contains(&format!("{old}/{index}"))).collect();
            let rest = kept
                .iter()
                .enumerate()
                .map(|(now, index)| {
                    without(
                        &items[*index],
                        &format!("{old}/{index}"),
                        &format!("{new}/{now}"),
                        doomed,
                        places,
                    )
                })
                .collect();
            places.insert(new.to_owned(), kept);
            Value::Array(rest)
        }
        other => other.clone(),
    }
}

fn original(places: &Places, pointer: &str) -> String {
    let (mut new, mut old) = (String::new(), String::new());
    for part in pointer.split('/').skip(1) {
        let index = places.get(&new).and_then(|kept| kept.get(part.parse::<usize>().ok()?));
        old = match index {
            Some(index) => format!("{old}/{index}"),
            None => format!("{old}/{part}"),
        };
        new = format!("{new}/{part}");
    }
    old
}

/// The folded names by which others may refer to a thing that was taken out.
fn names(thing: &Value) -> Vec<String> {
    ["name", "acronym", "code", "reference", "year", "grant_agreement"]
        .into_iter()
        .filter_map(|member| match &thing[member] {
            Value::String(name) => Some(fold(name)),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect()
}

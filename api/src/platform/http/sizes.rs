//! Measures a document before it is checked in depth, so that a far too large document costs no more to
//! refuse than one that is slightly too large.

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use serde_json::{Map, Value};

use super::violations::{Expected, Violation, member};
use crate::platform::error::{Error, MAX_COUNTED_FAULTS, Result, fault};

/// The highest weight of a body. The largest body that a schema allows, 10 000 revenue entries, has a
/// weight of about 130 000.
const MAX_WEIGHT: usize = 200_000;
/// How many unknown members of one object are reported.
const MAX_UNKNOWN_MEMBERS: usize = 100;
/// The extra weight of an object: it takes that much more memory than another value.
const OBJECT_WEIGHT: usize = 3;

/// Checks that a JSON text has no more values than any request needs. It allocates nothing.
///
/// # Errors
/// [`Error::Invalid`] if it has more.
pub(super) fn within_weight(text: &[u8]) -> Result<()> {
    if weight(text) <= MAX_WEIGHT {
        return Ok(());
    }
    let detail = "the body has too many values: send it in several requests";
    Err(Error::Invalid(vec![fault(ErrorLocation::Body, "", ErrorCode::TooMany, detail)]))
}

/// The highest possible weight of a JSON text: each value but the first follows a comma or opens an array
/// or an object.
fn weight(text: &[u8]) -> usize {
    let (mut weight, mut in_text, mut escaped) = (1, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b',' | b'[' => weight += 1,
            b'{' => weight += 1 + OBJECT_WEIGHT,
            _ => {}
        }
    }
    weight
}

/// Removes from an invalid document what does not explain the error: values of unknown members, and
/// contents of arrays and objects of the wrong type or with too many parts. So errors stay small. Arrays
/// and objects with too many parts are reported.
pub(super) fn pruned(schema: &Value, place: ErrorLocation, document: &Value) -> (Value, Vec<Violation>) {
    let mut pruning = Pruning { whole: schema, place, found: Vec::new() };
    let pruned = pruning.copy(&[schema], document, "");
    (pruned, pruning.found)
}

struct Pruning<'s> {
    whole: &'s Value,
    place: ErrorLocation,
    found: Vec<Violation>,
}

impl<'s> Pruning<'s> {
    fn copy(&mut self, schemas: &[&'s Value], value: &Value, at: &str) -> Value {
        let mut forms = Vec::new();
        for schema in schemas {
            self.forms(schema, &mut forms);
        }
        match value {
            Value::Array(items) => self.items(&forms, items, at),
            Value::Object(members) => self.members(&forms, members, at),
            other => other.clone(),
        }
    }

    /// The schemas behind a schema: the target of its `$ref`, and its alternatives.
    fn forms(&self, schema: &'s Value, forms: &mut Vec<&'s Value>) {
        forms.push(schema);
        let target = schema["$ref"].as_str().and_then(|name| self.whole.pointer(name.strip_prefix('#')?));
        let several = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema[name].as_array());
        for one in target.into_iter().chain(several.flatten()) {
            self.forms(one, forms);
        }
    }

    fn items(&mut self, forms: &[&'s Value], items: &[Value], at: &str) -> Value {
        let wanted: Vec<_> =
            forms.iter().map(|form| &form["items"]).filter(|form| form.is_object()).collect();
        if wanted.is_empty() || self.exceeds(forms, "maxItems", items.len(), at) {
            return Value::Array(Vec::new());
        }
        let copied = items.iter().enumerate();
        copied.map(|(index, item)| self.copy(&wanted, item, &format!("{at}/{index}"))).collect()
    }

    fn members(&mut self, forms: &[&'s Value], members: &Map<String, Value>, at: &str) -> Value {
        let is_wanted = forms.iter().any(|form| form["properties"].is_object() || form["type"] == "object");
        if !is_wanted || self.exceeds(forms, "maxProperties", members.len(), at) {
            return Value::Object(Map::new());
        }
        let most = if at.is_empty() { MAX_COUNTED_FAULTS } else { MAX_UNKNOWN_MEMBERS };
        let (mut copied, mut unknown) = (Map::new(), 0);
        for (name, value) in members {
            let wanted = forms
                .iter()
                .map(|form| form["properties"].get(name).unwrap_or(&form["additionalProperties"]));
            let wanted: Vec<_> = wanted.filter(|form| form.is_object()).collect();
            if !wanted.is_empty() {
                copied.insert(name.clone(), self.copy(&wanted, value, &member(at, name)));
            } else if unknown < most {
                unknown += 1;
                copied.insert(name.clone(), Value::Null);
            }
        }
        Value::Object(copied)
    }

    /// Whether a value has more parts than its schema allows; if so, reports it.
    fn exceeds(&mut self, forms: &[&'s Value], bound: &str, count: usize, at: &str) -> bool {
        let most = forms.iter().filter_map(|form| form[bound].as_u64()).max();
        let Some(most) = most.filter(|most| usize::try_from(*most).is_ok_and(|most| most < count)) else {
            return false;
        };
        let is_list = bound == "maxItems";
        let (parts, empty) = if is_list {
            ("items", Value::Array(Vec::new()))
        } else {
            ("members", Value::Object(Map::new()))
        };
        let detail = format!("has {count} {parts}; at most {most} are allowed");
        self.found.push(Violation {
            fault: fault(self.place, at, ErrorCode::TooMany, detail),
            wanted: Expected::Value(empty),
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_in_a_text_weighs_nothing() {
        assert_eq!(weight(br#"{"a,[{":"\",[{","b":[1,2]}"#), 1 + 4 + 1 + 1 + 1);
        assert_eq!(weight(b"1"), 1);
    }

    #[test]
    fn a_body_of_millions_of_values_is_refused_unread() {
        let text = format!("[{}1]", "1,".repeat(3_000_000));
        assert!(within_weight(text.as_bytes()).is_err());
        assert!(within_weight(br#"{"entries":[]}"#).is_ok());
    }

    #[test]
    fn every_array_that_is_too_long_is_found_and_what_is_not_described_is_left_out() {
        let schema = json!({
            "$defs": { "few": { "type": "array", "maxItems": 2, "items": { "$ref": "#/$defs/few" } } },
            "type": "object",
            "properties": {
                "a": { "oneOf": [{ "type": "null" }, { "$ref": "#/$defs/few" }] },
                "b": { "type": "object", "maxProperties": 1 },
                "d": { "type": "string" }
            }
        });
        let document =
            json!({ "a": [[1, 2, 3], []], "b": { "x": [], "y": [] }, "c": [1, 2, 3], "d": { "e": 1 } });
        let (pruned, found) = pruned(&schema, ErrorLocation::Body, &document);
        let places: Vec<_> = found.iter().map(|found| found.fault.pointer.as_str()).collect();
        assert_eq!(places, ["/a/0", "/b"]);
        assert_eq!(pruned, json!({ "a": [[], []], "b": {}, "c": null, "d": {} }));
    }

    #[test]
    fn of_many_unknown_members_some_are_kept() {
        let many: Map<_, _> = (0..20_000).map(|n| (n.to_string(), json!([n]))).collect();
        let schema = json!({ "type": "object", "properties": { "a": { "type": "object" } } });
        let (whole, _) = pruned(&schema, ErrorLocation::Body, &Value::Object(many.clone()));
        assert_eq!(whole.as_object().map(Map::len), Some(MAX_COUNTED_FAULTS));
        let (part, _) = pruned(&schema, ErrorLocation::Body, &json!({ "a": many }));
        assert_eq!(part["a"].as_object().map(Map::len), Some(MAX_UNKNOWN_MEMBERS));
    }
}

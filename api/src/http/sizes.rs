//! How large a document is, found out before it is checked in depth: what has far too many parts costs no more to
//! refuse than what has one too many.

use openapi::problem::Place;
use serde_json::Value;

use super::found::{Found, Wanted, member};
use crate::error::{Error, Result, fault};

/// The most that the values of a body may weigh. The largest body that a schema admits, 10 000 revenue entries, weighs
/// some 150 000.
const MAX_WEIGHT: usize = 300_000;
/// What an object weighs more than another value: so much more memory it takes.
const OBJECT_WEIGHT: usize = 3;

/// Passes when a JSON text has no more values than any request needs. Nothing is allocated to find out.
///
/// # Errors
/// [`Error::Invalid`] when it has more.
pub(super) fn within_weight(text: &[u8]) -> Result<()> {
    if weight(text) <= MAX_WEIGHT {
        return Ok(());
    }
    let detail = "the body holds more values than any request needs: send it in parts";
    Err(Error::Invalid(vec![fault(Place::Body, "", "too_many", detail)]))
}

/// What the values of a JSON text weigh, at most: each but the first follows a comma or opens an array or an object.
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

/// The arrays and objects of a document that have more parts than their schema lets them have.
pub(super) fn oversized(schema: &Value, place: Place, document: &Value) -> Vec<Found> {
    let mut sizes = Sizes { whole: schema, place, found: Vec::new() };
    sizes.look(schema, document, &mut String::new());
    sizes.found
}

struct Sizes<'s> {
    whole: &'s Value,
    place: Place,
    found: Vec<Found>,
}

impl<'s> Sizes<'s> {
    fn look(&mut self, schema: &'s Value, value: &Value, at: &mut String) {
        if !value.is_array() && !value.is_object() {
            return;
        }
        let whole = self.whole;
        if let Some(target) = schema["$ref"].as_str().and_then(|name| whole.pointer(name.strip_prefix('#')?))
        {
            self.look(target, value, at);
        }
        for several in ["allOf", "anyOf", "oneOf"] {
            for one in schema[several].as_array().into_iter().flatten() {
                self.look(one, value, at);
            }
        }
        match value {
            Value::Array(items) => self.items(schema, items, at),
            Value::Object(members) => self.members(schema, members, at),
            _ => {}
        }
    }

    fn items(&mut self, schema: &'s Value, items: &[Value], at: &mut String) {
        if self.exceeds(schema, "maxItems", items.len(), "items", at) || !schema["items"].is_object() {
            return;
        }
        for (index, item) in items.iter().enumerate() {
            let length = at.len();
            at.push('/');
            at.push_str(&index.to_string());
            self.look(&schema["items"], item, at);
            at.truncate(length);
        }
    }

    fn members(&mut self, schema: &'s Value, members: &serde_json::Map<String, Value>, at: &mut String) {
        if self.exceeds(schema, "maxProperties", members.len(), "members", at) {
            return;
        }
        for (name, value) in members {
            let of = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
            if of.is_object() && (value.is_array() || value.is_object()) {
                self.look(of, value, &mut member(at, name));
            }
        }
    }

    /// Notes that something has more parts than its schema says.
    fn exceeds(&mut self, schema: &Value, bound: &str, count: usize, parts: &str, at: &str) -> bool {
        let Some(most) =
            schema[bound].as_u64().filter(|most| usize::try_from(*most).is_ok_and(|most| most < count))
        else {
            return false;
        };
        if self.found.iter().all(|found| found.fault.pointer != at) {
            let detail = format!("has {count} {parts}; at most {most} are allowed");
            let empty = if parts == "items" {
                Value::Array(Vec::new())
            } else {
                Value::Object(serde_json::Map::new())
            };
            let fault = fault(self.place, at, "too_many", detail);
            self.found.push(Found { fault, wanted: Wanted::Value(empty) });
        }
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
    fn every_array_that_is_too_long_is_found_once_and_nothing_in_it() {
        let schema = json!({
            "$defs": { "few": { "type": "array", "maxItems": 2, "items": { "$ref": "#/$defs/few" } } },
            "properties": { "a": { "oneOf": [{ "type": "null" }, { "$ref": "#/$defs/few" }] }, "b": { "maxProperties": 1 } }
        });
        let document = json!({ "a": [[1, 2, 3], []], "b": { "x": [], "y": [] }, "c": [1, 2, 3] });
        let found = oversized(&schema, Place::Body, &document);
        let places: Vec<_> = found.iter().map(|found| found.fault.pointer.as_str()).collect();
        assert_eq!(places, ["/a/0", "/b"]);
    }
}

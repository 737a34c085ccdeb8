//! Everything that a request may hold has a greatest size, which the document says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::document;

/// The formats that bound a text by themselves: a UUID and a day have one length. A file is bounded where it arrives.
const BOUNDED_FORMATS: [&str; 3] = ["uuid", "date", "binary"];

/// A walk through the schemas of requests.
struct Walk<'d> {
    document: &'d Value,
    seen: BTreeSet<&'d str>,
    unbounded: Vec<String>,
}

impl<'d> Walk<'d> {
    fn look(&mut self, schema: &'d Value, at: &str) {
        if let Some(name) = schema["$ref"].as_str() {
            if self.seen.insert(name) {
                let target = self.document.pointer(name.trim_start_matches('#')).expect("a schema");
                self.look(target, name.rsplit('/').next().expect("a name"));
            }
            return;
        }
        self.note(schema, at);
        for several in ["allOf", "anyOf", "oneOf"] {
            for one in schema[several].as_array().into_iter().flatten() {
                self.look(one, at);
            }
        }
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            self.look(member, &format!("{at}.{name}"));
        }
        for part in ["items", "additionalProperties"] {
            if schema[part].is_object() {
                self.look(&schema[part], &format!("{at}[{part}]"));
            }
        }
    }

    fn note(&mut self, schema: &Value, at: &str) {
        let is = |kind: &str| {
            schema["type"] == kind
                || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
        };
        let says = |keyword: &str| schema.get(keyword).is_some();
        let format = schema["format"].as_str().unwrap_or_default();
        if is("string")
            && !["maxLength", "enum", "const"].iter().any(|keyword| says(keyword))
            && !BOUNDED_FORMATS.contains(&format)
        {
            self.unbounded.push(format!("the text {at} has no maxLength"));
        }
        if is("array") && !says("maxItems") {
            self.unbounded.push(format!("the list {at} has no maxItems"));
        }
        let is_free = schema.get("additionalProperties").is_some_and(|more| *more != json!(false))
            || !says("properties") && schema["additionalProperties"] != json!(false);
        if is("object") && is_free && !says("maxProperties") {
            self.unbounded.push(format!("the map {at} has no maxProperties"));
        }
    }
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().expect("paths").values();
    paths.flat_map(|methods| methods.as_object().expect("methods").values())
}

/// What in the requests of a document has no greatest size.
fn unbounded(document: &Value) -> Vec<String> {
    let mut walk = Walk { document, seen: BTreeSet::new(), unbounded: Vec::new() };
    for operation in operations(document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            walk.look(&parameter["schema"], &format!("{} {}", parameter["in"], parameter["name"]));
        }
        for content in
            operation.pointer("/requestBody/content").and_then(Value::as_object).into_iter().flatten()
        {
            walk.look(&content.1["schema"], operation["operationId"].as_str().expect("an id"));
        }
    }
    walk.unbounded
}

#[test]
fn every_text_list_and_map_of_a_request_has_a_greatest_size() {
    let unbounded = unbounded(&document());
    assert!(unbounded.is_empty(), "{unbounded:#?}");
}

#[test]
fn the_walk_finds_what_has_none() {
    let found = |schema: Value| {
        let content = json!({ "application/json": { "schema": schema } });
        let operation = json!({ "operationId": "x", "requestBody": { "content": content } });
        unbounded(&json!({ "paths": { "/": { "post": operation } } })).len()
    };
    assert_eq!(found(json!({ "type": ["string", "null"], "pattern": "^a" })), 1);
    assert_eq!(
        found(json!({ "type": "object", "properties": { "a": { "oneOf": [{ "type": "array" }] } } })),
        1
    );
    assert_eq!(found(json!({ "type": "object", "additionalProperties": { "type": "string" } })), 2);
    assert_eq!(
        found(json!({ "type": "array", "maxItems": 2, "items": { "type": "string", "maxLength": 2 } })),
        0
    );
}

#[test]
fn a_word_in_a_query_is_of_a_named_type() {
    let document = document();
    for operation in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let schema = &parameter["schema"];
            assert!(schema.get("enum").is_none(), "{} of {}", parameter["name"], operation["operationId"]);
            if let Some(name) = schema["$ref"].as_str() {
                assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name} is nowhere");
            }
        }
    }
}

#[test]
fn no_parameter_is_null() {
    let document = document();
    for operation in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let schema = parameter["schema"].to_string();
            assert!(!schema.contains("\"null\""), "{} of {}", parameter["name"], operation["operationId"]);
        }
    }
}

#[test]
fn no_decimal_has_a_format_of_which_clients_make_a_number() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        let format = schema["format"].as_str().unwrap_or_default();
        let is_numeric =
            ["decimal", "double", "float", "number", "int32", "int64", "decimal128"].contains(&format);
        assert!(schema["type"] != "string" || !is_numeric, "{name} has the format {format}");
    }
}

//! The contract: the document that is served is the one that is committed, and says all there is to say.

use std::collections::HashSet;

use serde_json::Value;

use crate::harness::{REPORT, document};

const COMMITTED: &str = include_str!("../../../openapi/openapi.json");
const SCHEMA: &str = include_str!("../../../openapi/portfolio.schema.json");

/// Signing in, and setting a password.
const TELLS_A_SECRET_OR_TAKES_ONE: [&str; 3] =
    ["POST /v1/sessions", "POST /v1/sessions/redeem", "POST /v1/me/password"];
/// What anybody may ask for.
const OPEN: [&str; 5] =
    ["POST /v1/sessions", "POST /v1/sessions/redeem", "GET /healthz", "GET /readyz", "GET /problems/{code}"];

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").iter();
            methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
        })
        .collect()
}

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// The schemas of the bodies that an operation reads and answers with when all is well.
fn told(operation: &Value) -> Vec<(String, &Value)> {
    let asked = operation.get("requestBody").map(|body| ("its body".to_owned(), body));
    let responses = operation["responses"].as_object().expect("responses").iter();
    let answers = responses.filter(|(status, _)| status.starts_with('2'));
    let answers = answers.map(|(status, answer)| (format!("its {status}"), answer));
    let contents =
        asked.into_iter().chain(answers).filter_map(|(what, said)| Some((what, said.get("content")?)));
    contents
        .flat_map(|(what, content)| {
            let kinds = content.as_object().expect("kinds").values();
            kinds.map(move |kind| (what.clone(), &kind["schema"]))
        })
        .collect()
}

/// What a schema refers to; of a page, what its items are.
fn named<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let found = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("a schema"),
        None => schema,
    };
    match found.pointer("/properties/items/items") {
        Some(item) => named(document, item),
        None => found,
    }
}

fn faults(document: &Value, schema: &Value, example: &Value) -> Vec<String> {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let mut options = jsonschema::draft202012::options().should_validate_formats(true);
    for (format, check, _) in entity::value::FORMATS {
        options = options.with_format(format, move |written: &str| check(written).is_ok());
    }
    let validator = options.build(&whole).expect("a schema");
    validator.iter_errors(example).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let served = api::document().to_pretty_json().expect("JSON");
    assert_eq!(
        format!("{served}\n"),
        COMMITTED,
        "write it anew: cargo run -- openapi > openapi/openapi.json"
    );
}

#[test]
fn the_committed_schema_is_the_one_that_is_checked() {
    let schema = openapi::exchange::portfolio_file::json_schema().expect("a schema");
    let schema = format!("{}\n", serde_json::to_string_pretty(&schema).expect("JSON"));
    assert_eq!(schema, SCHEMA, "write it anew: cargo run -- schema > openapi/portfolio.schema.json");
}

#[test]
fn every_reference_resolves() {
    for text in [COMMITTED, SCHEMA] {
        let document: Value = serde_json::from_str(text).expect("JSON");
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }
}

#[test]
fn every_operation_says_what_it_is_and_how_it_refuses() {
    let document = document();
    let tags: HashSet<_> =
        document["tags"].as_array().expect("tags").iter().map(|tag| &tag["name"]).collect();
    let mut ids = HashSet::new();
    for (name, operation) in operations(&document) {
        assert!(
            ids.insert(operation["operationId"].as_str().expect("an id")),
            "{name}: its id is not its own"
        );
        let of_operation = operation["tags"].as_array().expect("tags");
        assert!(of_operation.len() == 1 && tags.contains(&of_operation[0]), "{name}: {of_operation:?}");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.ends_with('.')), "{name}");
        let responses = operation["responses"].as_object().expect("responses");
        assert!(
            responses.keys().any(|status| status.starts_with('2')) && responses.contains_key("500"),
            "{name}"
        );
        for (status, response) in responses {
            assert!(
                response["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{name}: {status}"
            );
            let kind = match status.as_str() {
                "204" | "304" => continue,
                success if success.starts_with('2') && name == "GET /v1/agenda.ics" => "text/calendar",
                success if success.starts_with('2') && name.ends_with("/revenue-split.svg") => {
                    "image/svg+xml"
                }
                success if success.starts_with('2') => "application/json",
                _ => "application/problem+json",
            };
            assert!(response["content"].get(kind).is_some(), "{name}: {status}");
        }
        let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        for parameter in parameters {
            assert!(
                parameter["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{name}: {parameter}"
            );
            let told = match (parameter["in"].as_str(), parameter["name"].as_str()) {
                (Some("query"), _) | (_, Some("Idempotency-Key" | "Last-Event-ID")) => "422",
                (_, Some("If-Match")) => "428",
                (_, Some("If-None-Match")) => "304",
                _ => "404",
            };
            assert!(responses.contains_key(told), "{name}: {told}");
        }
    }
}

#[test]
fn every_body_and_every_answer_has_an_example_that_is_one() {
    let document = document();
    for (name, operation) in operations(&document) {
        for (what, schema) in told(operation) {
            let item = named(&document, schema);
            let examples = item["examples"].as_array().map(Vec::as_slice).unwrap_or_default();
            assert!(!examples.is_empty(), "{name}: {what} has no example");
            for example in examples {
                let faults = faults(&document, item, example);
                assert!(faults.is_empty(), "{name}: the example of {what} is none: {faults:#?}");
            }
        }
    }
}

#[test]
fn every_operation_can_be_called_as_a_function() {
    let document = document();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().expect("an id");
        let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(plain && id.split('_').count() >= 2, "{name}: {id} is no verb and its object");
        let verbs: &[&str] = match (name.split(' ').next(), name.ends_with('}')) {
            (Some("PATCH"), _) => &["update"],
            (Some("DELETE"), _) => &["delete", "sign_out"],
            (Some("GET"), true) => &["get"],
            _ => continue,
        };
        assert!(verbs.iter().any(|verb| id.starts_with(verb)), "{name}: {id}");
    }
}

#[test]
fn every_word_and_every_form_has_a_name() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        for member in schema["properties"].as_object().into_iter().flat_map(serde_json::Map::values) {
            let inline = member.get("enum").is_some()
                || (member.get("pattern").is_some() && !member["format"].is_string());
            assert!(!inline, "{name}: {member}");
        }
        assert!(schema.get("pattern").is_none() || schema["format"].is_string(), "{name}");
    }
}

#[test]
fn every_operation_that_writes_takes_the_headers_that_make_it_safe() {
    let document = document();
    for (name, operation) in operations(&document) {
        let takes = |header: &str| {
            let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
            parameters.iter().any(|parameter| parameter["name"] == header)
        };
        let answers = operation["responses"].as_object().expect("responses");
        let (method, _) = name.split_once(' ').expect("a method");
        // What makes a thing, or adds to one, has seen none, and what only reckons is about none; a verb has.
        let seen_none = answers.contains_key("201")
            || name.ends_with("/measurements")
            || name.contains(" /v1/settlements/");
        let verb = method == "POST" && !seen_none;
        // What is read of one state of the database has no effect that could be had twice.
        if name == "POST /v1/revenue-split/what-if" {
            assert!(!takes("Idempotency-Key") && !takes("If-Match"), "{name}");
            continue;
        }
        if TELLS_A_SECRET_OR_TAKES_ONE.contains(&name.as_str()) {
            // What is kept for a repetition would hold the secret, or the digest of one that can be guessed.
            assert!(!takes("Idempotency-Key") && !takes("If-Match"), "{name}");
            continue;
        }
        assert_eq!(takes("Idempotency-Key"), method == "POST", "{name}");
        // A session never changes, so that there is nothing to have seen.
        let changes = verb || ["PATCH", "DELETE"].contains(&method) && name != "DELETE /v1/sessions/{id}";
        assert_eq!(takes("If-Match"), changes, "{name}");
        let single = method == "GET" && answers["200"]["headers"].get("ETag").is_some();
        assert_eq!(takes("If-None-Match"), single, "{name}");
    }
}

#[test]
fn every_operation_says_who_may_ask_for_it() {
    let document = document();
    assert_eq!(document["security"], serde_json::json!([{ "bearer": [] }]));
    assert_eq!(document.pointer("/components/securitySchemes/bearer/scheme"), Some(&"bearer".into()));
    for (name, operation) in operations(&document) {
        let responses = operation["responses"].as_object().expect("responses");
        if OPEN.contains(&name.as_str()) {
            assert_eq!(operation["security"], serde_json::json!([]), "{name}");
            assert!(!responses.contains_key("403"), "{name}");
        } else {
            assert_eq!(operation.get("security"), None, "{name}: what holds everywhere holds here");
            assert!(["401", "403"].iter().all(|status| responses.contains_key(*status)), "{name}");
        }
    }
}

#[test]
fn every_schema_is_described() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        assert!(schema["description"].is_string(), "{name}");
    }
}

#[test]
fn the_report_obeys_the_schema_as_any_validator_reads_it() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema of 2020-12");
    let report = serde_json::from_str(REPORT).expect("JSON");
    assert!(validator.is_valid(&report));
    assert!(!validator.is_valid(&serde_json::json!({ "format": "portfolio/1", "colour": "red" })));
}

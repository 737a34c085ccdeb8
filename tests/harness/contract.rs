//! Holds every answer that a test gets against the document that promises it.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use reqwest::StatusCode;
use serde_json::Value;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(api::document()).expect("a document"));
static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> = LazyLock::new(Mutex::default);

/// Asserts that an answer is as the document says. What no operation answers - an address that is not there, a
/// method - is a problem all the same.
pub(crate) fn assert_as_promised(method: &str, path: &str, status: StatusCode, body: &Value) {
    let path = path.split('?').next().unwrap_or_default();
    let operation = template(path).map(|template| format!("/paths/{}/{method}", escaped(template)));
    let operation = operation.filter(|pointer| DOCUMENT.pointer(pointer).is_some());
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let schema = match operation {
        Some(operation) => {
            format!("{operation}/responses/{}/content/{}/schema", status.as_u16(), escaped(kind))
        }
        None if status.is_success() => return,
        None => "/components/schemas/Problem".to_owned(),
    };
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = *validators.entry(schema.clone()).or_insert_with(|| validator(&schema));
    drop(validators);
    let faults: Vec<_> =
        validator.iter_errors(body).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{method} {path} {status} is not as promised: {faults:#?}\n{body:#}");
}

fn template(path: &str) -> Option<&'static String> {
    let fits = |template: &str| {
        let (mut known, mut given) = (template.split('/'), path.split('/'));
        known.by_ref().zip(given.by_ref()).all(|(known, given)| known == given || known.starts_with('{'))
            && template.split('/').count() == path.split('/').count()
    };
    DOCUMENT["paths"].as_object().expect("paths").keys().find(|template| fits(template))
}

fn validator(pointer: &str) -> &'static Validator {
    let schema = DOCUMENT.pointer(pointer).and_then(Value::as_object);
    let mut whole = schema.unwrap_or_else(|| panic!("the document does not promise {pointer}")).clone();
    whole.insert("components".to_owned(), DOCUMENT["components"].clone());
    Box::leak(Box::new(jsonschema::draft202012::new(&Value::Object(whole)).expect("a schema")))
}

fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

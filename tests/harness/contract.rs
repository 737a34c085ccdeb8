//! Checks every response in the tests against the OpenAPI document.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use openapi::serve::health::CodeMeaning;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

static DOCUMENT: LazyLock<Value> = LazyLock::new(resolved);
static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> = LazyLock::new(Mutex::default);

/// The document, in which each reference to a shared response or parameter is replaced by its description.
pub(crate) fn document() -> Value {
    DOCUMENT.clone()
}

fn resolved() -> Value {
    let mut document = serde_json::to_value(api::document()).expect("a document");
    let components = document["components"].clone();
    resolve(&mut document["paths"], &components);
    document
}

/// Replaces the references to `components/responses` and `components/parameters`.
fn resolve(value: &mut Value, components: &Value) {
    if let Some(pointer) =
        value.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/components"))
        && !pointer.starts_with("/schemas/")
        && !pointer.starts_with("/headers/")
    {
        *value = components.pointer(pointer).expect("a component").clone();
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, components)),
        Value::Object(members) => members.values_mut().for_each(|member| resolve(member, components)),
        _ => {}
    }
}

/// Headers of HTTP itself, browsers and caches, which the document does not describe.
const OF_HTTP: [&str; 18] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-resource-policy",
    "date",
    "referrer-policy",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "x-accel-buffering",
    "x-content-type-options",
    "x-frame-options",
];

/// Asserts that the headers of a response match the document: all are documented, and the required ones are
/// present.
pub(crate) fn assert_headers_as_promised(method: &str, path: &str, status: StatusCode, headers: &HeaderMap) {
    let path = path.split('?').next().unwrap_or_default();
    let pointer = |template| format!("/paths/{}/{method}/responses/{}", escaped(template), status.as_u16());
    let response = template(path).and_then(|template| DOCUMENT.pointer(&pointer(template)));
    let Some(promised) = response.map(|response| response["headers"].as_object().expect("headers")) else {
        return;
    };
    for name in headers.keys().map(reqwest::header::HeaderName::as_str) {
        let documented = promised.keys().any(|known| known.eq_ignore_ascii_case(name));
        assert!(documented || OF_HTTP.contains(&name), "{method} {path} {status}: {name} is not documented");
    }
    for name in promised.keys() {
        let required = DOCUMENT["components"]["headers"][name]["required"] == true;
        assert!(!required || headers.contains_key(name), "{method} {path} {status}: {name} is not sent");
    }
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is = |kinds: &[&str]| kinds.iter().any(|known| kind.starts_with(known));
    let sent = |name: &str| headers.contains_key(name);
    let is_file = is(&["text/csv", "application/vnd."]);
    assert_eq!(sent("content-disposition"), is_file, "{method} {path}: {kind}");
    assert_eq!(sent("etag"), promised.contains_key("ETag") && !is_file, "{method} {path} {status}");
    assert_eq!(sent("content-language"), is(&["text/markdown", "text/html", "image/svg"]), "{method} {path}");
    assert!(status != StatusCode::TOO_MANY_REQUESTS || sent("retry-after"), "{method} {path} {status}");
}

/// Asserts that a response matches the document. Other responses, as for an unknown path or method, must be
/// problem details.
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
    if !status.is_success() {
        assert_explained(body);
    }
}

/// Asserts that the catalogue explains the code of each error.
fn assert_explained(problem: &Value) {
    for error in problem["errors"].as_array().into_iter().flatten() {
        let code = error["code"].as_str().expect("a code");
        let meaning = CodeMeaning::of(code).and_then(|meaning| meaning.field_error);
        assert!(meaning.is_some(), "no meaning of the code {code}");
    }
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

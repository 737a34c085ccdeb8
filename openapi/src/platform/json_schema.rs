//! The contract's types as JSON Schema (2020-12), each with all schemas that it refers to.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::{Map, Value, json};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{ObjectBuilder, Schema};
use utoipa::openapi::{RefOr, Required};
use utoipa::{OpenApi, PartialSchema, ToSchema};

use crate::Document;

/// The JSON Schema of a type.
///
/// # Errors
///
/// If a schema cannot be serialised as JSON.
pub fn json_schema<T: ToSchema>(title: &str) -> serde_json::Result<Value> {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    assembled(title, &T::schema(), parts)
}

/// A schema and those that it refers to, as one document. Compiled once, not for each type.
fn assembled(
    title: &str,
    root: &RefOr<Schema>,
    mut parts: Vec<(String, RefOr<Schema>)>,
) -> serde_json::Result<Value> {
    parts.sort_by(|(one, _), (other, _)| one.cmp(other));
    let definitions = parts
        .into_iter()
        .map(|(name, schema)| Ok((name, serde_json::to_value(schema)?)))
        .collect::<serde_json::Result<Map<_, _>>>()?;
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    if let (Value::Object(whole), Value::Object(root)) = (&mut schema, serde_json::to_value(root)?) {
        whole.extend(root);
        whole.insert("$defs".to_owned(), Value::Object(definitions));
    }
    point_at_definitions(&mut schema);
    Ok(schema)
}

/// The JSON Schema of an object with one property for each parameter.
///
/// # Errors
///
/// If a schema cannot be serialised as JSON.
pub fn query_schema(parameters: &[Parameter]) -> serde_json::Result<Value> {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for parameter in parameters {
        properties.insert(parameter.name.clone(), serde_json::to_value(&parameter.schema)?);
        if parameter.required == Required::True {
            required.push(parameter.name.clone());
        }
    }
    // What parameters refer to is named by the document.
    let named = Document::openapi().components.unwrap_or_default().schemas;
    let mut schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        "$defs": serde_json::to_value(named)?,
    });
    point_at_definitions(&mut schema);
    Ok(schema)
}

/// Replaces references into the `OpenAPI` document by references within the schema.
fn point_at_definitions(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("#/components/schemas/") {
                *text = format!("#/$defs/{name}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(point_at_definitions),
        Value::Object(members) => members.values_mut().for_each(point_at_definitions),
        _ => {}
    }
}

/// A request model that clients change by merge patch.
pub trait PatchExample: ToSchema {
    /// An example of a change, for the documentation.
    fn change() -> Value;
}

/// A JSON Merge Patch (RFC 7396) of `T`. A member sets a new value; null removes the value; an absent member
/// changes nothing.
#[derive(Debug)]
pub struct MergePatch<T>(PhantomData<T>);

impl<T: PatchExample> PartialSchema for MergePatch<T> {
    /// The schema of `T` without required properties.
    fn schema() -> RefOr<Schema> {
        match T::schema() {
            RefOr::T(Schema::Object(mut object)) => {
                object.required.clear();
                object.examples = vec![T::change()];
                object.description = Some(
                    "A JSON Merge Patch (RFC 7396): an absent member changes nothing, and null removes the value."
                        .to_owned(),
                );
                RefOr::T(Schema::Object(object))
            }
            _ => ObjectBuilder::new().into(),
        }
    }
}

impl<T: PatchExample> ToSchema for MergePatch<T> {
    /// The patch of `ThingInput` is `ThingPatch`.
    fn name() -> Cow<'static, str> {
        let name = T::name();
        format!("{}Patch", name.strip_suffix("Input").unwrap_or(&name)).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

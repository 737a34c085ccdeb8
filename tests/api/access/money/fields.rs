//! The fields of the document, walked beside what stands in them.

use std::collections::BTreeSet;

use serde_json::Value;

/// A schema, and what it is called: the name of the schema that it stands in, and its own.
type Place<'d> = (&'d Value, String);

/// What a schema refers to.
fn resolved<'d>(document: &'d Value, (schema, place): Place<'d>) -> Place<'d> {
    let Some(reference) = schema["$ref"].as_str() else { return (schema, place) };
    let found = document.pointer(reference.trim_start_matches('#')).expect("what it refers to");
    let name = reference.rsplit('/').next().expect("a name");
    // A type of a value is called as the field that holds it.
    let name =
        if found["properties"].is_object() || found["allOf"].is_array() { name.to_owned() } else { place };
    resolved(document, (found, name))
}

/// The schemas that what stands here is held against at once.
fn alternatives<'d>(schema: &'d Value, place: &str) -> Vec<Place<'d>> {
    let lists = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|list| schema[list].as_array());
    lists.flatten().map(|one| (one, place.to_owned())).collect()
}

/// Whether a leaf is one of text that anybody writes.
fn is_free_text(schema: &Value) -> bool {
    let text = match &schema["type"] {
        Value::String(one) => one == "string",
        Value::Array(several) => several.iter().any(|one| one == "string"),
        _ => false,
    };
    let any = matches!(schema["format"].as_str(), None | Some("single-line" | "multi-line"));
    text && any && ["pattern", "enum", "const"].iter().all(|keyword| schema[*keyword].is_null())
}

/// The format of a leaf that may hold a mark.
pub(super) enum Markable<'d> {
    /// A number, in the format of this name.
    Number(&'d str),
    /// A text that anybody writes.
    Text,
}

impl<'d> Markable<'d> {
    /// The name of the format; a text has none.
    pub(super) fn format(&self) -> Option<&'d str> {
        match self {
            Self::Number(format) => Some(format),
            Self::Text => None,
        }
    }
}

/// What a leaf may hold a mark as.
pub(super) fn markable(schema: &Value) -> Option<Markable<'_>> {
    match schema["format"].as_str() {
        Some(format @ ("money" | "percent" | "quantity")) => Some(Markable::Number(format)),
        _ => is_free_text(schema).then_some(Markable::Text),
    }
}

/// Visits every leaf of what is held against a schema, with the name of its field.
pub(super) fn visit(
    document: &Value,
    schema: &Value,
    value: &mut Value,
    visitor: &mut impl FnMut(&str, &Value, &mut Value),
) {
    visit_at(document, (schema, String::new()), value, visitor);
}

/// The fields of what is held against a schema that hold an amount.
pub(super) fn amounts(document: &Value, schema: &Value, value: &Value) -> BTreeSet<String> {
    let (mut fields, mut value) = (BTreeSet::new(), value.clone());
    visit(document, schema, &mut value, &mut |field, schema, leaf| {
        let amount = leaf.as_str().filter(|_| schema["format"] == "money");
        if amount.is_some_and(|amount| !amount.trim_matches(['-', '0', '.']).is_empty()) {
            fields.insert(field.to_owned());
        }
    });
    fields
}

fn visit_at(
    document: &Value,
    place: Place<'_>,
    value: &mut Value,
    visitor: &mut impl FnMut(&str, &Value, &mut Value),
) {
    let (schema, name) = resolved(document, place);
    for alternative in alternatives(schema, &name) {
        visit_at(document, alternative, value, visitor);
    }
    match value {
        Value::Array(items) => {
            for item in items {
                visit_at(document, (&schema["items"], name.clone()), item, visitor);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                let field = format!("{}.{member}", name.split('.').next().unwrap_or_default());
                visit_at(document, (&schema["properties"][member], field), value, visitor);
            }
        }
        leaf => {
            if markable(schema).is_some() {
                visitor(&name, schema, leaf);
            }
        }
    }
}

/// The names of the fields under a schema that may hold a mark, with their formats.
pub(super) fn under(document: &Value, schema: &Value) -> BTreeSet<(String, Option<String>)> {
    let (mut fields, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![(schema, String::new())];
    while let Some(place) = open.pop() {
        let (schema, name) = resolved(document, place);
        if !seen.insert((std::ptr::from_ref(schema), name.clone())) {
            continue;
        }
        if let Some(leaf) = markable(schema) {
            fields.insert((name.clone(), leaf.format().map(str::to_owned)));
        }
        open.extend(alternatives(schema, &name));
        if schema["items"].is_object() {
            open.push((&schema["items"], name.clone()));
        }
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            open.push((schema, format!("{}.{member}", name.split('.').next().unwrap_or_default())));
        }
    }
    fields
}

/// Every operation of the document: its identifier, method, path and description.
pub(super) fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &str, &Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").iter();
        methods.map(move |(method, operation)| {
            let id = operation["operationId"].as_str().expect("an identifier");
            (id, method.as_str(), path.as_str(), operation)
        })
    })
}

/// The operation of a method at an address.
pub(super) fn operation<'d>(document: &'d Value, method: &str, address: &str) -> &'d Value {
    let address = address.split('?').next().unwrap_or_default();
    let fits = |path: &str| {
        let (known, given): (Vec<_>, Vec<_>) = (path.split('/').collect(), address.split('/').collect());
        known.len() == given.len()
            && known.iter().zip(given).all(|(known, given)| *known == given || known.starts_with('{'))
    };
    let found = operations(document).find(|(_, of, path, _)| *of == method && fits(path));
    found.unwrap_or_else(|| panic!("no operation {method} {address}")).3
}

/// The schema of a body that an operation takes, or of what it answers with when all went well.
pub(super) fn body_schema(operation: &Value) -> Option<&Value> {
    let contents = operation.pointer("/requestBody/content")?.as_object()?;
    contents.iter().find(|(kind, _)| kind.ends_with("json")).map(|(_, content)| &content["schema"])
}

/// The schema of what an operation answers with when all went well.
pub(super) fn answer_schema(operation: &Value) -> Option<&Value> {
    let answers = ["200", "201"].into_iter().map(|status| &operation["responses"][status]);
    answers.map(|answer| &answer["content"]["application/json"]["schema"]).find(|schema| !schema.is_null())
}

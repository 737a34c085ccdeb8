//! The results of a check: error messages and valid placeholders.

use entity::value::FORMATS;
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};
use rust_decimal::Decimal;
use serde_json::{Number, Value};

use crate::platform::error::fault;
use crate::platform::quote::quoted_value;

/// A validation error, with what would be valid at its position.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub(crate) fault: FieldError,
    pub(super) wanted: Expected,
}

/// What is valid at a position.
#[derive(Clone, Debug)]
pub(super) enum Expected {
    /// This value.
    Value(Value),
    /// Any text.
    Text,
    /// Any whole number.
    Number,
    /// The number of an item of a plan, which must be unique.
    ItemNumber,
}

impl Violation {
    /// A valid value; for names, a different one each time.
    pub(crate) fn placeholder(&self, unique: usize) -> Value {
        match &self.wanted {
            Expected::Value(value) => value.clone(),
            Expected::Text => Value::String(format!("x{unique}")),
            Expected::Number => Value::from(1900 + unique % 1000),
            Expected::ItemNumber => Value::String(format!("9999.9999.9999.{}", unique % 10_000)),
        }
    }
}

/// The closest alternative of a `oneOf` or `anyOf`: not null, not of another type, and the one that matches
/// furthest.
pub(super) fn closest_branch<'a>(
    context: &'a [Vec<ValidationError<'static>>],
    at: &str,
) -> impl Iterator<Item = &'a ValidationError<'static>> {
    let rank = |branch: &&Vec<ValidationError<'_>>| {
        let wants_null = branch.iter().any(|error| match error.kind() {
            ValidationErrorKind::Type { kind: TypeKind::Single(wanted) } => wanted.to_string() == "null",
            _ => false,
        });
        let depth = branch.iter().map(|error| error.instance_path().as_str().len()).max();
        let other_type = branch.iter().any(|error| {
            matches!(error.kind(), ValidationErrorKind::Type { .. }) && error.instance_path().as_str() == at
        });
        (!wants_null, !other_type, depth)
    };
    context.iter().max_by_key(rank).into_iter().flatten()
}

/// Reports text with a NUL character: one of the databases cannot store it.
pub(super) fn nul(place: ErrorLocation, value: &Value, at: &mut String, found: &mut Vec<Violation>) {
    let length = at.len();
    match value {
        Value::String(text) if text.contains('\0') => {
            let fault = fault(place, at.as_str(), ErrorCode::Nul, "remove the NUL character");
            found.push(Violation { fault, wanted: Expected::Text });
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                nul(place, item, at, found);
                at.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                at.push_str(&member("", name));
                nul(place, value, at, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

pub(super) fn example(format: &str) -> Expected {
    let known = FORMATS.iter().find(|(known, ..)| *known == format).map(|(_, _, example)| *example);
    let example = match (known, format) {
        // A theme's code is a name, so it must be unique.
        (_, "theme-code" | "single-line" | "multi-line") => return Expected::Text,
        (_, "item-number") => return Expected::ItemNumber,
        (Some(example), _) => example,
        (None, "date") => "2000-01-01",
        (None, "date-time") => "2000-01-01T00:00:00Z",
        (None, "uri") => "https://example.org",
        (None, "uuid") => "00000000-0000-0000-0000-000000000000",
        (None, _) => return Expected::Text,
    };
    Expected::Value(Value::from(example))
}

pub(super) fn of_type(kind: &TypeKind) -> Expected {
    let names = match kind {
        TypeKind::Single(wanted) => wanted.to_string(),
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
    };
    if names.contains("object") {
        Expected::Value(Value::Object(serde_json::Map::new()))
    } else if names.contains("array") {
        Expected::Value(Value::Array(Vec::new()))
    } else if names.contains("integer") || names.contains("number") {
        Expected::Number
    } else if names.contains("boolean") {
        Expected::Value(Value::Bool(false))
    } else {
        Expected::Text
    }
}

/// Why a value does not have a format.
pub(super) fn invalid_format(format: &str, value: &Value) -> String {
    let check = FORMATS.iter().find(|(known, ..)| *known == format).map(|(_, check, _)| check);
    if let (Value::Number(number), Some(check)) = (value, check)
        && let Some(written) = as_text(format, number).filter(|written| check(written).is_ok())
    {
        return format!("{number} is a number: write it as a string: \"{written}\"");
    }
    // A value that is not text is checked as an empty text, to get the message of the check.
    let told = check.and_then(|check| check(value.as_str().unwrap_or_default()).err());
    told.unwrap_or_else(|| format!("{} is not a {format}", quoted_value(value)))
}

/// A number in the notation of a format: an amount has two decimals.
fn as_text(format: &str, number: &Number) -> Option<String> {
    let written = number.to_string();
    let mut exact = Decimal::from_str_exact(&written).or_else(|_| Decimal::from_scientific(&written)).ok()?;
    if format == "money" && exact.normalize().scale() <= 2 {
        exact.rescale(2);
    }
    Some(exact.to_string())
}

pub(super) fn wrong_type(kind: &TypeKind, error: &ValidationError<'_>) -> String {
    let wanted = match kind {
        TypeKind::Single(wanted) => wanted.to_string(),
        TypeKind::Multiple(several) => several
            .iter()
            .map(|one| one.to_string())
            .filter(|one| one != "null")
            .collect::<Vec<_>>()
            .join(" or "),
    };
    format!("{} is not of type {wanted}", quoted_value(error.instance()))
}

pub(super) fn not_in_enum(options: &Value) -> String {
    let words: Vec<_> = options.as_array().into_iter().flatten().map(ToString::to_string).collect();
    format!("must be one of {}", words.join(", "))
}

/// The JSON pointer to a member (RFC 6901 escapes `~` and `/`).
pub(super) fn member(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

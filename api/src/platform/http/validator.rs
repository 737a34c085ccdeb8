//! Validates input by JSON Schema, so that one pass finds all errors.
//!
//! The schema in the documentation is the schema of the check. The check of a value type runs as the
//! `format` of the schema (see [`entity::value::FORMATS`]), so input that passes here can be deserialised.

use openapi::platform::error_code::ErrorCode;
use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use entity::value::FORMATS;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator as SchemaValidator};
use openapi::platform::problem::{ErrorLocation, FieldError};
use serde_json::Value;

use super::sizes::pruned;
use super::violations::{
    Expected, Violation, closest_branch, example, invalid_format, member, not_in_enum, nul, of_type,
    wrong_type,
};
use crate::platform::error::{Error, MAX_COUNTED_FAULTS, Result, fault};
use crate::platform::quote::{quoted, quoted_value};

/// A compiled JSON Schema.
#[derive(Debug)]
pub(crate) struct Validator {
    validator: SchemaValidator,
    schema: Value,
}

impl Validator {
    /// Compiles a JSON Schema (2020-12).
    ///
    /// # Errors
    /// If it is not a valid schema.
    pub(crate) fn new(schema: &Value) -> Result<Self> {
        let mut options = jsonschema::draft202012::options().should_validate_formats(true);
        for (format, check, _) in FORMATS {
            options = options.with_format(format, move |written: &str| check(written).is_ok());
        }
        let validator = options.build(schema).map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(Self { validator, schema: schema.clone() })
    }

    /// The schema of a member.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.schema["properties"].get(name)
    }

    /// The validation errors of a document, in the order of their positions; at most
    /// [`MAX_COUNTED_FAULTS`].
    pub(crate) fn errors(&self, place: ErrorLocation, document: &Value) -> Vec<FieldError> {
        self.violations(place, document, MAX_COUNTED_FAULTS).into_iter().map(|found| found.fault).collect()
    }

    /// The validation errors of a document, each with a valid placeholder; at most `most`. One position has
    /// one error: a wrongly written value is not reported twice. The contents of an array that is too long
    /// are not checked.
    pub(crate) fn violations(&self, place: ErrorLocation, document: &Value, most: usize) -> Vec<Violation> {
        let mut all = Vec::new();
        // A valid document is not copied. An invalid one is validated again to collect the errors.
        if !self.validator.is_valid(document) {
            let (document, oversized) = pruned(&self.schema, place, document);
            all = oversized;
            for error in self.validator.iter_errors(&document) {
                self.tell(place, &error, most, &mut all);
                if all.len() >= most {
                    break;
                }
            }
        }
        nul(place, document, &mut String::new(), &mut all);
        let mut kept: Vec<Violation> = Vec::new();
        let mut by_pointer: HashMap<String, usize> = HashMap::new();
        for found in all {
            match by_pointer.get(&found.fault.pointer) {
                Some(index) if says_more(&found, &kept[*index]) => kept[*index] = found,
                Some(_) => {}
                None => {
                    by_pointer.insert(found.fault.pointer.clone(), kept.len());
                    kept.push(found);
                }
            }
        }
        kept.truncate(most);
        kept
    }

    fn tell(
        &self,
        place: ErrorLocation,
        error: &ValidationError<'_>,
        most: usize,
        found: &mut Vec<Violation>,
    ) {
        use ValidationErrorKind as Kind;
        let at = error.instance_path().as_str();
        let mut push = |pointer: String, code: ErrorCode, detail: String, wanted: Expected| {
            found.push(Violation { fault: fault(place, pointer, code, detail), wanted });
        };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                for name in unexpected.iter().take(most) {
                    let detail =
                        format!("`{}` is unknown here: remove it or check its spelling", quoted(name));
                    push(member(at, name), ErrorCode::Unknown, detail, Expected::Text);
                }
            }
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                push(member(at, name), ErrorCode::Required, format!("`{name}` is required"), Expected::Text);
            }
            Kind::Format { format } => {
                push(
                    at.to_owned(),
                    ErrorCode::Format,
                    invalid_format(format, error.instance()),
                    example(format),
                );
            }
            Kind::Pattern { .. } => push(at.to_owned(), ErrorCode::Pattern, in_words(error), Expected::Text),
            Kind::Type { kind } => {
                let format = self.format_beside(error);
                let detail = match &format {
                    Some(format) => invalid_format(format, error.instance()),
                    None => wrong_type(kind, error),
                };
                push(
                    at.to_owned(),
                    ErrorCode::Type,
                    detail,
                    format.map_or_else(|| of_type(kind), |format| example(&format)),
                );
            }
            Kind::Enum { options } => {
                let first = options.get(0).cloned().unwrap_or_default();
                push(at.to_owned(), ErrorCode::Choice, not_in_enum(options), Expected::Value(first));
            }
            Kind::Constant { expected_value } => {
                let wanted = Expected::Value((**expected_value).clone());
                push(at.to_owned(), ErrorCode::Choice, format!("must be {expected_value}"), wanted);
            }
            // A value that may be null, or that has alternatives: report why the closest alternative fails,
            // the one that matches furthest.
            Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
                for error in closest_branch(context, at) {
                    self.tell(place, error, most, found);
                }
            }
            Kind::Minimum { limit } => {
                push(at.to_owned(), ErrorCode::Minimum, in_words(error), Expected::Value(limit.clone()));
            }
            Kind::Maximum { limit } => {
                push(at.to_owned(), ErrorCode::Maximum, in_words(error), Expected::Value(limit.clone()));
            }
            Kind::MinLength { .. } => {
                push(at.to_owned(), ErrorCode::TooShort, in_words(error), Expected::Text);
            }
            Kind::MaxLength { .. } => {
                push(at.to_owned(), ErrorCode::TooLong, in_words(error), Expected::Text);
            }
            _ => push(at.to_owned(), ErrorCode::NotValid, in_words(error), Expected::Text),
        }
    }

    /// The `format` beside the failed keyword. It describes the expected value better than the type.
    fn format_beside(&self, error: &ValidationError<'_>) -> Option<String> {
        let (schema, _) = error.schema_path().as_str().rsplit_once('/')?;
        let format = self.schema.pointer(schema)?["format"].as_str()?;
        FORMATS.iter().any(|(known, ..)| *known == format).then(|| format.to_owned())
    }
}

/// The message of a check, with a shortened quote of the value.
fn in_words(error: &ValidationError<'_>) -> String {
    error.masked_with(quoted_value(error.instance())).to_string()
}

/// Whether the second error at one position explains the problem better.
fn says_more(found: &Violation, kept: &Violation) -> bool {
    match kept.fault.code {
        ErrorCode::Pattern => true,
        ErrorCode::TooLong | ErrorCode::TooShort => {
            matches!(found.fault.code, ErrorCode::Format | ErrorCode::Nul)
        }
        _ => found.fault.code == ErrorCode::Nul,
    }
}

/// A type that requests are read as, and how to make its schema. As plain values, so that the code that
/// validates is compiled once, not for each type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestType {
    id: TypeId,
    schema: fn() -> serde_json::Result<Value>,
}

impl RequestType {
    pub(crate) fn of<T: 'static>(schema: fn() -> serde_json::Result<Value>) -> Self {
        Self { id: TypeId::of::<T>(), schema }
    }
}

/// The compiled schemas of request types, each built once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Validators(Arc<RwLock<HashMap<TypeId, Arc<Validator>>>>);

impl Validators {
    /// The compiled schema of a type, built on first use.
    pub(crate) fn of(&self, RequestType { id, schema }: RequestType) -> Result<Arc<Validator>> {
        let built = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(validator) = built {
            return Ok(validator);
        }
        let validator = Arc::new(Validator::new(&schema().map_err(Error::internal)?)?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&validator));
        Ok(validator)
    }
}

//! Reading what came in by its JSON Schema, so that every fault is found in one walk.
//!
//! The schema that documents a form is the schema that checks it. A value type's own check runs as the
//! schema's `format` (see [`entity::value::FORMATS`]), so nothing that passes here fails to be read after.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use entity::value::FORMATS;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use openapi::problem::{Fault, Place};
use serde_json::Value;

use crate::error::{Error, Result, fault};

/// A form that can be checked.
#[derive(Debug)]
pub(crate) struct Form {
    validator: Validator,
}

impl Form {
    /// The form that a JSON Schema (2020-12) describes.
    ///
    /// # Errors
    /// When it is no such schema.
    pub(crate) fn new(schema: &Value) -> Result<Self> {
        let mut options = jsonschema::draft202012::options().should_validate_formats(true);
        for (format, check) in FORMATS {
            options = options.with_format(format, move |written: &str| check(written).is_ok());
        }
        let validator = options.build(schema).map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(Self { validator })
    }

    /// Every fault of a document, in the order of their places. One place has one fault: that a value is
    /// badly written is not said twice.
    pub(crate) fn faults(&self, place: Place, document: &Value) -> Vec<Fault> {
        let mut faults = Vec::new();
        for error in self.validator.iter_errors(document) {
            tell(place, &error, &mut faults);
        }
        let mut by_pointer = BTreeMap::new();
        for (order, fault) in faults.into_iter().enumerate() {
            let worse = by_pointer
                .get(&fault.pointer)
                .is_none_or(|(_, known): &(usize, Fault)| known.code == "pattern");
            if worse {
                by_pointer.insert(fault.pointer.clone(), (order, fault));
            }
        }
        let mut faults: Vec<_> = by_pointer.into_values().collect();
        faults.sort_by_key(|(order, _)| *order);
        faults.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// The forms of the types that requests are read as, each made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms(Arc<RwLock<HashMap<TypeId, Arc<Form>>>>);

impl Forms {
    /// The form of `T`, made by `make` when it is first asked for.
    pub(crate) fn of<T: 'static>(&self, make: impl FnOnce() -> Result<Form>) -> Result<Arc<Form>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&TypeId::of::<T>()).cloned();
        if let Some(form) = known {
            return Ok(form);
        }
        let form = Arc::new(make()?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), Arc::clone(&form));
        Ok(form)
    }
}

fn tell(place: Place, error: &ValidationError<'_>, faults: &mut Vec<Fault>) {
    let at = error.instance_path().as_str();
    let mut push =
        |pointer: String, code: &str, detail: String| faults.push(fault(place, pointer, code, detail));
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            for name in unexpected {
                push(member(at, name), "unknown", format!("`{name}` is not known here"));
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            push(member(at, name), "required", format!("`{name}` is required"));
        }
        ValidationErrorKind::Format { format } => push(at.to_owned(), "format", badly_written(format, error)),
        ValidationErrorKind::Pattern { .. } => push(at.to_owned(), "pattern", error.to_string()),
        ValidationErrorKind::Type { kind } => push(at.to_owned(), "type", wrong_type(kind, error)),
        ValidationErrorKind::Enum { options } => push(at.to_owned(), "choice", not_among(options)),
        ValidationErrorKind::Constant { expected_value } => {
            push(at.to_owned(), "choice", format!("must be {expected_value}"));
        }
        // Something that may be null, or one of several forms: what counts is why the likeliest form, the one
        // that was read the furthest, does not fit.
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => {
            let depth = |branch: &&Vec<ValidationError<'_>>| {
                branch.iter().map(|error| error.instance_path().as_str().len()).max().unwrap_or(0)
            };
            let typed = |branch: &&Vec<ValidationError<'_>>| {
                !branch.iter().any(|error| {
                    matches!(error.kind(), ValidationErrorKind::Type { .. })
                        && error.instance_path().as_str() == at
                })
            };
            let likeliest = context.iter().max_by_key(|branch| (typed(branch), depth(branch)));
            for error in likeliest.into_iter().flatten() {
                tell(place, error, faults);
            }
        }
        other => push(at.to_owned(), code(other), error.to_string()),
    }
}

fn code(kind: &ValidationErrorKind) -> &'static str {
    match kind {
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::ExclusiveMinimum { .. } => "minimum",
        ValidationErrorKind::Maximum { .. } | ValidationErrorKind::ExclusiveMaximum { .. } => "maximum",
        ValidationErrorKind::MinLength { .. } => "too_short",
        ValidationErrorKind::MaxLength { .. } => "too_long",
        _ => "not_valid",
    }
}

fn badly_written(format: &str, error: &ValidationError<'_>) -> String {
    let check = FORMATS.iter().find(|(known, _)| *known == format).map(|(_, check)| check);
    let told = check.zip(error.instance().as_str()).and_then(|(check, written)| check(written).err());
    told.unwrap_or_else(|| format!("{} is not a {format}", error.instance()))
}

fn wrong_type(kind: &TypeKind, error: &ValidationError<'_>) -> String {
    let wanted = match kind {
        TypeKind::Single(wanted) => wanted.to_string(),
        TypeKind::Multiple(several) => several
            .iter()
            .map(|one| one.to_string())
            .filter(|one| one != "null")
            .collect::<Vec<_>>()
            .join(" or "),
    };
    format!("{} is not of type {wanted}", error.instance())
}

fn not_among(options: &Value) -> String {
    let words: Vec<_> = options.as_array().into_iter().flatten().map(ToString::to_string).collect();
    format!("must be one of {}", words.join(", "))
}

/// The pointer to a member (RFC 6901 escapes `~` and `/`).
fn member(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

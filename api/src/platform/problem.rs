//! Problem details (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError, Problem};
use openapi::platform::problem_code::ProblemCode;

use super::quote::{MAX_SENTENCE_CHARS, bounded_sentence, quoted, shortened};

/// The most errors that a response lists.
const MAX_LISTED_FAULTS: usize = 100;
/// The most bytes that the listed errors take as JSON. A whole error response has at most 64 KiB.
const MAX_LISTED_BYTES: usize = 48 * 1024;

pub(crate) fn fault(
    place: ErrorLocation,
    pointer: impl Into<String>,
    code: ErrorCode,
    detail: impl Into<String>,
) -> FieldError {
    let detail = bounded_sentence(detail.into());
    FieldError { place, pointer: pointer.into(), code, detail }
}

/// Problem details that list as many of the errors as fit.
pub(crate) fn problem(code: ProblemCode, detail: impl Into<String>, faults: &[FieldError]) -> Problem {
    Problem {
        kind: format!("/problems/{code}"),
        title: code.title().to_owned(),
        status: code.status(),
        code,
        detail: shortened(&detail.into(), MAX_SENTENCE_CHARS).into_owned(),
        errors: listed(faults),
        errors_total: (!faults.is_empty()).then_some(faults.len()),
    }
}

/// The errors that fit in a response.
fn listed(faults: &[FieldError]) -> Vec<FieldError> {
    let mut bytes = 0;
    let short = faults.iter().take(MAX_LISTED_FAULTS).map(|fault| FieldError {
        place: fault.place,
        pointer: quoted(&fault.pointer).into_owned(),
        code: fault.code,
        detail: fault.detail.clone(),
    });
    let fits = |fault: &FieldError| {
        bytes += serde_json::to_vec(fault).map_or(MAX_LISTED_BYTES, |text| text.len() + 1);
        bytes <= MAX_LISTED_BYTES
    };
    short.take_while(fits).collect()
}

pub(crate) fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

/// How many errors the detail of a problem quotes.
const TOLD: usize = 3;

/// The first details, and the number of the others.
pub(super) fn reasons(faults: &[FieldError]) -> String {
    let told = faults.iter().take(TOLD).map(|fault| fault.detail.as_str()).collect::<Vec<_>>().join("; ");
    match faults.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}; and {more} more, see `errors`"),
    }
}

pub(super) fn sentence(faults: &[FieldError]) -> String {
    match faults {
        [only] => only.detail.clone(),
        several => format!("{} values are invalid; see `errors`", several.len()),
    }
}

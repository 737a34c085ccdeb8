//! Error responses: problem details for HTTP APIs (RFC 9457).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error_code::ErrorCode;
use super::problem_code::ProblemCode;

/// An error response (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "type": "/problems/invalid", "title": "Invalid values", "status": 422, "code": "invalid",
    "detail": "`year` is required",
    "errors": [{ "in": "query", "pointer": "/year", "code": "required", "detail": "`year` is required" }],
    "errors_total": 1
}"#))))]
pub struct Problem {
    /// The kind of problem, as a path on this server that explains it.
    #[serde(rename = "type")]
    #[schema(examples("/problems/invalid"))]
    pub kind: String,
    /// The kind of problem in English, for people. It is the same for every problem of this kind.
    #[schema(examples("Invalid values"))]
    pub title: String,
    /// The HTTP status code of the response.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// The kind of problem, as a stable code for programs. `GET /problems/{code}` explains it.
    pub code: ProblemCode,
    /// An explanation of this occurrence in English, for people.
    #[schema(examples("`year` is required"))]
    pub detail: String,
    /// The errors found, each with its location in the request. The list contains the first 100 errors, or
    /// fewer if they exceed 48 KiB. It is absent if the problem has no location.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub errors: Vec<FieldError>,
    /// The number of errors found, including those that `errors` omits. Syntax errors are counted up to
    /// 10 000. Absent if `errors` is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, examples(1))]
    pub errors_total: Option<usize>,
}

/// One error in a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// The part of the request that contains the error.
    #[serde(rename = "in")]
    pub place: ErrorLocation,
    /// The location of the value within that part, as a JSON Pointer (RFC 6901). For a parameter, it is a
    /// slash and the parameter's name.
    #[schema(examples("/year"))]
    pub pointer: String,
    /// The kind of error, as a stable code for programs. `GET /problems/{code}` explains it, and so does
    /// `/docs/guide/errors`.
    pub code: ErrorCode,
    /// An explanation of the error in English, for people.
    #[schema(examples("a year is required"))]
    pub detail: String,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorLocation {
    /// The request body, or the uploaded file.
    Body,
    /// The path of the URL.
    Path,
    /// The query string of the URL.
    Query,
    /// The request headers.
    Header,
}

//! The error responses of each kind of operation, for its documentation.

mod computed;
mod sign_in;
mod upload;

pub use computed::{CalculationErrors, ConversionErrors, RangeErrors};
pub use sign_in::{PasswordErrors, SignInErrors};
pub use upload::UploadErrors;
use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// Error responses of every operation that requires authentication.
#[derive(Debug, IntoResponses)]
pub enum CommonErrors {
    /// Missing, invalid or expired bearer token
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The caller's role does not allow this
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// Rate limit exceeded; retry after `Retry-After` seconds
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(Problem),
    /// Internal error; the server logged it under the request's `X-Request-Id`
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// The database is busy, starting or unreachable; retry after `Retry-After` seconds
    #[response(status = 503, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "The number of seconds to wait before a retry")))]
    Unavailable(Problem),
    /// The response took too long
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(Problem),
    /// The disk is full or almost full, and nothing was stored; retry after `Retry-After` seconds
    #[response(status = 507, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "The number of seconds to wait before a retry")))]
    InsufficientStorage(Problem),
}

/// Error responses of every public operation.
#[derive(Debug, IntoResponses)]
pub enum PublicErrors {
    /// Internal error; the server logged it under the request's `X-Request-Id`
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// The database is busy, starting or unreachable; retry after `Retry-After` seconds
    #[response(status = 503, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "The number of seconds to wait before a retry")))]
    Unavailable(Problem),
    /// The response took too long
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(Problem),
    /// The disk is full or almost full, and nothing was stored; retry after `Retry-After` seconds
    #[response(status = 507, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "The number of seconds to wait before a retry")))]
    InsufficientStorage(Problem),
}

/// Error responses of an operation that reads one resource.
#[derive(Debug, IntoResponses)]
pub enum GetErrors {
    /// The identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The resource does not exist, or the caller cannot see it
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// Error responses of an operation that reads query parameters.
#[derive(Debug, IntoResponses)]
pub enum QueryErrors {
    /// The path and query together exceed 8192 bytes
    #[response(status = 414, content_type = "application/problem+json")]
    TargetTooLong(Problem),
    /// Invalid values or unknown parameters in the query; `errors` names each of them
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Error responses of an operation that reads a collection or a table.
#[derive(Debug, IntoResponses)]
pub enum ListErrors {
    /// The resource is not available in any format of `Accept`
    #[response(status = 406, content_type = "application/problem+json")]
    NotAcceptable(Problem),
    /// The path and query together exceed 8192 bytes
    #[response(status = 414, content_type = "application/problem+json")]
    TargetTooLong(Problem),
    /// Invalid values or unknown parameters in the query; `errors` names each of them
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Error responses of an operation that creates a resource.
#[derive(Debug, IntoResponses)]
pub enum CreateErrors {
    /// The body cannot be parsed, or the `Idempotency-Key` is malformed
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// Conflicts with an existing record; `errors` names the fields
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body exceeds a size limit
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Invalid values; `errors` names each of them. Or the `Idempotency-Key` was used with another body
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Additional error responses of an operation that creates a part of a project.
#[derive(Debug, IntoResponses)]
pub enum ProjectNotFound {
    /// The project does not exist, or the caller cannot see it
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// Error responses of a stage transition, or of another action on a resource.
#[derive(Debug, IntoResponses)]
pub enum TransitionErrors {
    /// The body cannot be parsed, the path's identifier is not a UUID, or the `Idempotency-Key` is malformed
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The resource does not exist, or the caller cannot see it
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The current stage does not allow this transition; `errors` names the allowed transitions
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Entity tag does not match: the resource has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body exceeds a size limit
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Invalid values; `errors` names each of them. Or the `Idempotency-Key` was used with another body
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

/// Error responses of an operation that changes a resource.
#[derive(Debug, IntoResponses)]
pub enum UpdateErrors {
    /// The body cannot be parsed, or the identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The resource does not exist, or the caller cannot see it
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// Conflicts with an existing record; `errors` names the fields
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Entity tag does not match: the resource has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body exceeds a size limit
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not a JSON Merge Patch
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Invalid values; `errors` names each of them
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

/// Error responses of an operation that deletes a resource.
#[derive(Debug, IntoResponses)]
pub enum DeleteErrors {
    /// The identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The resource does not exist, or the caller cannot see it
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Other records refer to this resource; `errors` names them
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Entity tag does not match: the resource has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

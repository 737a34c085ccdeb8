//! How each kind of operation may refuse, for its documentation.

mod computed;
mod upload;

pub use computed::{NotExchanged, NotReckoned, OutOfRange};
pub use upload::NotHandedIn;

use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// How every operation may refuse for which one must be signed in.
#[derive(Debug, IntoResponses)]
pub enum Refusal {
    /// Nobody is signed in, or not by a token that is good
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The caller's role does not let them do this
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// Too much was asked for lately; `Retry-After` says for how many seconds to wait
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(Problem),
    /// Something broke in the service; it was logged under the request's `x-request-id`
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// The database is busy, starting or not reachable; `Retry-After` says for how many seconds to wait
    #[response(status = 503, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "For how many seconds to wait")))]
    Unavailable(Problem),
    /// The answer took too long
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(Problem),
    /// A disk is full, or nearly, and nothing of the request was stored; `Retry-After` says for how many seconds to wait
    #[response(status = 507, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "For how many seconds to wait")))]
    InsufficientStorage(Problem),
}

/// How every operation may refuse that anybody may ask for.
#[derive(Debug, IntoResponses)]
pub enum Broken {
    /// Something broke in the service; it was logged under the request's `x-request-id`
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// The database is busy, starting or not reachable; `Retry-After` says for how many seconds to wait
    #[response(status = 503, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "For how many seconds to wait")))]
    Unavailable(Problem),
    /// The answer took too long
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(Problem),
    /// A disk is full, or nearly, and nothing of the request was stored; `Retry-After` says for how many seconds to wait
    #[response(status = 507, content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "For how many seconds to wait")))]
    InsufficientStorage(Problem),
}

/// How signing in may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotSignedIn {
    /// The body cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// What is given is not good; it is not said why
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The body holds values that are not valid, each of which is named
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// Too much was asked for lately; `Retry-After` says for how many seconds to wait
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(Problem),
}

/// How the setting of one's password may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotSet {
    /// The body cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The caller has no password
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The password was changed meanwhile
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The current password is wrong, or the new one is short or easily guessed
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// How the reading of one thing may refuse.
#[derive(Debug, IntoResponses)]
pub enum NoSuchThing {
    /// The identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such thing
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// How the reading of a query may refuse.
#[derive(Debug, IntoResponses)]
pub enum BadQuery {
    /// The path and the query have more than 8192 bytes
    #[response(status = 414, content_type = "application/problem+json")]
    TargetTooLong(Problem),
    /// The query holds values that are not valid, or parameters that are not known; each is named
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// How the reading of a collection may refuse, and of whatever else is told as a table too.
#[derive(Debug, IntoResponses)]
pub enum BadListing {
    /// It can be told in none of the forms that `Accept` names
    #[response(status = 406, content_type = "application/problem+json")]
    NotAcceptable(Problem),
    /// The path and the query have more than 8192 bytes
    #[response(status = 414, content_type = "application/problem+json")]
    TargetTooLong(Problem),
    /// The query holds values that are not valid, or parameters that are not known; each is named
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// How the making of a thing may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotMade {
    /// The body cannot be read, or the `Idempotency-Key` is not one
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// Something else stands in its place already; `errors` names what they share
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The body holds values that are not valid, each of which is named; or the `Idempotency-Key` was used for
    /// another body
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// How the making of a part of a project may refuse, beside what stands against making any thing.
#[derive(Debug, IntoResponses)]
pub enum NoSuchProject {
    /// There is no such project
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// How a move to another stage, or another change that is a verb, may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotMoved {
    /// The body cannot be read, the identifier in the path is not a UUID, or the `Idempotency-Key` is not one
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such thing
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// It does not stand where this is possible; `errors` names the moves that are
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// It has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The body holds values that are not valid, each of which is named; or the `Idempotency-Key` was used for
    /// another body
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

/// How the change of a thing may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotChanged {
    /// The body cannot be read, or the identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such thing
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The change would put it in the place of something else; `errors` names what they share
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// It has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body is too large
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not a JSON Merge Patch
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The body holds values that are not valid, each of which is named
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

/// How the taking away of a thing may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotDeleted {
    /// The identifier in the path is not a UUID
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// There is no such thing
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// Others refer to it; `errors` names them
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// It has changed since `If-Match` was read
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// `If-Match` is missing
    #[response(status = 428, content_type = "application/problem+json")]
    PreconditionRequired(Problem),
}

use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// How the conversion of costs into another currency may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotExchanged {
    /// A rate of exchange that is needed is missing, or a cost falls in no reporting period to average one over; `errors`
    /// names each. Or a total leaves the range of amounts
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// How a computation from a body may refuse.
#[derive(Debug, IntoResponses)]
pub enum NotReckoned {
    /// The body cannot be read, or the `Idempotency-Key` is not one
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// A total leaves the range of amounts
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

/// How a computation may refuse.
#[derive(Debug, IntoResponses)]
pub enum OutOfRange {
    /// A total leaves the range of amounts
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

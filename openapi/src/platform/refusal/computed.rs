use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// Error responses of the conversion of costs into another currency.
#[derive(Debug, IntoResponses)]
pub enum ConversionErrors {
    /// An exchange rate is missing, or a cost belongs to no reporting period for the average rate; `errors`
    /// names each of them. Or a total exceeds the range of amounts
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// Error responses of a computation from a request body.
#[derive(Debug, IntoResponses)]
pub enum CalculationErrors {
    /// The body cannot be parsed, or the `Idempotency-Key` is malformed
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// A total exceeds the range of amounts
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

/// Error responses of a computation.
#[derive(Debug, IntoResponses)]
pub enum RangeErrors {
    /// A total exceeds the range of amounts
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

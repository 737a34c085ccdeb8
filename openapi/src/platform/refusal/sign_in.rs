use utoipa::IntoResponses;

use crate::platform::problem::Problem;

/// Error responses of the sign-in.
#[derive(Debug, IntoResponses)]
pub enum SignInErrors {
    /// The body cannot be parsed
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// Wrong credentials or token; for security, the response does not give the reason
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The body exceeds a size limit
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// Invalid values; `errors` names each of them
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// Rate limit exceeded; retry after `Retry-After` seconds
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(Problem),
}

/// Error responses of a change of the caller's password.
#[derive(Debug, IntoResponses)]
pub enum PasswordErrors {
    /// The body cannot be parsed
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body took too long to arrive
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(Problem),
    /// The caller has no password
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// Another request has changed the password
    #[response(status = 412, content_type = "application/problem+json")]
    PreconditionFailed(Problem),
    /// The body exceeds a size limit
    #[response(status = 413, content_type = "application/problem+json")]
    PayloadTooLarge(Problem),
    /// The body is not JSON
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// The current password is wrong, or the new password is too short, too long or easy to guess
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

//! The codes of problems, with their causes and cures.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

use super::explanation::Explanation;

/// The kinds of problems.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProblemCode {
    /// 400: the path, query, headers or body cannot be parsed.
    Malformed,
    /// 401: missing, invalid or expired bearer token, or wrong credentials.
    Unauthenticated,
    /// 403: the caller's role does not allow this.
    Forbidden,
    /// 404: the resource does not exist, or the caller must not see it.
    NotFound,
    /// 405: the resource does not support this HTTP method.
    MethodNotAllowed,
    /// 406: the resource is not available in any format of `Accept`.
    NotAcceptable,
    /// 409: the request is valid, but the current state of the data does not allow it.
    Conflict,
    /// 409: something is still open, and the caller has not confirmed it.
    ConfirmationRequired,
    /// 408: the request took too long to arrive.
    RequestTimeout,
    /// 412: the entity tag does not match, because the resource has changed.
    PreconditionFailed,
    /// 413: the body exceeds a size limit.
    PayloadTooLarge,
    /// 414: the path and query exceed 8192 bytes.
    TargetTooLong,
    /// 415: the server does not support the `Content-Type` or `Content-Encoding` of the body.
    UnsupportedMediaType,
    /// 422: the request can be parsed, but contains invalid values.
    Invalid,
    /// 428: `If-Match` is missing.
    PreconditionRequired,
    /// 429: rate limit exceeded.
    TooManyRequests,
    /// 431: the request headers exceed a size limit.
    HeadersTooLarge,
    /// 400: the HTTP server refused the request before it reached an operation.
    Refused,
    /// 500: internal error; the server logged it.
    Internal,
    /// 503: the service cannot respond now.
    Unavailable,
    /// 504: the response took too long.
    Timeout,
    /// 507: the disk is full or almost full.
    InsufficientStorage,
}

impl ProblemCode {
    /// The HTTP status code of the kind.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Refused => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::RequestTimeout => 408,
            Self::Conflict | Self::ConfirmationRequired => 409,
            Self::PreconditionFailed => 412,
            Self::PayloadTooLarge => 413,
            Self::TargetTooLong => 414,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::PreconditionRequired => 428,
            Self::TooManyRequests => 429,
            Self::HeadersTooLarge => 431,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::Timeout => 504,
            Self::InsufficientStorage => 507,
        }
    }

    /// The title of the kind, for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => "Malformed request",
            Self::Unauthenticated => "Unauthenticated",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "Method not allowed",
            Self::NotAcceptable => "Not acceptable",
            Self::Conflict => "Conflict",
            Self::ConfirmationRequired => "Confirmation required",
            Self::PreconditionFailed => "Precondition failed",
            Self::PreconditionRequired => "Precondition required",
            Self::PayloadTooLarge => "Payload too large",
            Self::UnsupportedMediaType => "Unsupported media type",
            Self::Invalid => "Invalid values",
            Self::RequestTimeout => "Request timeout",
            Self::TargetTooLong => "Target too long",
            Self::TooManyRequests => "Too many requests",
            Self::HeadersTooLarge => "Headers too large",
            Self::Refused => "Refused",
            Self::Internal => "Internal error",
            Self::Unavailable => "Unavailable",
            Self::Timeout => "Timeout",
            Self::InsufficientStorage => "Insufficient storage",
        }
    }

    /// Why the problem occurs, and what a client can do.
    #[must_use]
    pub fn explanation(self) -> Explanation {
        let (cause, cure) = match self {
            Self::Malformed => (
                "The path, a query parameter, a header or the body cannot be parsed.",
                "Correct the syntax and send the request again.",
            ),
            Self::Unauthenticated => (
                "The bearer token is missing, invalid or expired, or the credentials are wrong.",
                "Sign in with `POST /v1/sessions` and send the token as `Authorization: Bearer`.",
            ),
            Self::Forbidden => (
                "Your role does not allow this.",
                "Ask an administrator for the right. `GET /v1/roles` lists what each role may do.",
            ),
            Self::NotFound => (
                "Nothing exists at this address, or you may not see it.",
                "Check the address and the identifiers in it.",
            ),
            Self::MethodNotAllowed => {
                ("This address does not support this method.", "Use a method that the `Allow` header lists.")
            }
            Self::NotAcceptable => (
                "This address has none of the media types in the `Accept` header.",
                "Send one of the media types that the detail lists.",
            ),
            Self::Conflict => (
                "The request is valid, but the current state of the data does not allow it.",
                "Read the detail, get the current data, then change the data or the request.",
            ),
            Self::ConfirmationRequired => (
                "Something is still open, and the request does not confirm it.",
                "Settle what the field `errors` lists, or send the request again with `confirm`.",
            ),
            Self::PreconditionFailed => {
                ("The resource changed after you read it.", "Read it again, then repeat your change.")
            }
            Self::PreconditionRequired => (
                "The `If-Match` header is missing.",
                "Send the `ETag` that you last read as `If-Match`, so that no change is lost.",
            ),
            Self::PayloadTooLarge => (
                "The body is larger than the limit, or a storage quota is used up.",
                "Send a smaller body, or follow the detail.",
            ),
            Self::UnsupportedMediaType => (
                "This address does not support this media type or content coding.",
                "Send one of the media types that the detail lists, without content coding.",
            ),
            Self::Invalid => {
                ("The request contains invalid values.", "Correct each value that the field `errors` lists.")
            }
            Self::RequestTimeout => ("The request took too long to arrive.", "Send it again."),
            Self::TargetTooLong => {
                ("The path and the query are longer than the limit.", "Send a shorter query.")
            }
            Self::TooManyRequests => (
                "You send too many requests, or somebody tries to sign in as you or from your machine.",
                "Wait for the seconds in `Retry-After`, then send the request again.",
            ),
            Self::HeadersTooLarge => {
                ("The headers are larger than the limit.", "Send fewer or shorter headers.")
            }
            Self::Refused => (
                "The HTTP server refused the request before it reached an operation.",
                "Check that the request is valid HTTP.",
            ),
            Self::Internal => (
                "The service failed.",
                "Report the `X-Request-Id` of this response. The log has the cause under it.",
            ),
            Self::Unavailable => (
                "The database is busy, starting or not reachable, or the service is at a limit.",
                "Send the request again after the seconds in `Retry-After`.",
            ),
            Self::InsufficientStorage => (
                "The disk is full or nearly full. Nothing was stored.",
                "Ask an administrator to free space.",
            ),
            Self::Timeout => {
                ("The response took longer than the limit.", "Try again later, or request less.")
            }
        };
        Explanation { title: self.title(), cause, cure }
    }
}

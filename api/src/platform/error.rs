//! The errors of requests and their responses.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use openapi::platform::problem::FieldError;
use openapi::platform::problem_code::ProblemCode;
use openapi::platform::rights::Right;
use sea_orm::DbErr;

use crate::platform::database::{Failure, Shortage};
pub(crate) use crate::platform::problem::{fault, problem, respond};
use crate::platform::problem::{reasons, sentence};

/// `Retry-After` in seconds, if the database could not serve the request.
const RETRY_SECONDS: u64 = 5;
/// `Retry-After` in seconds, if there was no disk space.
const RETRY_FULL_SECONDS: u64 = 60;
/// The largest number of errors that are counted in one document.
pub(crate) const MAX_COUNTED_FAULTS: usize = 10_000;
/// `Retry-After` in seconds for streams: an abandoned stream has ended by then.
const STREAM_ENDS: u64 = 20;
/// `Retry-After` in seconds, if too many large bodies are being read.
const BODIES_END: u64 = 5;

/// The result of a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be parsed.
    #[error("the request cannot be read: {}", sentence(.0))]
    Malformed(Vec<FieldError>),
    /// The request can be parsed but has invalid values.
    #[error("{}", sentence(.0))]
    Invalid(Vec<FieldError>),
    /// No bearer token was sent.
    #[error("sign in first: send `Authorization: Bearer` with a valid token")]
    Unauthenticated,
    /// The bearer token is invalid, expired or revoked. The response does not say which.
    #[error("sign in first: send `Authorization: Bearer` with a valid token")]
    InvalidToken,
    /// The credentials are wrong. The response does not say which part.
    #[error("wrong credentials, or this account cannot sign in")]
    NotSignedIn,
    /// The caller does not have the right.
    #[error("you need the right `{0}` for this")]
    Forbidden(Right),
    /// The resource does not exist, or the caller may not know of it.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The request conflicts with the current state.
    #[error("{}", reasons(.0))]
    Conflict(Vec<FieldError>),
    /// Something is still open, and the caller has not confirmed it.
    #[error("{}; send `\"confirm\": true` to continue", reasons(.0))]
    ConfirmationRequired(Vec<FieldError>),
    /// A total exceeds the range of amounts.
    #[error("a total exceeds the range of amounts, from -100000000000.00 to 100000000000.00")]
    OutOfRange,
    /// `If-Match` does not match the current entity tag.
    #[error("the resource has changed since you read it: read it again and repeat your change")]
    PreconditionFailed,
    /// `If-Match` is missing.
    #[error("send `If-Match` with the ETag that you last read")]
    PreconditionRequired,
    /// The body is too large.
    #[error("the body is too large or has too many values")]
    PayloadTooLarge,
    /// The caller's storage quota is used up.
    #[error("{}", sentence(.0))]
    OverQuota(Vec<FieldError>),
    /// The media type of the body is not supported.
    #[error("send the body as {}", .0.join(" or "))]
    UnsupportedMediaType(&'static [&'static str]),
    /// The body took too long to arrive.
    #[error("the body took too long to arrive")]
    RequestTimeout,
    /// The rate limit is exceeded. The field is the number of seconds to wait.
    #[error("too many requests: wait {0} s")]
    TooManyRequests(u64),
    /// No media type in `Accept` is available.
    #[error("available media types: {}", .0.join(" or "))]
    NotAcceptable(Vec<String>),
    /// Too many exports are running.
    #[error("too many exports are running: try again later")]
    ExportsBusy,
    /// Too many large bodies are being read.
    #[error("too many large bodies are being read: try again later")]
    ManyBodies,
    /// The caller has too many open streams. The field is the limit.
    #[error("you already have {0} open streams of changes, the most that are allowed: close one")]
    TooManyStreams(usize),
    /// Another request with the same `Idempotency-Key` is running.
    #[error("another request with this Idempotency-Key is running")]
    IdempotencyKeyInUse,
    /// The database cannot be reached.
    #[error("the database cannot be reached: the request was not confirmed; you can send it again")]
    Unavailable(#[source] DbErr),
    /// Another write holds the database.
    #[error("the database is busy with another write: nothing was stored; you can send the request again")]
    Locked(#[source] DbErr),
    /// A disk is full.
    #[error("the disk is full: nothing was stored; make space and send the request again")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is too little disk space for an upload or an import.
    #[error(
        "uploads and imports need {} MiB of free space on the database's disk, and {} MiB are free: \
         make space and try again",
        .0.reserve >> 20, .0.free >> 20
    )]
    SpaceReserved(Shortage),
    /// The keys of the token's issuer cannot be fetched. The reason is logged at that place.
    #[error("the issuer of the token cannot be reached: try again later")]
    IssuerUnreachable,
    /// An unexpected failure. The cause is logged, never sent.
    #[error("an internal error occurred")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// An internal error, unless the cause is the database or a full disk.
    pub(crate) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = match cause.into().downcast::<DbErr>() {
            Ok(cause) => return Self::from(*cause),
            Err(cause) => cause,
        };
        if is_disk_full(&*cause) { Self::DiskFull(cause) } else { Self::Internal(cause) }
    }

    /// Whether the database or a disk is the cause, so that the same request can succeed later.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Locked(_) | Self::DiskFull(_) | Self::SpaceReserved(_))
    }

    /// `Retry-After` in seconds, if known.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyRequests(seconds) => Some(*seconds),
            Self::TooManyStreams(_) => Some(STREAM_ENDS),
            Self::ManyBodies => Some(BODIES_END),
            Self::Unavailable(_) | Self::Locked(_) | Self::IssuerUnreachable | Self::ExportsBusy => {
                Some(RETRY_SECONDS)
            }
            Self::DiskFull(_) | Self::SpaceReserved(_) => Some(RETRY_FULL_SECONDS),
            _ => None,
        }
    }

    /// The code in the problem details.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Malformed(_) => ProblemCode::Malformed,
            Self::Invalid(_) => ProblemCode::Invalid,
            Self::Unauthenticated | Self::InvalidToken | Self::NotSignedIn => ProblemCode::Unauthenticated,
            Self::Forbidden(_) => ProblemCode::Forbidden,
            Self::NotFound(_) => ProblemCode::NotFound,
            Self::Conflict(_) | Self::OutOfRange | Self::IdempotencyKeyInUse => ProblemCode::Conflict,
            Self::ConfirmationRequired(_) => ProblemCode::ConfirmationRequired,
            Self::PreconditionFailed => ProblemCode::PreconditionFailed,
            Self::PreconditionRequired => ProblemCode::PreconditionRequired,
            Self::PayloadTooLarge | Self::OverQuota(_) => ProblemCode::PayloadTooLarge,
            Self::UnsupportedMediaType(_) => ProblemCode::UnsupportedMediaType,
            Self::RequestTimeout => ProblemCode::RequestTimeout,
            Self::TooManyRequests(_) | Self::TooManyStreams(_) => ProblemCode::TooManyRequests,
            Self::NotAcceptable(_) => ProblemCode::NotAcceptable,
            Self::Unavailable(_)
            | Self::Locked(_)
            | Self::IssuerUnreachable
            | Self::ExportsBusy
            | Self::ManyBodies => ProblemCode::Unavailable,
            Self::DiskFull(_) | Self::SpaceReserved(_) => ProblemCode::InsufficientStorage,
            Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The errors of single values, with their JSON pointers.
    #[must_use]
    pub fn faults(&self) -> &[FieldError] {
        match self {
            Self::Malformed(faults)
            | Self::Invalid(faults)
            | Self::Conflict(faults)
            | Self::ConfirmationRequired(faults)
            | Self::OverQuota(faults) => faults,
            _ => &[],
        }
    }
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        match Failure::of(&cause) {
            Some(Failure::Full) => Self::DiskFull(cause.into()),
            Some(Failure::Locked) => Self::Locked(cause),
            Some(Failure::Down) => Self::Unavailable(cause),
            None => Self::Internal(cause.into()),
        }
    }
}

/// Whether an error is caused by a full disk.
fn is_disk_full(cause: &(dyn std::error::Error + 'static)) -> bool {
    let full = |cause: &std::io::Error| {
        matches!(cause.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
    };
    cause.downcast_ref().is_some_and(full) || cause.source().is_some_and(is_disk_full)
}

impl From<entity::value::MoneyError> for Error {
    fn from(_: entity::value::MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Internal(cause) => tracing::error!(%cause, "request failed"),
            Self::Unavailable(cause) => tracing::error!(%cause, "the database cannot be reached"),
            Self::Locked(cause) => tracing::warn!(%cause, "the database is busy"),
            Self::DiskFull(cause) => tracing::error!(%cause, "the disk is full"),
            Self::SpaceReserved(_) => tracing::warn!(cause = %self, "upload or import refused"),
            _ => {}
        }
        let (code, detail, retry_after) = (self.code(), self.to_string(), self.retry_after());
        // RFC 6750, section 3.1: without a token, the challenge has no error code.
        let challenge = match self {
            Self::InvalidToken => Some("Bearer error=\"invalid_token\""),
            Self::Unauthenticated | Self::NotSignedIn => Some("Bearer"),
            _ => None,
        };
        let mut response = respond(&problem(code, detail, self.faults()));
        if let Self::Forbidden(right) = self {
            // The layer that records denied requests reads this.
            response.extensions_mut().insert(DeniedRight(right));
        }
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(challenge) = challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

/// Marks a response that denies a right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeniedRight(pub(crate) Right);

//! Everything that can go wrong, and how it is told.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use openapi::platform::problem::{FieldError, ProblemCode};
use openapi::platform::rights::Right;
use sea_orm::DbErr;

use crate::platform::database::{Failure, Shortage};
pub(crate) use crate::platform::problem::{fault, problem, respond};
use crate::platform::problem::{reasons, sentence};

/// After how many seconds a request may be sent again that the database could not serve.
const RETRY_SECONDS: u64 = 5;
/// After how many seconds a request may be sent again for which there was no space.
const RETRY_FULL_SECONDS: u64 = 60;
/// The most faults that are counted of a document: as many is how many there are, or more.
pub(crate) const MAX_COUNTED_FAULTS: usize = 10_000;
/// After how many seconds a stream that nobody listens to any more has ended, at the latest.
const STREAM_ENDS: u64 = 20;

/// After how many seconds there may be room for a large body again.
const BODIES_END: u64 = 5;

/// What may come of a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is not fulfilled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("the request cannot be read: {}", sentence(.0))]
    Malformed(Vec<FieldError>),
    /// It can be read, and holds values that are not valid.
    #[error("{}", sentence(.0))]
    Invalid(Vec<FieldError>),
    /// No bearer token was sent.
    #[error("sign in first: send `Authorization: Bearer` with a token that is good")]
    Unauthenticated,
    /// The bearer token is invalid, expired or revoked. It is not said which.
    #[error("sign in first: send `Authorization: Bearer` with a token that is good")]
    InvalidToken,
    /// What was given to sign in with is not good. It is not said what of it.
    #[error("this is not good to sign in with")]
    NotSignedIn,
    /// The caller's role does not let them do this.
    #[error("this needs the right `{0}`, which you do not have here")]
    Forbidden(Right),
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// A rule of state stands against it.
    #[error("{}", reasons(.0))]
    Conflict(Vec<FieldError>),
    /// A total is more than an amount can be.
    #[error("a total leaves the range of amounts, 100000000000.00 either way")]
    OutOfRange,
    /// It does not look any more as the caller saw it.
    #[error("it has changed since it was read")]
    PreconditionFailed,
    /// The caller does not say what it looked like.
    #[error("a change needs If-Match, with the ETag of what was last read")]
    PreconditionRequired,
    /// The body is too large.
    #[error("the body is too large, or holds more values than are read")]
    PayloadTooLarge,
    /// What the caller may keep here is used up.
    #[error("{}", sentence(.0))]
    OverQuota(Vec<FieldError>),
    /// The body is of another type.
    #[error("the body is to be {}", .0.join(" or "))]
    UnsupportedMediaType(&'static [&'static str]),
    /// The body took too long to arrive.
    #[error("the body took too long to arrive")]
    RequestTimeout,
    /// Too much was asked for lately; in so many seconds there is something left again.
    #[error("too many requests: wait for {0} s")]
    TooManyRequests(u64),
    /// It is not told in any form that is accepted.
    #[error("this is told as {}", .0.join(" or "))]
    NotAcceptable(Vec<String>),
    /// As many exports as can be are being made.
    #[error("as many exports are being made as can be at once: try again later")]
    ExportsBusy,
    /// As many bytes of bodies are being read as may be.
    #[error("as many large bodies are being read as can be at once: try again later")]
    ManyBodies,
    /// The caller follows the changes as many times over as they may.
    #[error("you have {0} streams of changes open already, which is as many as one may have")]
    TooManyStreams(usize),
    /// Another request under the same `Idempotency-Key` is under way.
    #[error("another request with this Idempotency-Key is under way")]
    IdempotencyKeyInUse,
    /// The database cannot be reached.
    #[error("the database cannot be reached: nothing of the request was confirmed, and it may be sent again")]
    Unavailable(#[source] DbErr),
    /// Somebody else holds the database.
    #[error(
        "the database is busy with another write: nothing of the request was stored, and it may be sent again"
    )]
    Locked(#[source] DbErr),
    /// There is no space left on a disk.
    #[error("the disk is full: nothing of the request was stored; make space and send it again")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is too little space left for what may take much.
    #[error(
        "uploads and imports stop while less than {} MiB are free on the database's disk, and {} MiB are: \
         make space and try again",
        .0.reserve >> 20, .0.free >> 20
    )]
    SpaceReserved(Shortage),
    /// The issuer of a token cannot be asked for its keys. Why is logged where it was asked.
    #[error("the issuer of the token cannot be reached")]
    IssuerUnreachable,
    /// Something broke here.
    #[error("something broke here")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours, unless the cause is a failure of the database or a full disk.
    pub(crate) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = match cause.into().downcast::<DbErr>() {
            Ok(cause) => return Self::from(*cause),
            Err(cause) => cause,
        };
        if is_disk_full(&*cause) { Self::DiskFull(cause) } else { Self::Internal(cause) }
    }

    /// Whether the database, or a disk, is at fault for now: the same request may pass later.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Locked(_) | Self::DiskFull(_) | Self::SpaceReserved(_))
    }

    /// After how many seconds the request may be sent again, where that is known.
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

    /// The code it is told with.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Malformed(_) => ProblemCode::Malformed,
            Self::Invalid(_) => ProblemCode::Invalid,
            Self::Unauthenticated | Self::InvalidToken | Self::NotSignedIn => ProblemCode::Unauthenticated,
            Self::Forbidden(_) => ProblemCode::Forbidden,
            Self::NotFound(_) => ProblemCode::NotFound,
            Self::Conflict(_) | Self::OutOfRange | Self::IdempotencyKeyInUse => ProblemCode::Conflict,
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

    /// The faults it points at.
    #[must_use]
    pub fn faults(&self) -> &[FieldError] {
        match self {
            Self::Malformed(faults)
            | Self::Invalid(faults)
            | Self::Conflict(faults)
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

/// Whether an error is, or comes of, a disk without space.
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
            Self::Internal(cause) => tracing::error!(%cause, "a request failed"),
            Self::Unavailable(cause) => tracing::error!(%cause, "the database cannot be reached"),
            Self::Locked(cause) => tracing::warn!(%cause, "the database is busy"),
            Self::DiskFull(cause) => tracing::error!(%cause, "the disk is full"),
            Self::SpaceReserved(_) => tracing::warn!(cause = %self, "an upload or an import was refused"),
            _ => {}
        }
        let (code, detail, retry_after) = (self.code(), self.to_string(), self.retry_after());
        // RFC 6750, section 3.1: who sent no token is told no error code.
        let challenge = match self {
            Self::InvalidToken => Some("Bearer error=\"invalid_token\""),
            Self::Unauthenticated | Self::NotSignedIn => Some("Bearer"),
            _ => None,
        };
        let mut response = respond(&problem(code, detail, self.faults()));
        if let Self::Forbidden(right) = self {
            // So that the refusal can be recorded.
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

/// That an answer is the refusal of a right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeniedRight(pub(crate) Right);

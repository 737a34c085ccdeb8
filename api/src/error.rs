//! Everything that can go wrong, and how it is told.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use openapi::access::Right;
use openapi::problem::{Fault, Place, Problem, ProblemCode};
use sea_orm::DbErr;

use crate::auth::Kept;

/// After how many seconds a stream that nobody listens to any more has ended, at the latest.
const STREAM_ENDS: u64 = 20;

/// What may come of a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is not fulfilled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("the request cannot be read: {}", sentence(.0))]
    Malformed(Vec<Fault>),
    /// It can be read, and holds values that are not valid.
    #[error("{}", sentence(.0))]
    Invalid(Vec<Fault>),
    /// Nobody is signed in, or not by a token that is good. It is not said which.
    #[error("sign in first: send `Authorization: Bearer` with a token that is good")]
    Unauthenticated,
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
    Conflict(Vec<Fault>),
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
    #[error("the body is too large")]
    PayloadTooLarge,
    /// What the caller may keep here is used up.
    #[error("{}", sentence(.0))]
    OverQuota(Vec<Fault>),
    /// The body is of another type.
    #[error("the body is to be {}", .0.join(" or "))]
    UnsupportedMediaType(&'static [&'static str]),
    /// The body took too long to arrive.
    #[error("the body took too long to arrive")]
    Slow,
    /// Too much was asked for lately; in so many seconds there is something left again.
    #[error("too many requests: wait for {0} s")]
    TooManyRequests(u64),
    /// It is not told in any form that is accepted.
    #[error("this is told as {}", .0.join(" or "))]
    NotAcceptable(Vec<String>),
    /// As many exports as can be are being made.
    #[error("as many exports are being made as can be at once: try again later")]
    Busy,
    /// The caller follows the changes as many times over as they may.
    #[error("you have {0} streams of changes open already, which is as many as one may have")]
    TooManyStreams(usize),
    /// Another request under the same `Idempotency-Key` is under way.
    #[error("another request with this Idempotency-Key is under way")]
    Reserved,
    /// The database cannot be reached.
    #[error("the database cannot be reached")]
    Unavailable(#[source] DbErr),
    /// The issuer of a token cannot be asked for its keys. Why is logged where it was asked.
    #[error("the issuer of the token cannot be reached")]
    IssuerUnreachable,
    /// Something broke here.
    #[error("something broke here")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours.
    pub(crate) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The code it is told with.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Malformed(_) => ProblemCode::Malformed,
            Self::Invalid(_) => ProblemCode::Invalid,
            Self::Unauthenticated | Self::NotSignedIn => ProblemCode::Unauthenticated,
            Self::Forbidden(_) => ProblemCode::Forbidden,
            Self::NotFound(_) => ProblemCode::NotFound,
            Self::Conflict(_) | Self::OutOfRange | Self::Reserved => ProblemCode::Conflict,
            Self::PreconditionFailed => ProblemCode::PreconditionFailed,
            Self::PreconditionRequired => ProblemCode::PreconditionRequired,
            Self::PayloadTooLarge | Self::OverQuota(_) => ProblemCode::PayloadTooLarge,
            Self::UnsupportedMediaType(_) => ProblemCode::UnsupportedMediaType,
            Self::Slow => ProblemCode::RequestTimeout,
            Self::TooManyRequests(_) | Self::TooManyStreams(_) => ProblemCode::TooManyRequests,
            Self::NotAcceptable(_) => ProblemCode::NotAcceptable,
            Self::Unavailable(_) | Self::IssuerUnreachable | Self::Busy => ProblemCode::Unavailable,
            Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The faults it points at.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Malformed(faults)
            | Self::Invalid(faults)
            | Self::Conflict(faults)
            | Self::OverQuota(faults) => faults,
            _ => &[],
        }
    }
}

/// One fault.
pub(crate) fn fault(
    place: Place,
    pointer: impl Into<String>,
    code: &str,
    detail: impl Into<String>,
) -> Fault {
    Fault { place, pointer: pointer.into(), code: code.to_owned(), detail: detail.into() }
}

/// A problem of a kind.
pub(crate) fn problem(code: ProblemCode, detail: impl Into<String>, errors: Vec<Fault>) -> Problem {
    Problem {
        kind: format!("/problems/{code}"),
        title: code.title().to_owned(),
        status: code.status(),
        code,
        detail: detail.into(),
        errors,
    }
}

/// Writes a problem as the answer to a request.
pub(crate) fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

/// How many reasons are told in the sentence of a refusal.
const TOLD: usize = 3;

/// What stands against a request: the first reasons, and how many more there are.
fn reasons(faults: &[Fault]) -> String {
    let told = faults.iter().take(TOLD).map(|fault| fault.detail.as_str()).collect::<Vec<_>>().join("; ");
    match faults.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}; and {more} more, which `errors` lists"),
    }
}

fn sentence(faults: &[Fault]) -> String {
    match faults {
        [only] => only.detail.clone(),
        several => format!("{} values are not valid", several.len()),
    }
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        match cause {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(cause),
            _ => Self::internal(cause),
        }
    }
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
            _ => {}
        }
        let (code, detail) = (self.code(), self.to_string());
        let mut response = respond(&problem(code, detail, self.faults().to_vec()));
        if let Self::Forbidden(right) = self {
            // So that the refusal can be recorded.
            response.extensions_mut().insert(Kept(right));
        }
        let wait = match self {
            Self::TooManyRequests(seconds) => Some(seconds),
            Self::TooManyStreams(_) => Some(STREAM_ENDS),
            _ => None,
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if code == ProblemCode::Unauthenticated {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

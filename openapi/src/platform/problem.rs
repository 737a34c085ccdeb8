//! How a refusal is told: problem details for HTTP APIs (RFC 9457).

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "type": "/problems/invalid", "title": "Invalid values", "status": 422, "code": "invalid",
    "detail": "1 value is not valid.",
    "errors": [{ "in": "query", "pointer": "/year", "code": "required", "detail": "`year` is required" }],
    "errors_total": 1
})))]
pub struct Problem {
    /// Identifies the kind of problem, as a reference that can be looked up on this server.
    #[serde(rename = "type")]
    #[schema(examples("/problems/invalid"))]
    pub kind: String,
    /// The kind of problem, in words.
    #[schema(examples("Invalid values"))]
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// The kind of problem, as a stable code.
    pub code: ProblemCode,
    /// What is wrong this time, in words.
    #[schema(examples("1 value is not valid."))]
    pub detail: String,
    /// The faults found, where there are any to point at: the first 100 at most, and fewer when they would take more
    /// than 48 KiB.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub errors: Vec<Fault>,
    /// How many faults were found, of which `errors` lists the first. Faults of form are counted up to 10 000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, examples(1))]
    pub errors_total: Option<usize>,
}

/// One fault in what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// The part of the request that it is in.
    #[serde(rename = "in")]
    pub place: Place,
    /// The value in that part, as a JSON Pointer (RFC 6901). A parameter is pointed at by its name.
    #[schema(examples("/year"))]
    pub pointer: String,
    /// The kind of fault, as a stable code.
    #[schema(examples("required"))]
    pub code: String,
    /// What is wrong, in words.
    #[schema(examples("a year is required"))]
    pub detail: String,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The body, or the file.
    Body,
    /// The path.
    Path,
    /// The query.
    Query,
    /// The headers.
    Header,
}

/// The kinds of problem.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProblemCode {
    /// The request cannot be read.
    Malformed,
    /// Nobody is signed in, or not by a token that is good.
    Unauthenticated,
    /// The caller's role does not let them do this.
    Forbidden,
    /// There is no such thing, or it is not for the caller to see.
    NotFound,
    /// The thing is there, but not for this method.
    MethodNotAllowed,
    /// It cannot be told in any of the forms that are accepted.
    NotAcceptable,
    /// A rule of state stands against it.
    Conflict,
    /// The request took too long to arrive.
    RequestTimeout,
    /// The thing no longer looks as the request says it did.
    PreconditionFailed,
    /// The body is larger than the service takes.
    PayloadTooLarge,
    /// The path and the query are longer than the service reads.
    TargetTooLong,
    /// The body is of a type that the service does not read.
    UnsupportedMediaType,
    /// The request can be read, and holds values that are not valid.
    Invalid,
    /// The request must say what the thing looked like, and does not.
    PreconditionRequired,
    /// Too much was asked for lately.
    TooManyRequests,
    /// The headers are larger than the service reads.
    HeadersTooLarge,
    /// The request was refused by the protocol.
    Refused,
    /// Something broke here; it was logged.
    Internal,
    /// The service is not able to answer now.
    Unavailable,
    /// The answer took too long.
    Timeout,
    /// There is no space left to store it in.
    InsufficientStorage,
}

impl ProblemCode {
    /// The HTTP status it is told with.
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
            Self::Conflict => 409,
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

    /// The kind in words.
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

    /// What a client should make of it.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Malformed => {
                "The request cannot be read: a broken path, query or body. Mend it and send it again."
            }
            Self::Unauthenticated => {
                "Sign in at POST /v1/sessions, and send the token as Authorization: Bearer. A session ends, a key may be revoked."
            }
            Self::Forbidden => {
                "You are signed in, and your role does not let you do this. What each role may do stands at /v1/roles."
            }
            Self::NotFound => "There is no such thing at this address, or it is not yours to see.",
            Self::MethodNotAllowed => {
                "This address does not take this method; the Allow header says which it takes."
            }
            Self::NotAcceptable => {
                "This address cannot answer in any of the forms that the Accept header names; the problem says in which it can."
            }
            Self::Conflict => "The request is sound, but the state of what it is about forbids it.",
            Self::PreconditionFailed => {
                "Somebody changed it since you last read it. Read it again, and make your change on what it is now."
            }
            Self::PreconditionRequired => {
                "Send the ETag of what you last read as If-Match, so that nobody's change is lost."
            }
            Self::PayloadTooLarge => "The body is larger than this service takes.",
            Self::UnsupportedMediaType => "The body is of a type that this address does not read.",
            Self::Invalid => {
                "The request can be read, but holds values that are not valid; errors names each of them."
            }
            Self::RequestTimeout => "The request took too long to arrive. Send it again, and faster.",
            Self::TargetTooLong => "The path and the query are longer than this service reads.",
            Self::TooManyRequests => {
                "You ask more often than you are let, or somebody tries to sign in as you or from where you are. Wait for as many seconds as Retry-After says."
            }
            Self::HeadersTooLarge => "The headers are larger than this service reads.",
            Self::Refused => "The request was refused before it reached anything that could answer it.",
            Self::Internal => {
                "Something broke in the service. It was logged under the request's x-request-id."
            }
            Self::Unavailable => {
                "The database is busy, starting or not reachable. Send the request again after the seconds of Retry-After."
            }
            Self::InsufficientStorage => {
                "The disk is full, or nearly. Nothing of the request was stored. Ask an administrator to make space."
            }
            Self::Timeout => {
                "The answer took longer than the service allows. Try again later, or ask for less."
            }
        }
    }
}

//! Responses of many operations: each is described once, under `components/responses`.

use std::collections::BTreeMap;

use strum::{Display, VariantArray};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::platform::problem::Problem;

const PROBLEM_JSON: &str = "application/problem+json";

/// A response that many operations give: an error, or a response without a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, VariantArray)]
pub enum SharedResponse {
    /// 204.
    NoContent,
    /// 304.
    NotModified,
    /// 400.
    Malformed,
    /// 401, of an operation that requires a bearer token.
    Unauthenticated,
    /// 401, of an operation that signs in.
    WrongCredentials,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 406.
    NotAcceptable,
    /// 408.
    RequestTimeout,
    /// 409, of an operation that creates or updates a resource.
    Conflict,
    /// 409, of an action on a resource.
    ActionNotAllowed,
    /// 409, of an operation that deletes a resource.
    InUse,
    /// 409, of an operation that adds up amounts.
    AmountOutOfRange,
    /// 412.
    PreconditionFailed,
    /// 413.
    PayloadTooLarge,
    /// 414.
    TargetTooLong,
    /// 415.
    UnsupportedMediaType,
    /// 422.
    Invalid,
    /// 428.
    PreconditionRequired,
    /// 429.
    TooManyRequests,
    /// 500.
    Internal,
    /// 503.
    Unavailable,
    /// 504.
    Timeout,
    /// 507.
    InsufficientStorage,
}

impl SharedResponse {
    /// The HTTP status code.
    #[must_use]
    pub fn status(self) -> &'static str {
        self.entry().0
    }

    /// The status code and the description.
    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::NoContent => ("204", "Done; the response has no body"),
            Self::NotModified => ("304", "Not modified: the entity tag in `If-None-Match` is current"),
            Self::Malformed => {
                ("400", "The path, a header or the body cannot be parsed; `errors` locates each error")
            }
            Self::Unauthenticated => ("401", "Missing, invalid or expired bearer token"),
            Self::WrongCredentials => {
                ("401", "Wrong credentials or token; for security, the response does not give the reason")
            }
            Self::Forbidden => ("403", "The caller's role does not allow this"),
            Self::NotFound => ("404", "The resource does not exist, or the caller cannot see it"),
            Self::NotAcceptable => ("406", "The resource is not available in any format of `Accept`"),
            Self::RequestTimeout => ("408", "The body took too long to arrive"),
            Self::Conflict => (
                "409",
                "Conflicts with an existing record, or with the current stage; `errors` names the fields",
            ),
            Self::ActionNotAllowed => (
                "409",
                "The current stage does not allow this action; `errors` names the allowed transitions",
            ),
            Self::InUse => ("409", "Other records refer to this resource; `errors` names them"),
            Self::AmountOutOfRange => ("409", "A total exceeds the range of amounts"),
            Self::PreconditionFailed => {
                ("412", "Entity tag does not match: the resource has changed since `If-Match` was read")
            }
            Self::PayloadTooLarge => ("413", "The body exceeds a size limit"),
            Self::TargetTooLong => ("414", "The path and query together exceed 8192 bytes"),
            Self::UnsupportedMediaType => {
                ("415", "The server does not support the `Content-Type` or `Content-Encoding` of the body")
            }
            Self::Invalid => (
                "422",
                "Invalid values or unknown fields in the query, a header or the body; `errors` names each of them",
            ),
            Self::PreconditionRequired => ("428", "`If-Match` is missing"),
            Self::TooManyRequests => ("429", "Rate limit exceeded; retry after `Retry-After` seconds"),
            Self::Internal => {
                ("500", "Internal error; the server logged it under the request's `X-Request-Id`")
            }
            Self::Unavailable => {
                ("503", "The database is busy, starting or unreachable; retry after `Retry-After` seconds")
            }
            Self::Timeout => ("504", "The response took too long"),
            Self::InsufficientStorage => (
                "507",
                "The disk is full or almost full, and nothing was stored; retry after `Retry-After` seconds",
            ),
        }
    }

    fn response(self) -> Response {
        let (status, description) = self.entry();
        let response = ResponseBuilder::new().description(description);
        if !status.starts_with(['4', '5']) {
            return response.build();
        }
        let schema = Ref::from_schema_name(Problem::name());
        response.content(PROBLEM_JSON, Content::builder().schema(Some(schema)).build()).build()
    }

    /// The reference to the description.
    #[must_use]
    pub fn reference(self) -> RefOr<Response> {
        Ref::from_response_name(self.to_string()).into()
    }
}

/// Adds the descriptions of the shared responses to a document.
pub fn add_to(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let all = SharedResponse::VARIANTS.iter();
    components.responses.extend(all.map(|shared| (shared.to_string(), RefOr::T(shared.response()))));
}

fn only(shared: SharedResponse) -> BTreeMap<String, RefOr<Response>> {
    BTreeMap::from([(shared.status().to_owned(), shared.reference())])
}

/// The error response of a sign-in.
#[derive(Debug)]
pub struct WrongCredentials;

impl IntoResponses for WrongCredentials {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        only(SharedResponse::WrongCredentials)
    }
}

/// The error response of an operation that adds up amounts.
#[derive(Debug)]
pub struct AmountOutOfRange;

impl IntoResponses for AmountOutOfRange {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        only(SharedResponse::AmountOutOfRange)
    }
}

/// The error response of an operation whose query names a resource.
#[derive(Debug)]
pub struct NotFound;

impl IntoResponses for NotFound {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        only(SharedResponse::NotFound)
    }
}

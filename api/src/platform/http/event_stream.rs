//! Endpoints that have a page and a stream of changes.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use openapi::exchange::changes::ChangeFilter;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::page::PageQuery;
use openapi::platform::problem::ErrorLocation;
use serde::Serialize;

use super::accept::is_stream;
use super::page::Paged;
use super::query::Listing;
use crate::platform::app::App;
use crate::platform::auth::BearerToken;
use crate::platform::error::{Error, Result, fault};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The response that the caller prefers.
#[derive(Debug)]
pub(crate) enum PageOrStream<P> {
    /// A page.
    Page(P),
    /// The stream of changes.
    Stream(StreamRequest),
}

/// Responds with a page, or with the stream of changes.
pub(crate) enum PagedOrStream<T> {
    /// A page, or the whole collection as a file.
    Page(Paged<T>),
    /// The stream of changes.
    Stream(Response),
}

impl<T: Serialize> IntoResponse for PagedOrStream<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Page(page) => page.into_response(),
            Self::Stream(stream) => stream,
        }
    }
}

/// The caller, the filter, and the number of the last change that the client has. Without a number, the
/// stream begins now.
#[derive(Debug)]
pub(crate) struct StreamRequest {
    pub(crate) pass: BearerToken,
    pub(crate) filter: ChangeFilter,
    pub(crate) after: Option<i64>,
}

impl<P: FromRequestParts<App, Rejection = Error>> FromRequestParts<App> for PageOrStream<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        // A page ignores a valid number, but an invalid one is always an error.
        last_event_id(&parts.headers)?;
        if is_stream(&parts.headers) {
            StreamRequest::from_request_parts(parts, app).await.map(Self::Stream)
        } else {
            P::from_request_parts(parts, app).await.map(Self::Page)
        }
    }
}

impl FromRequestParts<App> for StreamRequest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let pass = BearerToken::from_request_parts(parts, app).await?;
        let listing = Listing::<ChangeFilter>::json_only(parts, app)?;
        // `Last-Event-ID` of a reconnecting browser overrides `after` in the URL of its first request.
        let after = match last_event_id(&parts.headers)? {
            Some(number) => Some(number),
            None => page_after(&listing.request.page)?,
        };
        Ok(Self { pass, filter: listing.filter, after })
    }
}

/// The number of the last change that the browser received.
fn last_event_id(headers: &HeaderMap) -> Result<Option<i64>> {
    let said = headers.get(LAST_EVENT_ID);
    said.map(|said| number(ErrorLocation::Header, "/last-event-id", said.to_str().unwrap_or_default()))
        .transpose()
}

/// The number after which a list of changes begins.
pub(crate) fn page_after(page: &PageQuery) -> Result<Option<i64>> {
    page.after.as_deref().map(|said| number(ErrorLocation::Query, "/after", said)).transpose()
}

fn number(place: ErrorLocation, pointer: &str, said: &str) -> Result<i64> {
    said.parse().ok().filter(|number| *number >= 0).ok_or_else(|| not_a_number(place, pointer))
}

fn not_a_number(place: ErrorLocation, pointer: &str) -> Error {
    let detail = "give the number of the last change that you have; 0 to start from the first";
    Error::Invalid(vec![fault(place, pointer, ErrorCode::Cursor, detail)])
}

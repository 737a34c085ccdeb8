use openapi::platform::error_code::ErrorCode;
use std::marker::PhantomData;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use openapi::platform::json_schema::{MergePatch, PatchExample, json_schema};
use openapi::platform::problem::ErrorLocation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use utoipa::ToSchema;

use super::sizes::within_weight;
use super::validator::RequestType;
use crate::platform::app::App;
use crate::platform::auth::Allowed;
use crate::platform::error::{Error, Result, fault};
use crate::platform::quote::quoted;

/// How long a body may take to arrive. It is shorter than the response timeout, so that a slow client gets
/// 408.
pub(super) const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// A body that is not read yet. Reading it takes the proof that the caller's right was checked.
#[derive(Debug)]
pub(crate) struct Unread<B> {
    request: Request,
    of: PhantomData<fn() -> B>,
}

impl<B> FromRequest<App> for Unread<B> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &App) -> Result<Self> {
        Ok(Self { request, of: PhantomData })
    }
}

impl<B: FromRequest<App, Rejection = Error>> Unread<B> {
    pub(crate) async fn read(self, app: &App, _: Allowed<'_>) -> Result<B> {
        B::from_request(self.request, app).await
    }
}

/// Texts from this size on need a permit to be parsed: 256 KiB.
const LARGE_TEXT: usize = 256 * 1024;
/// The permits to parse large texts.
static LARGE_PARSES: Semaphore = Semaphore::const_new(2);

/// Reads a JSON body and reports all its validation errors.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let text = text_or_empty_object(request, app, body_type::<T>()).await?;
        let _turn = turn_to_parse(&text).await?;
        checked(app, &text, body_type::<T>())?;
        // Parse the text, not the document: only the text shows a repeated member.
        serde_json::from_slice(&text).map(Self).map_err(|cause| not_json(&cause))
    }
}

/// A JSON Merge Patch (RFC 7396) of a `T`, not read yet.
pub(crate) type Patch<T> = Unread<Change<T>>;

/// A JSON Merge Patch of a `T`.
#[derive(Debug)]
pub(crate) struct Change<T> {
    change: Value,
    of: PhantomData<T>,
}

impl<T: PatchExample + 'static> FromRequest<App> for Change<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let text = text(request, &["application/merge-patch+json", "application/json"]).await?;
        let _turn = turn_to_parse(&text).await?;
        let change = checked(app, &text, body_type::<MergePatch<T>>())?;
        Ok(Self { change, of: PhantomData })
    }
}

impl<T: Serialize + DeserializeOwned> Change<T> {
    /// The current values with the patch applied.
    pub(crate) fn apply_to(&self, current: &T) -> Result<T> {
        let mut changed = serde_json::to_value(current).map_err(Error::internal)?;
        json_patch::merge(&mut changed, &self.change);
        serde_json::from_value(changed).map_err(|cause| {
            Error::Invalid(vec![fault(
                ErrorLocation::Body,
                "",
                ErrorCode::NotValid,
                quoted(&cause.to_string()),
            )])
        })
    }
}

/// Waits for a permit to parse a large text. A small text needs none.
async fn turn_to_parse(text: &[u8]) -> Result<Option<SemaphorePermit<'static>>> {
    if text.len() < LARGE_TEXT {
        return Ok(None);
    }
    LARGE_PARSES.acquire().await.map(Some).map_err(Error::internal)
}

fn body_type<T: ToSchema + 'static>() -> RequestType {
    RequestType::of::<T>(|| json_schema::<T>("Body"))
}

/// A JSON document that is valid by the schema of its type.
fn checked(app: &App, text: &[u8], of: RequestType) -> Result<Value> {
    within_weight(text)?;
    let document = serde_json::from_slice(text).map_err(|cause| not_json(&cause))?;
    let faults = app.validators.of(of)?.errors(ErrorLocation::Body, &document);
    if faults.is_empty() { Ok(document) } else { Err(Error::Invalid(faults)) }
}

async fn text(request: Request, kinds: &'static [&'static str]) -> Result<Bytes> {
    if !is_one_of(request.headers(), kinds) {
        return Err(Error::UnsupportedMediaType(kinds));
    }
    read_body(request).await
}

/// The text of a body. An absent body counts as `{}` where no member is required: a transition needs no
/// body.
async fn text_or_empty_object(request: Request, app: &App, of: RequestType) -> Result<Bytes> {
    const KINDS: &[&str] = &["application/json"];
    const EMPTY: &[u8] = b"{}";
    if request.headers().contains_key(header::CONTENT_TYPE) && !is_one_of(request.headers(), KINDS) {
        return Err(Error::UnsupportedMediaType(KINDS));
    }
    let is_named = request.headers().contains_key(header::CONTENT_TYPE);
    let text = read_body(request).await?;
    match (text.is_empty(), is_named) {
        (true, _) if checked(app, EMPTY, of).is_ok() => Ok(Bytes::from_static(EMPTY)),
        (_, false) => Err(Error::UnsupportedMediaType(KINDS)),
        (_, true) => Ok(text),
    }
}

/// Reads a body to its end, within the timeout.
pub(super) async fn read_body(request: Request) -> Result<Bytes> {
    let arrived =
        timeout(BODY_TIMEOUT, Bytes::from_request(request, &())).await.map_err(|_| Error::RequestTimeout)?;
    arrived.map_err(|cause| match cause.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::PayloadTooLarge,
        _ => Error::Malformed(vec![fault(
            ErrorLocation::Body,
            "",
            ErrorCode::Unreadable,
            "the body ended too early: send it again",
        )]),
    })
}

fn is_one_of(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

fn not_json(cause: &serde_json::Error) -> Error {
    Error::Malformed(vec![fault(ErrorLocation::Body, "", ErrorCode::Json, quoted(&cause.to_string()))])
}

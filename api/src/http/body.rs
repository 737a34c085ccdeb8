use std::marker::PhantomData;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use openapi::json_schema::{MergePatch, Patched, json_schema};
use openapi::problem::Place;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::timeout;
use utoipa::ToSchema;

use super::Form;
use crate::app::App;
use crate::error::{Error, Result, fault};

/// How long a body may take to arrive. It ends before the time that an answer may take, so that it is the client who
/// is told to be slow.
const ARRIVAL: Duration = Duration::from_secs(20);

/// Reads a JSON body, and refuses it with every fault of form it has.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let text = text(request, &["application/json"]).await?;
        checked::<T>(app, &text)?;
        // From the text, since only the text still has a member that is there twice.
        serde_json::from_slice(&text).map(Self).map_err(|cause| not_json(&cause))
    }
}

/// Reads a JSON Merge Patch (RFC 7396) of a `T`.
#[derive(Debug)]
pub(crate) struct Patch<T> {
    change: Value,
    of: PhantomData<T>,
}

impl<T: Patched + 'static> FromRequest<App> for Patch<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let text = text(request, &["application/merge-patch+json", "application/json"]).await?;
        let change = checked::<MergePatch<T>>(app, &text)?;
        Ok(Self { change, of: PhantomData })
    }
}

impl<T: Serialize + DeserializeOwned> Patch<T> {
    /// The thing as it is once it has been changed.
    pub(crate) fn onto(&self, current: &T) -> Result<T> {
        let mut changed = serde_json::to_value(current).map_err(Error::internal)?;
        json_patch::merge(&mut changed, &self.change);
        serde_json::from_value(changed)
            .map_err(|cause| Error::Invalid(vec![fault(Place::Body, "", "not_valid", cause.to_string())]))
    }
}

/// A JSON document that obeys the schema of `T`.
fn checked<T: ToSchema + 'static>(app: &App, text: &[u8]) -> Result<Value> {
    let document = serde_json::from_slice(text).map_err(|cause| not_json(&cause))?;
    let form = app.forms.of::<T>(|| Form::new(&json_schema::<T>("Body").map_err(Error::internal)?))?;
    let faults = form.faults(Place::Body, &document);
    if faults.is_empty() { Ok(document) } else { Err(Error::Invalid(faults)) }
}

async fn text(request: Request, kinds: &'static [&'static str]) -> Result<Bytes> {
    if !is_one_of(request.headers(), kinds) {
        return Err(Error::UnsupportedMediaType(kinds));
    }
    let arrived = timeout(ARRIVAL, Bytes::from_request(request, &())).await.map_err(|_| Error::Slow)?;
    arrived.map_err(|cause| match cause.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::PayloadTooLarge,
        _ => Error::Malformed(vec![fault(Place::Body, "", "unreadable", "the body ended before its time")]),
    })
}

fn is_one_of(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

fn not_json(cause: &serde_json::Error) -> Error {
    Error::Malformed(vec![fault(Place::Body, "", "json", cause.to_string())])
}

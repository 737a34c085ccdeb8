use std::marker::PhantomData;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};

use super::conditional::{tag_of, tag_with};
use crate::platform::auth::Secret;
use crate::platform::error::{Error, Result};

/// 200 with JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

/// 200 with one resource and its entity tag.
#[derive(Debug)]
pub(crate) struct Tagged<T>(pub(crate) T);

/// 200 with one resource and all its details.
#[derive(Debug)]
pub(crate) struct WithDetails<T, W> {
    pub(crate) summary: T,
    pub(crate) details: W,
}

/// 200 with a text and its entity tag.
#[derive(Debug)]
pub(crate) struct Document {
    kind: &'static str,
    text: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// 200 with JSON that is serialised once, and its entity tag.
#[derive(Clone, Debug)]
pub(crate) struct StaticJson {
    tag: String,
    body: Bytes,
}

impl StaticJson {
    /// A value that does not change while the service runs.
    pub(crate) fn of(thing: &impl Serialize) -> Result<Self> {
        let body = Bytes::from(serde_json::to_vec(thing).map_err(Error::internal)?);
        Ok(Self { tag: tag_of(&body), body })
    }
}

impl IntoResponse for StaticJson {
    fn into_response(self) -> Response {
        let headers = [(header::ETAG, self.tag.as_str()), (header::CONTENT_TYPE, "application/json")];
        (headers, self.body).into_response()
    }
}

impl Document {
    /// A text of this media type.
    pub(crate) fn of(kind: &'static str, text: String) -> Self {
        Self { kind, text, headers: Vec::new() }
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// The response to a `POST`: 201 with a new `T` and its location if `CREATED`, else 200 with a `T`. Both
/// have an entity tag. The body is serialised, so that it can be stored and sent again.
pub(crate) struct PostResponse<T, const CREATED: bool = false> {
    pub(super) stored: StoredResponse,
    /// A secret that is shown once and not stored.
    secret: Option<String>,
    of: PhantomData<fn() -> T>,
}

/// Responds 201 with a new `T`.
pub(crate) type Created<T> = PostResponse<T, true>;

/// The part of a response that is stored, so that a repeated request gets the same response.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct StoredResponse {
    pub(super) location: Option<String>,
    pub(super) body: String,
}

/// 204: the resource is deleted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoContent;

impl StoredResponse {
    fn new(location: Option<String>, thing: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_string(thing).map_err(Error::internal)?;
        Ok(Self { location, body })
    }

    fn into_response(self, secret: Option<String>) -> Result<Response> {
        let tag = tag_of(self.body.as_bytes());
        let status = if self.location.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        let mut response = json(status, body_with(self.body, secret)?);
        for (name, value) in [(header::ETAG, Some(tag)), (header::LOCATION, self.location)] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                response.headers_mut().insert(name, value);
            }
        }
        Ok(response)
    }
}

fn body_with(body: String, secret: Option<String>) -> Result<Vec<u8>> {
    let Some(secret) = secret else { return Ok(body.into_bytes()) };
    let mut members: Map<String, Value> = serde_json::from_str(&body).map_err(Error::internal)?;
    members.insert("secret".to_owned(), Value::String(secret));
    serde_json::to_vec(&members).map_err(Error::internal)
}

impl<T: Serialize> PostResponse<T> {
    /// The result of an action.
    pub(crate) fn ok(thing: &T) -> Result<Self> {
        StoredResponse::new(None, thing).map(Self::from)
    }
}

impl<T: Serialize> Created<T> {
    /// A new resource and its location.
    pub(crate) fn created(location: String, thing: &T) -> Result<Self> {
        StoredResponse::new(Some(location), thing).map(Self::from)
    }
}

impl<T, const CREATED: bool> From<StoredResponse> for PostResponse<T, CREATED> {
    fn from(stored: StoredResponse) -> Self {
        Self { stored, secret: None, of: PhantomData }
    }
}

impl<T, const CREATED: bool> PostResponse<T, CREATED> {
    /// Adds a secret as the member `secret`. It is not part of the representation, and a repeated request
    /// does not get it.
    pub(crate) fn with_secret(self, secret: &Secret) -> Self {
        Self { secret: Some(secret.reveal().to_owned()), ..self }
    }
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => json(StatusCode::OK, body),
            Err(cause) => Error::internal(cause).into_response(),
        }
    }
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => {
                let tag = tag_of(&body);
                ([(header::ETAG, tag)], json(StatusCode::OK, body)).into_response()
            }
            Err(cause) => Error::internal(cause).into_response(),
        }
    }
}

impl<T: Serialize, W: Serialize> IntoResponse for WithDetails<T, W> {
    fn into_response(self) -> Response {
        match (serde_json::to_vec(&self.summary), serde_json::to_vec(&self.details)) {
            (Ok(itself), Ok(whole)) => {
                let tag = tag_with(&itself, &whole);
                ([(header::ETAG, tag)], json(StatusCode::OK, whole)).into_response()
            }
            (Err(cause), _) | (_, Err(cause)) => Error::internal(cause).into_response(),
        }
    }
}

impl<T, const CREATED: bool> IntoResponse for PostResponse<T, CREATED> {
    fn into_response(self) -> Response {
        self.stored.into_response(self.secret).into_response()
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let Self { kind, text, headers: said } = self;
        let tag = tag_of(text.as_bytes());
        let mut response =
            ([(header::ETAG, tag.as_str()), (header::CONTENT_TYPE, kind)], text).into_response();
        response.headers_mut().extend(said);
        response
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

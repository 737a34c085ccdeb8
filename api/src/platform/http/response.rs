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

/// The response to a `POST`: 201 with the new resource and its location, or 200 with the result; both with
/// an entity tag. The body is serialised, so that it can be stored and sent again.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PostResponse {
    pub(super) location: Option<String>,
    pub(super) body: String,
    /// A secret that is shown once and not stored.
    pub(super) secret: Option<String>,
}

/// 204: the resource is deleted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoContent;

impl PostResponse {
    /// A new resource and its location.
    pub(crate) fn created(location: String, thing: &impl Serialize) -> Result<Self> {
        Ok(Self { location: Some(location), ..Self::ok(thing)? })
    }

    /// Adds a secret as the member `secret`. It is not part of the representation, and a repeated request
    /// does not get it.
    pub(crate) fn with_secret(self, secret: &Secret) -> Self {
        Self { secret: Some(secret.reveal().to_owned()), ..self }
    }

    fn into_body(self) -> Result<Vec<u8>> {
        let Some(secret) = self.secret else { return Ok(self.body.into_bytes()) };
        let mut told: Map<String, Value> = serde_json::from_str(&self.body).map_err(Error::internal)?;
        told.insert("secret".to_owned(), Value::String(secret));
        serde_json::to_vec(&told).map_err(Error::internal)
    }

    /// The result of an action.
    pub(crate) fn ok(thing: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_string(thing).map_err(Error::internal)?;
        Ok(Self { location: None, body, secret: None })
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

impl IntoResponse for PostResponse {
    fn into_response(self) -> Response {
        let tag = tag_of(self.body.as_bytes());
        let status = if self.location.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        let location = self.location.clone();
        let mut response = match self.into_body() {
            Ok(body) => json(status, body),
            Err(fault) => return fault.into_response(),
        };
        for (name, value) in [(header::ETAG, Some(tag)), (header::LOCATION, location)] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                response.headers_mut().insert(name, value);
            }
        }
        response
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

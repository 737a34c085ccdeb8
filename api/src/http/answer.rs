use std::fmt::Display;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::conditional::tag_of;
use crate::error::{Error, Result};

/// Answers 200 with JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

/// Answers 200 with one thing, and its entity tag.
#[derive(Debug)]
pub(crate) struct One<T>(pub(crate) T);

/// Answers 201 with a new thing, where it is, and its entity tag. It is written already, so that the same
/// answer can be given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Created {
    pub(crate) location: String,
    pub(crate) body: String,
}

/// Answers 204: it is gone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gone;

impl Created {
    /// A new thing in a collection.
    pub(crate) fn new(collection: &str, id: impl Display, thing: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_string(thing).map_err(Error::internal)?;
        Ok(Self { location: format!("{collection}/{id}"), body })
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

impl<T: Serialize> IntoResponse for One<T> {
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

impl IntoResponse for Created {
    fn into_response(self) -> Response {
        let tag = tag_of(self.body.as_bytes());
        let mut response = json(StatusCode::CREATED, self.body.into_bytes());
        for (name, value) in [(header::ETAG, tag), (header::LOCATION, self.location)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

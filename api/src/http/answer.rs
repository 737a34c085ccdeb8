use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::Error;

/// Answers 200 with JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(axum::http::header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(cause) => Error::internal(cause).into_response(),
        }
    }
}

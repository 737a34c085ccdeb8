use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use serde::de::DeserializeOwned;

use crate::platform::error::{Error, Result, fault};

#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    #[expect(clippy::disallowed_types, reason = "this is the extractor that the others are to use")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        let malformed = |_| {
            let detail = "the identifier in the path is not a UUID";
            Error::Malformed(vec![fault(ErrorLocation::Path, "/id", ErrorCode::Format, detail)])
        };
        path.map(|axum::extract::Path(value)| Self(value)).map_err(malformed)
    }
}

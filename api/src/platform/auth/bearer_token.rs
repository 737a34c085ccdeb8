//! The caller's token, for responses that re-check it while they run.

use std::fmt;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::platform::error::{Error, Result};

/// The bearer token of the caller. `Debug` does not print it.
#[derive(Clone)]
pub(crate) struct BearerToken {
    pub(crate) token: Arc<str>,
    pub(crate) request: Option<Arc<str>>,
}

impl<S: Sync> FromRequestParts<S> for BearerToken {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pass")
    }
}

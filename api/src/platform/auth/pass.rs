//! What somebody got in with, for an answer that goes on after it has begun.

use std::fmt;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::Caller;
use crate::platform::app::App;
use crate::platform::error::{Error, Result};

/// The token with which somebody got in. It cannot be printed by accident.
#[derive(Clone)]
pub(crate) struct Pass {
    pub(super) token: Arc<str>,
    pub(super) request: Option<Arc<str>>,
}

impl Pass {
    /// Whose it is now; nobody's when it is good no more.
    pub(crate) async fn caller(&self, app: &App) -> Result<Option<Caller>> {
        let who = app.identity(&self.token, self.request.as_ref()).await?;
        Ok(who.map(|who| Caller::new(who, self.request.clone())))
    }
}

impl FromRequestParts<App> for Pass {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::Unauthenticated)
    }
}

impl fmt::Debug for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pass")
    }
}

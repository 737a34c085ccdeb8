use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tower_http::limit::RequestBodyLimitLayer;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::Documented;
use openapi::platform::operation::OperationDoc;
use openapi::platform::shared_response::SharedResponse;

/// The largest body in which somebody says who they are: 16 KiB.
const BODY_LIMIT: usize = 16 * 1024;

/// That a request is an attempt to prove who one is, of which a machine may make but so many. Signing in counts for the
/// address too (`service::sign_in`), and whoever is signed in already is counted as themselves too.
#[derive(Debug)]
pub(super) struct SignInRateLimit;

impl FromRequestParts<App> for SignInRateLimit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        app.network.attempt_from(app.network.client(&parts.headers, &parts.extensions))?;
        if let Some(caller) = parts.extensions.get::<Caller>() {
            app.network.attempt_of(caller)?;
        }
        Ok(Self)
    }
}

impl Documented for SignInRateLimit {
    fn document(operation: &mut OperationDoc<'_>) {
        operation.shared_responses(&[SharedResponse::TooManyRequests]);
    }
}

/// Whoever is not known yet is not read much of.
pub(super) fn limited() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(BODY_LIMIT)
}

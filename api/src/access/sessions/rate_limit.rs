use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tower_http::limit::RequestBodyLimitLayer;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::Documented;
use openapi::platform::operation::OperationDoc;
use openapi::platform::shared_response::SharedResponse;

/// The largest body of a sign-in request: 16 KiB.
const BODY_LIMIT: usize = 16 * 1024;

/// Counts a request as a sign-in attempt of its network address. Signing in also counts for the e-mail
/// address (`service::sign_in`), and a signed-in caller also counts by identity.
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

/// The body limit for callers who are not signed in.
pub(super) fn limited() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(BODY_LIMIT)
}

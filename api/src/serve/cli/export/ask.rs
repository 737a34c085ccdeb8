//! Requests without a network, for the command line.

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use axum::response::Response;
use tower::ServiceExt;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::Media;

/// Sends a request as the command line, which has all rights.
pub(crate) async fn ask(app: &App, target: &str, media: Media) -> Result<Response> {
    let (routes, _) = crate::guarded_routes().split_for_parts();
    let mut request = Request::get(target).body(Body::empty()).map_err(Error::internal)?;
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static(media.content_type()));
    request.extensions_mut().insert(Caller::command_line());
    routes.with_state(app.clone()).oneshot(request).await.map_err(Error::internal)
}

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The longest target - path and query - that is read: 8 KiB.
pub(super) const TARGET_LIMIT: usize = 8 * 1024;
/// The most that all headers may be together: 16 KiB.
pub(super) const HEADERS_LIMIT: usize = 16 * 1024;

/// Refuses a request whose target is too long, or whose headers are too large.
pub(super) async fn of_a_size(request: Request, next: Next) -> Response {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > TARGET_LIMIT {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    if size(request.headers()) > HEADERS_LIMIT {
        return StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response();
    }
    next.run(request).await
}

fn size(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

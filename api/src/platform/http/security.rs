//! Headers for browsers and caches.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// The headers of every response. `Cross-Origin-Resource-Policy` forbids embedding, not reading: allowed
/// origins read by CORS, to which it does not apply.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];
/// A response is data: when a browser shows it, it loads and runs nothing.
const DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// The documentation page loads scripts and styles from this service, adds inline styles, and connects only
/// to this service.
const PAGE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// One year, in seconds, as is usual.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");
/// A response is for one caller only. A response with an entity tag may be cached, but must be revalidated.
const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Adds the headers. With TLS only, also HSTS.
pub(super) async fn security_headers(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (is_page, is_data) = (is_under("/docs", path), is_under("/v1", path));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(HEADERS);
    // Downloads for viewing set their own policy.
    if is_page || !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, if is_page { PAGE } else { DATA });
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    if is_data && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, cached(headers));
    }
    response
}

fn cached(headers: &HeaderMap) -> HeaderValue {
    if headers.contains_key(header::ETAG) { REVALIDATE } else { NO_STORE }
}

fn is_under(root: &str, path: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

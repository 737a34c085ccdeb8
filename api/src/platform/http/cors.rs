use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use tower_http::cors::CorsLayer;

use super::request_id::REQUEST_ID;
use crate::platform::network::Origin;

/// How long a browser may cache a preflight response.
const REMEMBERED: Duration = Duration::from_hours(2);

/// Lets pages of these origins read the responses; `None` without origins. The pages send a token
/// themselves: there are no cookies that a browser would send on its own.
pub(super) fn cors(origins: &[Origin]) -> Option<CorsLayer> {
    let read = [
        // Browsers also ask for some headers that are always allowed, if their value is long or unusual.
        header::ACCEPT,
        header::ACCEPT_LANGUAGE,
        header::AUTHORIZATION,
        header::CACHE_CONTROL,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        header::RANGE,
        HeaderName::from_static("idempotency-key"),
        HeaderName::from_static("last-event-id"),
        REQUEST_ID,
    ];
    let told = [
        header::ACCEPT_ENCODING,
        header::ACCEPT_RANGES,
        header::ALLOW,
        header::CONTENT_DISPOSITION,
        header::CONTENT_LANGUAGE,
        header::CONTENT_RANGE,
        header::ETAG,
        header::LOCATION,
        header::LINK,
        header::RETRY_AFTER,
        header::WWW_AUTHENTICATE,
        REQUEST_ID,
    ];
    let methods = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let layer = CorsLayer::new()
        .allow_origin(origins.iter().map(Origin::header).collect::<Vec<_>>())
        .allow_methods(methods)
        .allow_headers(read)
        .expose_headers(told)
        .max_age(REMEMBERED);
    (!origins.is_empty()).then_some(layer)
}

//! The header by which a request is found again in the log.

use axum::http::HeaderName;

/// The header.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

//! The request identifier, which also appears in the log.

use axum::http::HeaderName;

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

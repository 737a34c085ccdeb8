//! Conditional requests (RFC 9110, section 13): they prevent lost updates.
//!
//! An entity tag is a digest of the representation, so no resource needs a version number. A change names
//! the tag that the client last read. If the current representation has another tag, the change is refused.
//! Tags are compared by their digests alone (`entity_tag.rs` says why).

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::entity_tag::{EntityTags, is_digest, opaque};
use crate::platform::app::App;
use crate::platform::error::{Error, Result};

/// The entity tag of a representation.
pub(super) fn tag_of(body: &[u8]) -> String {
    // Half of the digest is enough to tell two states of one resource apart.
    let digest = Sha256::digest(body);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16]))
}

/// The entity tag of a resource with details: the tag of the resource itself, a dot, and a digest of the
/// whole. So a client that has read the whole can change the resource even if only the details have changed
/// since.
pub(super) fn tag_with(itself: &[u8], whole: &[u8]) -> String {
    let (itself, whole) = (tag_of(itself), tag_of(whole));
    format!("{}.{}", itself.trim_end_matches('"'), whole.trim_start_matches('"'))
}

/// The `If-Match` header of a change.
#[derive(Clone, Debug)]
pub(crate) struct IfMatch(EntityTags);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let tags = EntityTags::of(&parts.headers, &header::IF_MATCH)?;
        tags.map(Self).ok_or(Error::PreconditionRequired)
    }
}

impl IfMatch {
    /// Checks that the current representation has one of the tags.
    pub(crate) fn check(&self, current: &impl Serialize) -> Result<()> {
        let body = serde_json::to_vec(current).map_err(Error::internal)?;
        let tag = tag_of(&body);
        let digest = opaque(&tag);
        // In a tag of two parts, the first is that of the resource itself.
        let of_itself = |seen: &str| seen.split_once('.').is_some_and(|(itself, _)| itself == digest);
        let seen = self.0.any(|seen| of_itself(seen) || is_digest(seen, digest));
        if seen { Ok(()) } else { Err(Error::PreconditionFailed) }
    }
}

/// The headers that a 304 repeats (RFC 9110, section 15.4.5). A cache replaces the policy of a stored page
/// by that of the 304, so the policy must be repeated.
const REPEATED: [HeaderName; 6] = [
    header::ETAG,
    header::VARY,
    header::CACHE_CONTROL,
    header::CONTENT_LOCATION,
    header::EXPIRES,
    header::CONTENT_SECURITY_POLICY,
];

/// Answers 304 if the client has the current representation (`If-None-Match`). This layer is outside the
/// compression: there, the tag of a compressed response is weak and `Vary` is set.
pub(super) async fn not_modified(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let seen = if reads { EntityTags::of(request.headers(), &header::IF_NONE_MATCH) } else { Ok(None) };
    let response = with_weak_tag_if_coded(next.run(request).await);
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let Some(tag) = tag.filter(|_| response.status() == StatusCode::OK) else { return response };
    match seen {
        Err(refusal) => refusal.into_response(),
        Ok(Some(seen)) if seen.include(opaque(tag)) => unchanged(response.headers()),
        Ok(_) => response,
    }
}

fn unchanged(whole: &HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    for name in REPEATED {
        for value in whole.get_all(&name) {
            response.headers_mut().append(&name, value.clone());
        }
    }
    response
}

/// Two encodings of one state have different bytes, so an encoded response has a weak tag (RFC 9110,
/// section 8.8.1).
fn with_weak_tag_if_coded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let strong = headers.get(header::ETAG).filter(|tag| tag.as_bytes().starts_with(b"\""));
    let weak = strong.map(|tag| [b"W/", tag.as_bytes()].concat()).map(HeaderValue::try_from);
    if let Some(Ok(weak)) = weak
        && headers.contains_key(header::CONTENT_ENCODING)
    {
        headers.insert(header::ETAG, weak);
    }
    response
}

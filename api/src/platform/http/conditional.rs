//! Conditional requests (RFC 9110, section 13): nobody's edit is lost to a colleague's.
//!
//! A thing's entity tag is a digest of what it looks like, so every resource has one and none has to keep
//! count of its versions. What would change a thing names the tag it last saw; when the thing no longer looks
//! like that, the change is refused. Tags are compared by their digests alone (`entity_tag.rs` says why).

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

/// The entity tag of what is written so.
pub(super) fn tag_of(body: &[u8]) -> String {
    // Half of the digest is more than enough to tell two states of one thing apart.
    let digest = Sha256::digest(body);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16]))
}

/// The entity tag of a thing that is told with all that hangs on it: the tag of the thing itself, a point, and
/// a digest of the whole. So whoever has read the whole may change the thing, whatever became of the rest since.
pub(super) fn tag_with(itself: &[u8], whole: &[u8]) -> String {
    let (itself, whole) = (tag_of(itself), tag_of(whole));
    format!("{}.{}", itself.trim_end_matches('"'), whole.trim_start_matches('"'))
}

/// What the caller last saw of a thing it is about to change.
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
    /// Passes when the thing still looks as the caller saw it.
    pub(crate) fn check(&self, current: &impl Serialize) -> Result<()> {
        let body = serde_json::to_vec(current).map_err(Error::internal)?;
        let tag = tag_of(&body);
        let digest = opaque(&tag);
        // Of a tag in two parts, the first is of the thing itself.
        let of_itself = |seen: &str| seen.split_once('.').is_some_and(|(itself, _)| itself == digest);
        let seen = self.0.any(|seen| of_itself(seen) || is_digest(seen, digest));
        if seen { Ok(()) } else { Err(Error::PreconditionFailed) }
    }
}

/// What a 304 repeats of the answer that it stands for (RFC 9110, section 15.4.5). A cache replaces the policy of a
/// stored page by that of the 304, so the page's own must be repeated.
const REPEATED: [HeaderName; 6] = [
    header::ETAG,
    header::VARY,
    header::CACHE_CONTROL,
    header::CONTENT_LOCATION,
    header::EXPIRES,
    header::CONTENT_SECURITY_POLICY,
];

/// Answers 304 to whoever has already seen what would be the answer (`If-None-Match`). It stands around the
/// compression: the tag of a compressed answer is weak, and `Vary` is known.
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

/// Two codings of one state are not the same bytes, so that a coded answer has a weak tag (RFC 9110, section 8.8.1).
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

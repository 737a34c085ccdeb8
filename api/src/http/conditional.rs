//! Conditional requests (RFC 9110, section 13): nobody's edit is lost to a colleague's.
//!
//! A thing's entity tag is a digest of what it looks like, so every resource has one and none has to keep
//! count of its versions. What would change a thing names the tag it last saw; when the thing no longer looks
//! like that, the change is refused.

use std::borrow::Cow;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openapi::problem::Place;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::{Error, Result, fault};

/// The most characters of all tags that a request names.
const MAX_TAGS_CHARS: usize = 1_000;

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

/// The part of a tag that is of the thing itself.
fn tag_of_itself(tag: &str) -> Cow<'_, str> {
    match tag.split_once('.') {
        Some((itself, _)) => format!("{itself}\"").into(),
        None => tag.into(),
    }
}

/// What the caller last saw of a thing it is about to change.
#[derive(Clone, Debug)]
pub(crate) struct IfMatch(Vec<String>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let tags = tags(&parts.headers, &header::IF_MATCH);
        if tags.iter().map(String::len).sum::<usize>() > MAX_TAGS_CHARS {
            let detail = format!("If-Match has at most {MAX_TAGS_CHARS} characters");
            return Err(Error::Malformed(vec![fault(Place::Header, "/if-match", "too_long", detail)]));
        }
        if tags.is_empty() { Err(Error::PreconditionRequired) } else { Ok(Self(tags)) }
    }
}

impl IfMatch {
    /// Passes when the thing still looks as the caller saw it.
    pub(crate) fn check(&self, current: &impl Serialize) -> Result<()> {
        let body = serde_json::to_vec(current).map_err(Error::internal)?;
        let current = tag_of(&body);
        let seen = self.0.iter().any(|tag| tag == "*" || tag_of_itself(tag) == current);
        if seen { Ok(()) } else { Err(Error::PreconditionFailed) }
    }
}

/// Answers 304 to whoever has already seen what would be the answer (`If-None-Match`).
pub(super) async fn not_modified(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let seen = if reads { tags(request.headers(), &header::IF_NONE_MATCH) } else { Vec::new() };
    let is_short = seen.iter().map(String::len).sum::<usize>() <= MAX_TAGS_CHARS;
    let seen = if is_short { seen } else { Vec::new() };
    let response = next.run(request).await;
    let Some(tag) = response.headers().get(header::ETAG).filter(|_| response.status() == StatusCode::OK)
    else {
        return response;
    };
    // The weak comparison: whether the tag was called weak does not count.
    let is_seen = |seen: &String| seen == "*" || seen.trim_start_matches("W/").as_bytes() == tag.as_bytes();
    if seen.iter().any(is_seen) {
        let mut unchanged = (StatusCode::NOT_MODIFIED, [(header::ETAG, tag.clone())]).into_response();
        // Whoever kept the answer keeps what is said with this in the place of what was said then.
        for said in [header::VARY, header::CONTENT_SECURITY_POLICY] {
            if let Some(value) = response.headers().get(&said) {
                unchanged.headers_mut().insert(said, value.clone());
            }
        }
        return unchanged;
    }
    response
}

fn tags(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let values = headers.get_all(name).iter().filter_map(|value: &HeaderValue| value.to_str().ok());
    let tags = values.flat_map(|value| value.split(',')).map(|tag| tag.trim().to_owned());
    tags.filter(|tag| !tag.is_empty()).collect()
}

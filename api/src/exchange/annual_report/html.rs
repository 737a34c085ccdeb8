//! A report in HTML: one file without external resources, for the screen or for paper.

use std::sync::LazyLock;

use askama::Template;
use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::contents::Contents;
use crate::platform::error::{Error, Result};

/// The styles for the screen.
const SCREEN: &str = concat!(include_str!("templates/base.css"), include_str!("templates/screen.css"));
/// The styles for paper.
const PAPER: &str = concat!(include_str!("templates/base.css"), include_str!("templates/paper.css"));

#[derive(Template)]
#[template(path = "report.html")]
struct Layout<'a> {
    contents: &'a Contents,
    style: &'static str,
}

/// Renders a report as HTML.
pub(super) fn render(contents: &Contents, on_paper: bool) -> Result<String> {
    let style = if on_paper { PAPER } else { SCREEN };
    Layout { contents, style }.render().map_err(Error::internal)
}

/// The content security policy: only the styles in the page, and nothing else.
pub(super) static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = |style: &str| STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}' 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        digest(SCREEN),
        digest(PAPER)
    );
    // The policy is ASCII, so it is a valid header value.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

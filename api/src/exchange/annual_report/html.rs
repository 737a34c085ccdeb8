//! A report in HTML: one file, which loads nothing, for the screen or for paper.

use std::sync::LazyLock;

use askama::Template;
use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::contents::Contents;
use crate::platform::error::{Error, Result};

/// How it looks on a screen.
const SCREEN: &str = concat!(include_str!("templates/base.css"), include_str!("templates/screen.css"));
/// How it looks on paper.
const PAPER: &str = concat!(include_str!("templates/base.css"), include_str!("templates/paper.css"));

#[derive(Template)]
#[template(path = "report.html")]
struct Layout<'a> {
    told: &'a Contents,
    style: &'static str,
}

/// Writes a report in HTML.
pub(super) fn written(told: &Contents, on_paper: bool) -> Result<String> {
    let style = if on_paper { PAPER } else { SCREEN };
    Layout { told, style }.render().map_err(Error::internal)
}

/// What the page may do in a browser: look as it does, by the very styles that it holds, and nothing else.
pub(super) static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = |style: &str| STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}' 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        digest(SCREEN),
        digest(PAPER)
    );
    // Of ASCII alone, so it is a value.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

//! The user guide, served without external resources.

use axum::Router;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use openapi::serve::guide::{GuidePage, PAGES};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::platform::error::Error;
use crate::platform::http::Path;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1b1b1f}\
    nav{border-bottom:1px solid #d0d0d8;display:flex;flex-wrap:wrap;gap:.2rem .9rem;padding-bottom:.5rem}\
    nav a[aria-current]{color:inherit;font-weight:600;text-decoration:none}\
    pre{background:#f4f4f8;overflow-wrap:anywhere;padding:.8rem;white-space:pre-wrap}\
    code{font-size:.9em}a{color:#1a4fa0}\
    table{border-collapse:collapse;display:block;overflow-x:auto}\
    td,th{border:1px solid #d0d0d8;padding:.25rem .5rem;text-align:left;vertical-align:top}";

/// The routes of the guide. They need no token.
pub(crate) fn routes() -> Router {
    let first = PAGES.first().map_or("", |page| page.name);
    let contents = Redirect::temporary(&format!("/docs/guide/{first}"));
    Router::new()
        .route("/docs/guide", get(move || async { contents }))
        .route("/docs/guide/{name}", get(show_page))
}

async fn show_page(Path(name): Path<String>) -> Response {
    match PAGES.iter().find(|page| page.name == name) {
        Some(page) => Html(written(page)).into_response(),
        None => Error::NotFound("page of the guide").into_response(),
    }
}

/// A page as HTML, below links to all pages.
fn written(page: &GuidePage) -> String {
    let link = |other: &GuidePage| {
        let current = if other.name == page.name { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"/docs/guide/{}\"{current}>{}</a>", other.name, other.title)
    };
    let links = PAGES.iter().map(link).collect::<String>();
    let mut text = String::new();
    html::push_html(&mut text, events(page.markdown).into_iter());
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{} - European project portfolio tracker</title><style>{STYLE}</style></head>\
         <body><nav><a href=\"/docs/\">API</a>{links}</nav><main>{text}</main></body></html>",
        page.title
    )
}

/// The page, with its links adapted. Links to files outside the guide become plain text.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let mut is_text = false;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(move |event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            is_text = dest_url.starts_with("..");
            let dest_url =
                dest_url.strip_suffix(".md").map_or(dest_url.clone(), |name| name.to_owned().into());
            (!is_text).then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) if std::mem::take(&mut is_text) => None,
        event => Some(event),
    });
    events.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_or_are_text() {
        let mut text = String::new();
        let markdown = "[a](roles.md) [b](../clients/go.yaml) [c](https://example.org)";
        html::push_html(&mut text, events(markdown).into_iter());
        assert_eq!(text, "<p><a href=\"roles\">a</a> b <a href=\"https://example.org\">c</a></p>\n");
    }

    #[test]
    fn every_link_between_pages_has_its_page() {
        for page in PAGES {
            for event in events(page.markdown) {
                let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
                let is_page = PAGES.iter().any(|other| *dest_url == *other.name);
                assert!(is_page || dest_url.starts_with("http"), "{} links to {dest_url}", page.name);
            }
        }
    }
}

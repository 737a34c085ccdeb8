//! The requested format and language of a report.
//!
//! The query decides first, then the headers; the default is JSON and English. Headers that accept nothing
//! available are ignored (RFC 9110, section 12.4.1), so that the client gets a response.

use openapi::platform::error_code::ErrorCode;
use std::str::FromStr;

use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::{HeaderMap, HeaderName};
use headers_accept::Accept;
use mediatype::MediaType;
use openapi::exchange::annual_report::{Language, ReportFormat};
use openapi::platform::problem::ErrorLocation;

use crate::platform::error::{Error, Result, fault};

/// The maximum length of `Accept-Language` in bytes.
const MAX_LANGUAGES_BYTES: usize = 1_000;

/// The media types of the formats. The first is the default for a client that accepts all.
const FORMATS: [(&str, ReportFormat); 3] = [
    ("application/json", ReportFormat::Json),
    ("text/markdown", ReportFormat::Markdown),
    ("text/html", ReportFormat::Html),
];

/// The requested format.
pub(super) fn format(asked: Option<ReportFormat>, headers: &HeaderMap) -> ReportFormat {
    asked.or_else(|| accepted(headers)).unwrap_or(ReportFormat::Json)
}

fn accepted(headers: &HeaderMap) -> Option<ReportFormat> {
    let accept = Accept::from_str(&joined(headers, &ACCEPT)).ok()?;
    let known: Vec<_> = FORMATS
        .iter()
        .filter_map(|(written, format)| Some((MediaType::parse(written).ok()?, *format)))
        .collect();
    let best = accept.negotiate(known.iter().map(|(kind, _)| kind))?;
    known.iter().find(|(kind, _)| kind == best).map(|(_, format)| *format)
}

/// The requested language.
pub(super) fn language(asked: Option<Language>, headers: &HeaderMap) -> Result<Language> {
    let accepted = joined(headers, &ACCEPT_LANGUAGE);
    if accepted.len() > MAX_LANGUAGES_BYTES {
        let detail = format!("`accept-language` has at most {MAX_LANGUAGES_BYTES} bytes");
        return Err(Error::Malformed(vec![fault(
            ErrorLocation::Header,
            "/accept-language",
            ErrorCode::TooLong,
            detail,
        )]));
    }
    Ok(asked.or_else(|| understood(&accepted)).unwrap_or_default())
}

/// The first requested language that is available: `fr-BE` is French.
fn understood(accepted: &str) -> Option<Language> {
    let mut wanted =
        accept_language::parse_with_quality(accepted).into_iter().filter(|(_, quality)| *quality > 0.0);
    let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    wanted.find_map(|(tag, _)| primary(&tag)?.parse().ok())
}

fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn header(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_form_is_the_one_that_is_liked_best() {
        for (accept, wanted) in [
            ("*/*", ReportFormat::Json),
            ("text/html", ReportFormat::Html),
            ("text/markdown, text/html;q=0.5", ReportFormat::Markdown),
            ("text/markdown;q=0.4, text/html;q=0.5", ReportFormat::Html),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ReportFormat::Html),
            ("text/*", ReportFormat::Markdown),
            ("application/pdf", ReportFormat::Json),
            ("text/html;q=0, */*;q=0.1", ReportFormat::Json),
            ("nonsense", ReportFormat::Json),
        ] {
            assert_eq!(format(None, &header(ACCEPT, accept)), wanted, "{accept}");
        }
        let html = header(ACCEPT, "text/html");
        assert_eq!(format(Some(ReportFormat::Print), &html), ReportFormat::Print);
        assert_eq!(format(None, &HeaderMap::new()), ReportFormat::Json);
    }

    #[test]
    fn the_language_is_the_first_that_there_is() {
        for (accepted, wanted) in [
            ("fr", Language::Fr),
            ("fr-BE, nl;q=0.5", Language::Fr),
            ("de, nl-BE;q=0.8, fr;q=0.7", Language::Nl),
            ("fr;q=0.2, nl;q=0.9", Language::Nl),
            ("fr;q=0, nl;q=0.1", Language::Nl),
            ("de", Language::En),
            ("*", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(language(None, &header(ACCEPT_LANGUAGE, accepted)).ok(), Some(wanted), "{accepted}");
        }
        assert_eq!(language(Some(Language::En), &header(ACCEPT_LANGUAGE, "fr")).ok(), Some(Language::En));
    }

    #[test]
    fn a_header_that_is_too_long_is_malformed() {
        let languages = HeaderValue::from_str(&"fr,".repeat(400)).expect("a value");
        let refused = language(None, &HeaderMap::from_iter([(ACCEPT_LANGUAGE, languages)]));
        assert!(matches!(refused, Err(Error::Malformed(_))), "{refused:?}");
    }
}

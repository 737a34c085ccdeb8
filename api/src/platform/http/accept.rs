//! Content negotiation by `Accept` (RFC 9110, section 12.5.1).

use std::str::FromStr;

use axum::http::{HeaderMap, header};
use headers_accept::Accept;
use mediatype::{MediaType, MediaTypeBuf, Name, ReadParams, names};

use crate::platform::error::{Error, Result};

const SHEET: Name<'static> = Name::new_unchecked("vnd.openxmlformats-officedocument.spreadsheetml.sheet");
static AS_JSON: MediaType<'static> = MediaType::new(names::APPLICATION, names::JSON);
static AS_EVENTS: MediaType<'static> = MediaType::new(names::TEXT, names::EVENT_STREAM);
static AS_CSV: MediaType<'static> = MediaType::new(names::TEXT, names::CSV);
static AS_WORKBOOK: MediaType<'static> = MediaType::new(names::APPLICATION, SHEET);

/// A media type of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// JSON, the default.
    Json,
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Workbook,
}

impl Media {
    /// The media types of a table, JSON first.
    pub(super) const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Workbook];

    fn kind(self) -> &'static MediaType<'static> {
        match self {
            Self::Json => &AS_JSON,
            Self::Csv => &AS_CSV,
            Self::Workbook => &AS_WORKBOOK,
        }
    }

    /// The value of `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The extension of file names.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
        }
    }
}

/// The `Accept` header of a request.
#[derive(Debug)]
pub(super) struct Accepted(Option<Accept>);

impl Accepted {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let said = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let said = said.collect::<Vec<_>>().join(", ");
        // An invalid header counts as no preference.
        let read = Accept::from_str(&said).ok().filter(|_| !said.trim().is_empty());
        // There is one charset and nothing else to choose, so only the weight counts.
        let plain = read.map(|accept| accept.media_types().map(plain).collect::<Vec<_>>().join(", "));
        Self(plain.and_then(|plain| Accept::from_str(&plain).ok()))
    }

    /// The available media type with the highest weight; among equals, the first.
    pub(super) fn among(&self, given: &[Media]) -> Result<Media> {
        let Some(accept) = &self.0 else {
            return given.first().copied().ok_or(Error::NotAcceptable(Vec::new()));
        };
        let chosen = accept.negotiate(given.iter().map(|media| media.kind()));
        let chosen = chosen.and_then(|kind| given.iter().copied().find(|media| media.kind() == kind));
        chosen
            .ok_or_else(|| Error::NotAcceptable(given.iter().map(|media| media.kind().to_string()).collect()))
    }
}

/// A media range with its weight and without other parameters.
fn plain(kind: &MediaTypeBuf) -> String {
    let weight = kind.get_param(names::Q).map(|weight| format!(";q={weight}")).unwrap_or_default();
    format!("{}{weight}", kind.essence())
}

/// The weight of a media range (RFC 9110, section 12.4.2).
fn weight_of(named: &MediaTypeBuf) -> f32 {
    named.get_param(names::Q).and_then(|weight| weight.as_str().parse().ok()).unwrap_or(1.0)
}

/// Whether the caller prefers an event stream: its weight is above 0 and above that of JSON, and no other
/// media type of a table has more (RFC 9110, section 12.5.1).
pub(crate) fn is_stream(headers: &HeaderMap) -> bool {
    let Accepted(Some(accept)) = Accepted::of(headers) else { return false };
    let weight = |wanted: &MediaType<'_>| {
        let named = accept.media_types().find(|named| named.essence() == *wanted);
        named.map_or(0.0, weight_of)
    };
    let stream = weight(&AS_EVENTS);
    stream > 0.0
        && stream > weight(&AS_JSON)
        && [&AS_CSV, &AS_WORKBOOK].into_iter().all(|table| stream >= weight(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_accepted_the_most_is_given() {
        let xlsx = Media::Workbook.content_type();
        for (said, expected) in [
            ("", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("text/html, application/xhtml+xml, */*;q=0.8", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("text/csv", Some(Media::Csv)),
            ("TEXT/CSV", Some(Media::Csv)),
            ("text/*", Some(Media::Csv)),
            ("text/csv; charset=utf-8", Some(Media::Csv)),
            ("application/json;q=0.5, text/csv", Some(Media::Csv)),
            ("text/csv;q=0.2, application/json;q=0.3", Some(Media::Json)),
            ("application/json;q=0, */*;q=0.1", Some(Media::Csv)),
            (xlsx, Some(Media::Workbook)),
            ("text/html", None),
            ("text/csv;q=0", None),
            ("nonsense", Some(Media::Json)),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, said.parse().expect("a value"))]);
            assert_eq!(Accepted::of(&headers).among(&Media::ALL).ok(), expected, "{said}");
        }
    }

    #[test]
    fn a_stream_is_for_whoever_asks_for_one() {
        for (accept, stream) in [
            ("text/event-stream", true),
            ("Text/Event-Stream; charset=utf-8", true),
            ("text/html, text/event-stream;q=0.9", true),
            ("text/event-stream, text/csv;q=0.5", true),
            ("application/json;q=0.5, text/event-stream", true),
            ("application/json, text/event-stream", false),
            ("text/event-stream;q=0, text/csv", false),
            ("text/event-stream;q=0.4, text/csv", false),
            ("text/event-stream;q=0", false),
            ("*/*", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().expect("a value"))]);
            assert_eq!(is_stream(&headers), stream, "{accept}");
        }
        assert!(!is_stream(&HeaderMap::new()));
    }
}

//! In which form an answer is given: as the caller asks (RFC 9110, section 12.5.1).

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

/// A form in which something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// JSON, unless the caller asks otherwise.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Workbook,
}

impl Media {
    /// Every form of a table, JSON first.
    pub(super) const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Workbook];

    fn kind(self) -> &'static MediaType<'static> {
        match self {
            Self::Json => &AS_JSON,
            Self::Csv => &AS_CSV,
            Self::Workbook => &AS_WORKBOOK,
        }
    }

    /// What it is called in `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How the names of its files end.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
        }
    }
}

/// What the caller accepts.
#[derive(Debug)]
pub(super) struct Accepted(Option<Accept>);

impl Accepted {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let said = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let said = said.collect::<Vec<_>>().join(", ");
        // What is no such header asks for nothing in particular.
        let read = Accept::from_str(&said).ok().filter(|_| !said.trim().is_empty());
        // There is one charset, and nothing else to choose: of the parameters only the weight counts.
        let plain = read.map(|accept| accept.media_types().map(plain).collect::<Vec<_>>().join(", "));
        Self(plain.and_then(|plain| Accept::from_str(&plain).ok()))
    }

    /// The form that is accepted the most, of those in which there is an answer; of several alike, the first.
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

/// A type that is accepted, with its weight and without its other parameters.
fn plain(kind: &MediaTypeBuf) -> String {
    let weight = kind.get_param(names::Q).map(|weight| format!(";q={weight}")).unwrap_or_default();
    format!("{}{weight}", kind.essence())
}

/// The weight that a media type is named with (RFC 9110, section 12.4.2).
fn weight_of(named: &MediaTypeBuf) -> f32 {
    named.get_param(names::Q).and_then(|weight| weight.as_str().parse().ok()).unwrap_or(1.0)
}

/// Whether a stream of events is wanted: it is named with a weight above 0, JSON is named with less, and no other form of
/// a table with more (RFC 9110, section 12.5.1).
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

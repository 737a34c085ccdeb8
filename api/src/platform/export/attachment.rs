use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::platform::http::Media;

/// Answers with a file to be kept.
#[derive(Debug)]
pub(crate) struct Attachment {
    media: Media,
    name: String,
    body: Body,
}

/// Answers with what is told as JSON, or as a file.
#[derive(Debug)]
pub(crate) enum JsonOrFile<T> {
    /// As JSON.
    Plain(T),
    /// As a file.
    File(Attachment),
}

impl Attachment {
    /// A file of a name, to which its extension is added. Of the name remains what any system takes for one.
    pub(crate) fn new(media: Media, name: &str, body: Body) -> Self {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        let name: String = name.chars().map(|letter| if plain(letter) { letter } else { '-' }).collect();
        Self { media, name: format!("{name}.{}", media.extension()), body }
    }
}

impl<T: IntoResponse> IntoResponse for JsonOrFile<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Plain(told) => ([(header::VARY, "accept")], told).into_response(),
            Self::File(file) => file.into_response(),
        }
    }
}

impl IntoResponse for Attachment {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
        // A name is made of letters, digits, points and hyphens: it needs no escape.
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        if let Ok(disposition) = HeaderValue::try_from(disposition) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

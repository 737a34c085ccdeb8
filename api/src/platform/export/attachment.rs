use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::platform::http::Media;

/// A file for download.
#[derive(Debug)]
pub(crate) struct Attachment {
    media: Media,
    name: String,
    body: Body,
}

/// A response as JSON or as a file.
#[derive(Debug)]
pub(crate) enum JsonOrFile<T> {
    Plain(T),
    File(Attachment),
}

impl Attachment {
    /// A file with this name and the extension of its media type. Characters that some systems do not allow
    /// in file names are replaced.
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
        // The name has only letters, digits, dots and hyphens, so it needs no escaping.
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        if let Ok(disposition) = HeaderValue::try_from(disposition) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

use std::str::FromStr;

use axum::http::HeaderValue;
use url::Url;

/// The origin of a page, as browsers send it: `https://portfolio.example.org`, with a port if it is not the
/// default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write a scheme, a host and a port if it is not the default, in lower case and without a path: \
     https://example.org"
)]
pub struct NotAnOrigin;

impl FromStr for Origin {
    type Err = NotAnOrigin;

    /// Refuses everything that a browser never sends: it would have no effect and hide the mistake.
    fn from_str(written: &str) -> Result<Self, NotAnOrigin> {
        let url = Url::parse(written).map_err(|_| NotAnOrigin)?;
        let is_one = matches!(url.scheme(), "http" | "https") && !written.contains('*');
        let said = is_one && url.origin().ascii_serialization() == written;
        let value = HeaderValue::from_str(written).map_err(|_| NotAnOrigin)?;
        if said { Ok(Self(value)) } else { Err(NotAnOrigin) }
    }
}

impl Origin {
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_say_it() {
        for origin in
            ["https://example.org", "http://localhost:5173", "https://example.org:8443", "http://[::1]:3000"]
        {
            assert!(origin.parse::<Origin>().is_ok(), "{origin}");
        }
        for other in [
            "*",
            "null",
            "",
            "example.org",
            "https://example.org/",
            "https://example.org/app",
            "HTTPS://example.org",
            "https://Example.org",
            "https://example.org:443",
            "http://example.org:80",
            "https://*.example.org",
            "file:///tmp",
            "ftp://example.org",
            "https://me@example.org",
            "https://example.org?x",
            "https://bücher.example",
        ] {
            assert_eq!(other.parse::<Origin>(), Err(NotAnOrigin), "{other}");
        }
    }
}

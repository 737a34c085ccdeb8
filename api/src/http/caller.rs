use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use openapi::problem::Place;

use crate::app::App;
use crate::error::{Error, Result, fault};

/// How long a name may be.
const LONGEST: usize = 255;

/// Who asks for a change, as they say themselves in `From` (RFC 9110, section 10.1.2).
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    pub(crate) name: Option<String>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let Some(given) = parts.headers.get(header::FROM) else { return Ok(Self::default()) };
        let name = given.to_str().ok().map(str::trim).filter(|name| (1..=LONGEST).contains(&name.len()));
        let malformed = || {
            let detail = format!("`From` has from 1 to {LONGEST} visible characters, as an address of mail");
            Error::Malformed(vec![fault(Place::Header, "/from", "format", detail)])
        };
        Ok(Self { name: Some(name.ok_or_else(malformed)?.to_owned()) })
    }
}

//! Request headers for safe retries and for concurrent changes.

use serde::Deserialize;
use utoipa::IntoParams;

/// The header that makes a request safe to retry.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyKey {
    /// A text that the client chooses, for example a UUID. A second request with the same key and body
    /// returns the first response. The same key with another body is refused with 422. The server stores keys
    /// for 24 hours.
    #[serde(rename = "Idempotency-Key")]
    #[param(
        nullable = false,
        min_length = 1,
        max_length = 255,
        example = "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c9e42"
    )]
    pub idempotency_key: Option<String>,
}

/// The header that prevents lost updates: a change must name the version that it changes.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct MustMatch {
    /// The `ETag` of the last response that you read; `*` matches any version. Separate several tags with
    /// commas. Only the digest between the quotes is compared. So a weak tag (`W/"..."`), as a compressing
    /// proxy sends it, also matches.
    #[serde(rename = "If-Match")]
    #[param(
        max_length = 1000,
        pattern = r#"^[ \t,]*(\*|(W/)?"[ !#-~]*"([ \t]*,[ \t,]*(W/)?"[ !#-~]*")*)[ \t,]*$"#,
        example = "\"kYb7Nqf0Xo2vE1zJ3p9aRw\""
    )]
    pub if_match: String,
}

/// The header that avoids a second download of an unchanged resource.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct MaySkip {
    /// The `ETag` of the last response that you read. If it still matches, the response is 304 without a
    /// body. Separate several tags with commas. Only the digest between the quotes is compared. An empty list
    /// has no effect.
    #[serde(rename = "If-None-Match")]
    #[param(
        nullable = false,
        max_length = 1000,
        pattern = r#"^[ \t,]*(\*|(W/)?"[ !#-~]*"([ \t]*,[ \t,]*(W/)?"[ !#-~]*")*)?[ \t,]*$"#,
        example = "\"kYb7Nqf0Xo2vE1zJ3p9aRw\""
    )]
    pub if_none_match: Option<String>,
}

//! The headers by which requests are made safe to repeat and to race.

use serde::Deserialize;
use utoipa::IntoParams;

/// What makes a request that is sent again have one effect.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IdempotencyKey {
    /// Any text of the caller's choice, a UUID for instance. The same key and body again get the first answer;
    /// another body is refused. Kept for 24 hours.
    #[serde(rename = "Idempotency-Key")]
    #[param(
        nullable = false,
        min_length = 1,
        max_length = 255,
        example = "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c9e42"
    )]
    pub idempotency_key: Option<String>,
}

/// What a change must carry, so that it cannot undo another's.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct MustMatch {
    /// The `ETag` of what was last read; `*` to change it whatever it looks like. Several are separated by commas.
    /// Only the digest between the quotes is compared, so that a tag which a compressing proxy made weak (`W/"..."`)
    /// is as good.
    #[serde(rename = "If-Match")]
    #[param(
        max_length = 1000,
        pattern = r#"^[ \t,]*(\*|(W/)?"[ !#-~]*"([ \t]*,[ \t,]*(W/)?"[ !#-~]*")*)[ \t,]*$"#,
        example = "\"kYb7Nqf0Xo2vE1zJ3p9aRw\""
    )]
    pub if_match: String,
}

/// What spares the answer to a reader who has it already.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct MaySkip {
    /// The `ETag` of what was last read: answered with 304 when it still looks like that. Several are separated by
    /// commas. Only the digest between the quotes is compared. An empty list skips nothing.
    #[serde(rename = "If-None-Match")]
    #[param(
        nullable = false,
        max_length = 1000,
        pattern = r#"^[ \t,]*(\*|(W/)?"[ !#-~]*"([ \t]*,[ \t,]*(W/)?"[ !#-~]*")*)?[ \t,]*$"#,
        example = "\"kYb7Nqf0Xo2vE1zJ3p9aRw\""
    )]
    pub if_none_match: Option<String>,
}

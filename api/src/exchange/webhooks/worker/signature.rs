//! Signatures by the Standard Webhooks specification.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use entity::exchange::webhook;
use ring::hmac::{HMAC_SHA256, Key, sign};

use crate::platform::auth::Secret;
use crate::platform::error::Result;

/// The signatures of a message by each valid secret, the newest first.
pub(super) fn signatures(
    webhook: &webhook::Model,
    message: &str,
    at: DateTime<Utc>,
    body: &str,
) -> Result<String> {
    let before =
        webhook.previous_secret.as_ref().filter(|_| webhook.previous_until.is_some_and(|end| at < end));
    let secrets = [Some(&webhook.secret), before].into_iter().flatten();
    let signed = secrets.map(|secret| {
        let bytes = Secret::signing_bytes(secret)?;
        Ok(signature(&bytes, message, at.timestamp(), body))
    });
    Ok(signed.collect::<Result<Vec<_>>>()?.join(" "))
}

fn signature(secret: &[u8], message: &str, at: i64, body: &str) -> String {
    let key = Key::new(HMAC_SHA256, secret);
    let tag = sign(&key, format!("{message}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(tag))
}

#[cfg(test)]
mod tests {
    use entity::value::SigningSecret;

    use super::*;

    /// The example of the libraries of the specification.
    #[test]
    fn a_message_is_signed_as_the_specification_says() {
        let secret =
            Secret::signing_bytes(&SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()))
                .unwrap();
        let signed =
            signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}

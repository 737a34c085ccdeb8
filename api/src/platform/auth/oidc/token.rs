//! Checks a token and reads its claims.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::value::{Role, check_single_line};
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::key::Key;
use super::settings::Settings;

/// The allowed difference between the clocks of the issuer and this machine.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// The longest token that is read, in bytes.
const LONGEST: usize = 16 * 1024;
/// The longest subject (OpenID Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;
/// The longest stored name, in characters.
const LONGEST_NAME: usize = 200;
/// The claims for the display name, the best first.
const NAMES: [&str; 4] = ["name", "preferred_username", "email", "sub"];

/// Why a token is invalid. It never contains a part of the token.
pub(super) type Refused = &'static str;

/// The claims of a valid token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claims {
    /// The subject (`sub`).
    pub(crate) subject: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// When the token stops being valid, including the clock difference.
    pub(crate) expires_at: DateTime<Utc>,
}

/// The key identifier and algorithm in a token's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signed {
    pub(super) key: String,
    pub(super) algorithm: Algorithm,
}

/// Reads the header of a token.
pub(super) fn signed(token: &str) -> Result<Signed, Refused> {
    if token.len() > LONGEST {
        return Err("it is too long");
    }
    let header = decode_header(token).map_err(|_| "its header cannot be read")?;
    if !matches!(header.alg, Algorithm::RS256 | Algorithm::ES256) {
        return Err("its algorithm is not RS256 or ES256");
    }
    if header.crit.is_some() {
        // RFC 7515, section 4.1.11: unknown critical extensions must be refused.
        return Err("it requires an extension (`crit`)");
    }
    let key = header.kid.ok_or("it has no key identifier (`kid`)")?;
    Ok(Signed { key, algorithm: header.alg })
}

/// The claims of a token, if its signature, issuer, audience and time are valid.
pub(super) fn claims(
    token: &str,
    key: &Key,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Claims, Refused> {
    let claims = decode::<Map<String, Value>>(token, &key.public, &validation(key, settings))
        .map_err(|_| "its signature, issuer or audience is wrong")?
        .claims;
    if text(&claims, "iss") != Some(settings.issuer.as_str()) {
        return Err("it has several issuers");
    }
    let expires_at = in_time(&claims, now)?;
    let subject = text(&claims, "sub")
        .filter(|subject| is_subject(subject))
        .ok_or("it has no valid subject (`sub`)")?;
    let role = settings.role(&claims).ok_or("it has no known role")?;
    Ok(Claims { subject: subject.to_owned(), name: name(&claims), role, expires_at })
}

fn validation(key: &Key, settings: &Settings) -> Validation {
    let mut validation = Validation::new(key.algorithm);
    validation.set_issuer(&[settings.issuer.as_str()]);
    validation.set_audience(&[settings.audience.as_str()]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // They would read the clock of the machine; the time comes from the application: see `in_time`.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

/// The end of a token that is valid now.
fn in_time(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refused> {
    let end = claims.get("exp").and_then(instant).and_then(|end| end.checked_add_signed(SKEW));
    let end = end.ok_or("it has no end (`exp`)")?;
    if end <= now {
        return Err("it has expired");
    }
    let begun = |claim| claims.get(claim).is_none_or(|at| instant(at).is_some_and(|at| at - SKEW <= now));
    if begun("nbf") && begun("iat") { Ok(end) } else { Err("it is not valid yet") }
}

/// An instant in seconds, which may have a fraction (RFC 7519, section 2).
fn instant(seconds: &Value) -> Option<DateTime<Utc>> {
    let since = Duration::try_from_secs_f64(seconds.as_f64()?).ok()?;
    DateTime::UNIX_EPOCH.checked_add_signed(TimeDelta::from_std(since).ok()?)
}

/// Whether this can be a subject. Control characters are refused; PostgreSQL cannot store all of them.
fn is_subject(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_SUBJECT && !text.contains(char::is_control)
}

fn name(claims: &Map<String, Value>) -> String {
    let names = NAMES.into_iter().filter_map(|claim| text(claims, claim)).map(|name| {
        let printed: String =
            name.chars().filter(|sign| check_single_line(sign.encode_utf8(&mut [0; 4])).is_ok()).collect();
        printed.trim().chars().take(LONGEST_NAME).collect::<String>()
    });
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

fn text<'a>(claims: &'a Map<String, Value>, claim: &str) -> Option<&'a str> {
    claims.get(claim).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(claims: &Value) -> Map<String, Value> {
        claims.as_object().unwrap().clone()
    }

    #[test]
    fn a_token_is_good_in_its_time_give_or_take_a_minute() {
        let now = DateTime::from_timestamp(1_000_000, 0).unwrap();
        for (claims, good) in [
            (json!({ "exp": 1_000_001 }), true),
            (json!({ "exp": 1_000_000.5 }), true),
            (json!({ "exp": 999_941 }), true),
            (json!({ "exp": 999_940 }), false),
            (json!({ "exp": 2_000_000, "nbf": 1_000_060 }), true),
            (json!({ "exp": 2_000_000, "nbf": 1_000_061 }), false),
            (json!({ "exp": 2_000_000, "iat": 1_000_060 }), true),
            (json!({ "exp": 2_000_000, "iat": 1_000_061 }), false),
            (json!({ "exp": 2_000_000, "nbf": "1" }), false),
            (json!({ "exp": "2000000" }), false),
            (json!({ "exp": -1 }), false),
            (json!({ "exp": 1e300 }), false),
            (json!({}), false),
        ] {
            assert_eq!(in_time(&members(&claims), now).is_ok(), good, "{claims}");
        }
    }

    #[test]
    fn somebody_is_called_by_the_best_name_that_is_told() {
        let email = json!({ "name": " \n", "email": "maud@example.org", "sub": "42" });
        assert_eq!(name(&members(&email)), "maud@example.org");
        assert_eq!(name(&members(&json!({ "name": "Ma\u{0}u\u{202e}d ", "sub": "42" }))), "Maud");
        assert_eq!(name(&members(&json!({ "name": ["Maud"], "sub": "42" }))), "42");
        assert_eq!(name(&members(&json!({ "name": "M".repeat(300) }))).len(), 200);
    }

    #[test]
    fn a_token_that_is_none_is_refused_before_a_key_is_looked_for() {
        for nothing in ["", "a.b.c", "..", "e30.e30.", &"x".repeat(20_000)] {
            assert!(signed(nothing).is_err());
        }
    }
}

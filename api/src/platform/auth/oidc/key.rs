//! The keys with which an issuer signs.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

/// A key with which an issuer signs tokens.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// What the issuer calls it.
    pub(super) id: String,
    /// The one algorithm that it is for.
    pub(super) algorithm: Algorithm,
    /// What signatures are checked by.
    pub(super) public: DecodingKey,
}

impl Key {
    /// The key that a JSON Web Key is. Nothing when it has no name, is not for signing, or is for an algorithm other
    /// than `RS256` and `ES256`: there is none that a token could choose in its place.
    pub(super) fn of(told: Value) -> Option<Self> {
        let key: Jwk = serde_json::from_value(told).ok()?;
        let (algorithm, called) = match &key.algorithm {
            AlgorithmParameters::RSA(_) => (Algorithm::RS256, KeyAlgorithm::RS256),
            AlgorithmParameters::EllipticCurve(of) if of.curve == EllipticCurve::P256 => {
                (Algorithm::ES256, KeyAlgorithm::ES256)
            }
            _ => return None,
        };
        let common = &key.common;
        let fits = common.key_algorithm.is_none_or(|said| said == called)
            && common.public_key_use.as_ref().is_none_or(|said| *said == PublicKeyUse::Signature)
            && common.key_operations.as_ref().is_none_or(|said| said.contains(&KeyOperations::Verify));
        let public = DecodingKey::from_jwk(&key).ok().filter(|_| fits)?;
        Some(Self { id: key.common.key_id?, algorithm, public })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A key with some members put in the place of others.
    fn key(mut told: Value, members: Value) -> Option<Algorithm> {
        let Value::Object(members) = members else { panic!("members") };
        told.as_object_mut().unwrap().extend(members);
        Key::of(told).map(|key| key.algorithm)
    }

    #[test]
    fn a_key_is_for_one_algorithm() {
        let rsa = json!({ "kid": "1", "kty": "RSA", "n": "AQAB", "e": "AQAB" });
        let ec = json!({ "kid": "1", "kty": "EC", "crv": "P-256", "x": "AQAB", "y": "AQAB" });
        for (told, members, algorithm) in [
            (&rsa, json!({}), Some(Algorithm::RS256)),
            (&rsa, json!({ "alg": "RS256", "use": "sig", "key_ops": ["verify"] }), Some(Algorithm::RS256)),
            (&ec, json!({}), Some(Algorithm::ES256)),
            (&ec, json!({ "alg": "ES256" }), Some(Algorithm::ES256)),
            (&rsa, json!({ "alg": "ES256" }), None),
            (&rsa, json!({ "alg": "RS512" }), None),
            (&rsa, json!({ "alg": "PS256" }), None),
            (&rsa, json!({ "alg": "HS256" }), None),
            (&rsa, json!({ "alg": "RSA-OAEP" }), None),
            (&rsa, json!({ "use": "enc" }), None),
            (&rsa, json!({ "key_ops": ["sign"] }), None),
            (&rsa, json!({ "kid": null }), None),
            (&rsa, json!({ "n": "not base64" }), None),
            (&ec, json!({ "crv": "P-384" }), None),
            (&ec, json!({ "alg": "RS256" }), None),
            (&ec, json!({ "kty": "OKP" }), None),
        ] {
            assert_eq!(key(told.clone(), members.clone()), algorithm, "{told} {members}");
        }
        assert!(Key::of(json!({ "kid": "1", "kty": "oct", "k": "AQAB", "alg": "HS256" })).is_none());
        assert!(Key::of(json!("key")).is_none());
    }
}

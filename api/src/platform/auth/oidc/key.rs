//! The signing keys of an issuer.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

/// A signing key of an issuer.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The key identifier (`kid`).
    pub(super) id: String,
    /// The only algorithm that the key is used with.
    pub(super) algorithm: Algorithm,
    pub(super) public: DecodingKey,
}

impl Key {
    /// Reads a JSON Web Key. `None` if it has no `kid`, is not for signatures, or is for an algorithm other
    /// than `RS256` and `ES256`. So a token cannot choose another algorithm.
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

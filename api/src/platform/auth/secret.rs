//! Tokens and keys: 32 random bytes from the operating system, shown once and stored as SHA-256.
//!
//! A digest without salt is enough: 256 random bits cannot be guessed, and a token is looked up by its
//! digest.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use entity::value::SigningSecret;
use sha2::{Digest, Sha256};
use strum::VariantArray;

use crate::platform::error::{Error, Result};
use crate::platform::hex::hexadecimal;

/// The prefix of signing secrets.
const SIGNING: &str = "whsec_";

/// What a secret is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub(crate) enum Kind {
    Session,
    /// An API key.
    ApiKey,
    /// Setting a password, once.
    OneTime,
}

impl Kind {
    /// The prefix, by which people and secret scanners recognise the kind.
    fn prefix(self) -> &'static str {
        match self {
            Self::Session => "ppt_session_",
            Self::ApiKey => "ppt_key_",
            Self::OneTime => "ppt_once_",
        }
    }
}

/// A secret in clear text. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn new(kind: Kind) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// A new signing secret, in the form of the Standard Webhooks specification. Only this kind is stored
    /// in clear text, because signing needs it.
    pub(crate) fn for_signing() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(format!("{SIGNING}{}", STANDARD.encode(bytes))))
    }

    /// A stored signing secret.
    pub(crate) fn kept_for_signing(SigningSecret(kept): SigningSecret) -> Self {
        Self(kept)
    }

    /// A signing secret for storage.
    pub(crate) fn kept_to_sign(&self) -> SigningSecret {
        SigningSecret(self.0.clone())
    }

    /// The signing key in a stored secret.
    pub(crate) fn signing_bytes(SigningSecret(kept): &SigningSecret) -> Result<Vec<u8>> {
        STANDARD.decode(kept.trim_start_matches(SIGNING)).map_err(Error::internal)
    }

    /// The secret in clear text, for its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The digest for storage.
    pub(crate) fn stored_digest(&self) -> String {
        hexadecimal(&Self::digest(&self.0))
    }

    /// The SHA-256 of a possible secret.
    pub(crate) fn digest(given: &str) -> [u8; 32] {
        Sha256::digest(given).into()
    }

    /// The kind of secret by its prefix.
    pub(crate) fn kind_of(given: &str) -> Option<Kind> {
        Kind::VARIANTS.iter().copied().find(|kind| given.starts_with(kind.prefix()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_tells_its_kind_and_is_no_other() {
        for kind in Kind::VARIANTS {
            let (one, other) = (Secret::new(*kind).unwrap(), Secret::new(*kind).unwrap());
            assert_ne!(one, other);
            assert_ne!(one.stored_digest(), other.stored_digest());
            assert_eq!(Secret::kind_of(one.reveal()), Some(*kind));
            // 256 bits, in base64url.
            assert_eq!(one.reveal().len(), kind.prefix().len() + 43);
        }
        assert_eq!(Secret::kind_of("Bearer of news"), None);
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new(Kind::ApiKey).unwrap();
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}

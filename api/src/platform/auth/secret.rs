//! Tokens and keys: 32 bytes from the operating system, told once, kept as their SHA-256.
//!
//! A digest without a salt is enough: nobody guesses 256 random bits, and a token is to be found by its digest.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use entity::value::SigningSecret;
use sha2::{Digest, Sha256};
use strum::VariantArray;

use crate::platform::error::{Error, Result};
use crate::platform::hex::hexadecimal;

/// What a secret to sign with begins with.
const SIGNING: &str = "whsec_";

/// What a secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub(crate) enum Kind {
    /// A session.
    Session,
    /// A program.
    ApiKey,
    /// Setting a password, once.
    OneTime,
}

impl Kind {
    /// What it begins with, so that people and scanners of leaked secrets know what they have found.
    fn prefix(self) -> &'static str {
        match self {
            Self::Session => "ppt_session_",
            Self::ApiKey => "ppt_key_",
            Self::OneTime => "ppt_once_",
        }
    }
}

/// A secret as it is told. It cannot be printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub(crate) fn new(kind: Kind) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// A new one to sign with, in the form of the Standard Webhooks specification. It is the only kind that is kept as it
    /// is, since signing takes it.
    pub(crate) fn for_signing() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::internal)?;
        Ok(Self(format!("{SIGNING}{}", STANDARD.encode(bytes))))
    }

    /// One to sign with, as it was kept.
    pub(crate) fn kept_for_signing(SigningSecret(kept): SigningSecret) -> Self {
        Self(kept)
    }

    /// How one to sign with is kept.
    pub(crate) fn kept_to_sign(&self) -> SigningSecret {
        SigningSecret(self.0.clone())
    }

    /// The bytes to sign with, of a secret that is kept.
    pub(crate) fn signing_bytes(SigningSecret(kept): &SigningSecret) -> Result<Vec<u8>> {
        STANDARD.decode(kept.trim_start_matches(SIGNING)).map_err(Error::internal)
    }

    /// The secret itself, for whoever it is told to.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// How it is kept.
    pub(crate) fn kept(&self) -> String {
        hexadecimal(&Self::digest(&self.0))
    }

    /// The SHA-256 of what may be a secret.
    pub(crate) fn digest(given: &str) -> [u8; 32] {
        Sha256::digest(given).into()
    }

    /// What kind of secret this would be.
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
            assert_ne!(one.kept(), other.kept());
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

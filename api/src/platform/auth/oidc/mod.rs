//! Tokens of an OpenID Connect issuer: JSON Web Tokens signed with one of the issuer's keys.
//!
//! | file | contents |
//! |---|---|
//! | `settings.rs` | the trusted issuer, and how claims map to roles |
//! | `client.rs` | requests to the issuer: discovery and keys |
//! | `keys.rs` | the cache of keys |
//! | `key.rs` | which keys are usable |
//! | `signature.rs` | the checks of signatures |
//! | `token.rs` | the checks and claims of a token |
//!
//! The issuer decides who its users are and what they may do. A caller with a valid token for the first
//! time becomes a user (`access/users/external_identity.rs`). The role is that of the last token, even if
//! no administrator remains. A user who is disabled here stays locked out. No part of a token is logged or
//! returned, only the reason of a refusal is logged.

mod client;
mod key;
mod keys;
mod settings;
mod signature;
mod token;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use keys::Keys;
pub use settings::{Address, BadSetting, RoleOf, Settings};
pub(crate) use token::Claims;

use crate::platform::error::{Error, Result};

/// A trusted issuer of tokens. A clone shares its keys.
#[derive(Clone, Debug)]
pub struct Issuer {
    settings: Arc<Settings>,
    keys: Arc<Keys>,
}

impl Issuer {
    /// Creates an issuer. It is not contacted before the first token.
    ///
    /// # Errors
    /// If no TLS client can be created on this machine.
    pub fn new(settings: Settings) -> Result<Self> {
        signature::install();
        let keys = Keys::of(settings.issuer.clone()).map_err(Error::internal)?;
        Ok(Self { settings: Arc::new(settings), keys: Arc::new(keys) })
    }

    /// The issuer's URL, which identifies it.
    pub(crate) fn name(&self) -> &str {
        self.settings.issuer.as_str()
    }

    /// The claims of a token; `None` if it is invalid.
    pub(crate) async fn claims(&self, token: &str, now: DateTime<Utc>) -> Result<Option<Claims>> {
        let signed = match token::signed(token) {
            Ok(signed) => signed,
            Err(reason) => return Ok(refused(reason)),
        };
        let Some(key) = self.keys.find(&signed.key, signed.algorithm, now).await? else {
            return Ok(refused("it is signed with a key that the issuer does not publish"));
        };
        Ok(token::claims(token, &key, &self.settings, now).map_or_else(refused, Some))
    }
}

/// Logs the reason for the person who configures the issuer. The caller does not get it.
fn refused(reason: token::Refused) -> Option<Claims> {
    tracing::debug!(reason, "token refused");
    None
}

/// Whether this can be a JSON Web Token: three parts separated by dots.
pub(crate) fn looks_like_one(token: &str) -> bool {
    token.matches('.').count() == 2
}

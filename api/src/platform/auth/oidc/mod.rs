//! Tokens of an OpenID Connect issuer: JSON Web Tokens whose signature is by one of the issuer's keys.
//!
//! | file | what is in it |
//! |---|---|
//! | `settings.rs` | which issuer is trusted, and how claims are read as roles |
//! | `client.rs` | asking the issuer: discovery and its keys |
//! | `keys.rs` | its keys, kept and renewed |
//! | `key.rs` | which keys there are that can be used |
//! | `signature.rs` | by what signatures are checked |
//! | `token.rs` | what a good token says |
//!
//! The issuer decides who its users are and what they may do: whoever comes with a good token for the first time
//! becomes a user (`access/users/vouched.rs`), and the role is what their last token said, even where that leaves no
//! administrator. Disabling a user here keeps them out all the same. Nothing of a token is ever logged or told, only
//! why it is refused.

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

/// An issuer of tokens that is trusted. Cloning it shares its keys.
#[derive(Clone, Debug)]
pub struct Issuer {
    settings: Arc<Settings>,
    keys: Arc<Keys>,
}

impl Issuer {
    /// The issuer of some settings. It is not asked before a token comes.
    ///
    /// # Errors
    /// When nothing can be asked by TLS on this machine.
    pub fn new(settings: Settings) -> Result<Self> {
        signature::install();
        let keys = Keys::of(settings.issuer.clone()).map_err(Error::internal)?;
        Ok(Self { settings: Arc::new(settings), keys: Arc::new(keys) })
    }

    /// Its address, which is its name.
    pub(crate) fn name(&self) -> &str {
        self.settings.issuer.as_str()
    }

    /// What a token says, when it is good.
    pub(crate) async fn claims(&self, token: &str, now: DateTime<Utc>) -> Result<Option<Claims>> {
        let signed = match token::signed(token) {
            Ok(signed) => signed,
            Err(reason) => return Ok(refused(reason)),
        };
        let Some(key) = self.keys.find(&signed.key, signed.algorithm, now).await? else {
            return Ok(refused("it is signed with a key that the issuer does not tell"));
        };
        Ok(token::claims(token, &key, &self.settings, now).map_or_else(refused, Some))
    }
}

/// Says why, to whoever sets an issuer up: whoever sent the token is not told.
fn refused(reason: token::Refused) -> Option<Claims> {
    tracing::debug!(reason, "a token of the issuer is refused");
    None
}

/// Whether this can be a JSON Web Token: three parts with dots between them.
pub(crate) fn looks_like_one(token: &str) -> bool {
    token.matches('.').count() == 2
}

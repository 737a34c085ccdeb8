//! Network settings and rate limits.
//!
//! | file | contents |
//! |---|---|
//! | `client.rs` | the address of the client, also behind a proxy |
//! | `limit.rs` | rate limits per key |
//! | `origin.rs` | the origins whose pages may read responses |
//!
//! Callers who are signed in are counted by identity, others by network address. So guessing tokens does
//! not use up the limit of callers with valid tokens. No passwords or tokens are stored here, and e-mail
//! addresses only as digests.

mod client;
mod limit;
mod origin;

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use axum::http::{Extensions, HeaderMap};
pub(crate) use client::{Client, Site};
use ipnet::IpNet;
use limit::{Key, Limit};
pub use origin::{NotAnOrigin, Origin};

use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};

/// The network settings. By default there are no limits, no proxy is trusted, and no page of another origin
/// may read responses.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Requests per minute and caller; 0 for no limit.
    pub rate_limit: u32,
    /// Sign-in attempts per minute, by network address and by e-mail address; 0 for no limit.
    pub sign_in_rate_limit: u32,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// The origins whose pages may read responses.
    pub origins: Vec<Origin>,
    /// Whether all clients use TLS.
    pub secure: bool,
}

/// The settings and the current counts. A clone shares the counts.
#[derive(Clone, Debug)]
pub(crate) struct Network(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    requests: Option<Limit>,
    attempts: Option<Limit>,
    /// Digests e-mail addresses, so that a stored key has a fixed size.
    digest: RandomState,
}

impl Network {
    pub(crate) fn new(settings: Settings) -> Self {
        let requests = Limit::per_minute(settings.rate_limit);
        let attempts = Limit::per_minute(settings.sign_in_rate_limit);
        Self(Arc::new(Inner { settings, requests, attempts, digest: RandomState::new() }))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> Client {
        Client::of(headers, extensions, &self.0.settings.trusted_proxies)
    }

    /// Counts a request of a caller who is signed in.
    pub(crate) fn count(&self, caller: &Caller) -> Result<()> {
        pass(self.0.requests.as_ref(), Key::of(caller))
    }

    /// Counts a request that failed to authenticate; returns the reason to send.
    pub(crate) fn refusal(&self, client: Client, reason: Error) -> Error {
        pass(self.0.requests.as_ref(), Key::Client(client)).err().unwrap_or(reason)
    }

    /// Counts a sign-in attempt by network address.
    pub(crate) fn attempt_from(&self, client: Client) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::Client(client))
    }

    /// Counts an attempt of a signed-in caller to prove their identity again.
    pub(crate) fn attempt_of(&self, caller: &Caller) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::of(caller))
    }

    /// Counts a sign-in attempt by e-mail address, whether or not an account has it.
    pub(crate) fn attempt_as(&self, email_key: &str) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::Email(self.0.digest.hash_one(email_key)))
    }
}

fn pass(limit: Option<&Limit>, key: Key) -> Result<()> {
    limit.map_or(Ok(()), |limit| limit.check(key))
}

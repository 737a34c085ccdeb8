//! How the service faces a network: what it is told of it, and how much it takes from whom.
//!
//! | file | what is in it |
//! |---|---|
//! | `client.rs` | which machine a request is from, also behind a proxy |
//! | `limit.rs` | how many requests a minute are let pass, per key |
//! | `origin.rs` | the origins of pages that may read the answers |
//!
//! Whoever is signed in is counted as themselves, wherever they are; whoever is not, by the machine they ask from. So
//! nobody who guesses tokens takes anything from those who have one. Nothing is kept here of a password or a token,
//! and of an e-mail address but a digest.

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

/// What the service is told of the network that it faces. By default it limits nobody and trusts no proxy, and no
/// page of another origin may read its answers.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How many requests a minute a caller may send; 0 limits nobody.
    pub rate_limit: u32,
    /// How many times a minute somebody may try to sign in, per machine and per address; 0 limits nobody.
    pub sign_in_rate_limit: u32,
    /// The proxies that are believed when they say whom they ask for.
    pub trusted_proxies: Vec<IpNet>,
    /// The origins whose pages may read the answers.
    pub origins: Vec<Origin>,
    /// Whether it is spoken to by TLS alone.
    pub secure: bool,
}

/// The settings, and what was counted under them. Cloning it shares it.
#[derive(Clone, Debug)]
pub(crate) struct Network(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    requests: Option<Limit>,
    attempts: Option<Limit>,
    /// Digests e-mail addresses, so that what is kept of one has one length, whatever was sent.
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

    /// The machine that a request is from.
    pub(crate) fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> Client {
        Client::of(headers, extensions, &self.0.settings.trusted_proxies)
    }

    /// Counts a request of somebody who is signed in.
    pub(crate) fn count(&self, caller: &Caller) -> Result<()> {
        pass(self.0.requests.as_ref(), Key::of(caller))
    }

    /// Counts a request of somebody who is not let in; gives back why it is refused.
    pub(crate) fn refusal(&self, client: Client, reason: Error) -> Error {
        pass(self.0.requests.as_ref(), Key::Client(client)).err().unwrap_or(reason)
    }

    /// Counts an attempt from a machine to prove who one is.
    pub(crate) fn attempt_from(&self, client: Client) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::Client(client))
    }

    /// Counts an attempt of somebody who is signed in to prove it again.
    pub(crate) fn attempt_of(&self, caller: &Caller) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::of(caller))
    }

    /// Counts an attempt to sign in with an address, whether anybody has it or not; wherever it comes from.
    pub(crate) fn attempt_as(&self, email_key: &str) -> Result<()> {
        pass(self.0.attempts.as_ref(), Key::Email(self.0.digest.hash_one(email_key)))
    }
}

fn pass(limit: Option<&Limit>, key: Key) -> Result<()> {
    limit.map_or(Ok(()), |limit| limit.check(key))
}

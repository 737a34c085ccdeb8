//! The issuer's keys, cached for one hour.
//!
//! A token with an unknown key may be signed with a new key, so the issuer is asked again: one request at a
//! time and at most twice in 30 seconds, however many key identifiers attackers invent. If the issuer does
//! not answer, the cached keys remain valid.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::Algorithm;
use reqwest::Client;
use tokio::sync::Mutex;

use super::client;
use super::key::Key;
use super::settings::Address;
use crate::platform::error::{Error, Result};

/// How long the cached keys count as complete.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// The shortest time between two requests to the issuer.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
/// The same while no key is known, so that nobody can sign in.
const SOON: TimeDelta = TimeDelta::seconds(5);

#[derive(Debug)]
pub(super) struct Keys {
    issuer: Address,
    client: Client,
    known: RwLock<Option<Arc<CachedKeys>>>,
    /// When the keys were last renewed, without the first time. The lock is held during a request.
    asked: Mutex<Option<DateTime<Utc>>>,
    /// How many requests to the issuer have ended, with or without keys.
    rounds: AtomicUsize,
}

#[derive(Debug)]
struct CachedKeys {
    keys: Vec<Key>,
    since: DateTime<Utc>,
}

impl CachedKeys {
    fn find(&self, id: &str, algorithm: Algorithm) -> Option<Key> {
        self.keys.iter().find(|key| key.id == id && key.algorithm == algorithm).cloned()
    }
}

impl Keys {
    pub(super) fn of(issuer: Address) -> reqwest::Result<Self> {
        let client = client::client(&issuer)?;
        Ok(Self {
            issuer,
            client,
            known: RwLock::default(),
            asked: Mutex::default(),
            rounds: AtomicUsize::default(),
        })
    }

    /// The key with this identifier and algorithm.
    ///
    /// # Errors
    /// If no keys are known and the issuer does not send any.
    pub(super) async fn find(
        self: &Arc<Self>,
        id: &str,
        algorithm: Algorithm,
        now: DateTime<Utc>,
    ) -> Result<Option<Key>> {
        let round = self.rounds.load(Ordering::SeqCst);
        if let Some(known) = self.cached()
            && let Some(key) = known.find(id, algorithm)
            // If a renewal is running, do not wait for it with a known key.
            && (within(FRESH, known.since, now) || self.asked.try_lock().is_err())
        {
            return Ok(Some(key));
        }
        // In its own task, so that a caller who hangs up does not cancel it for the others.
        let renewed = tokio::spawn(self.clone().renewed(round, now)).await.map_err(Error::internal)?;
        Ok(renewed?.find(id, algorithm))
    }

    fn cached(&self) -> Option<Arc<CachedKeys>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Renews the keys, unless it is too early or another caller did so since this round.
    async fn renewed(self: Arc<Self>, round: usize, now: DateTime<Utc>) -> Result<Arc<CachedKeys>> {
        let mut asked = self.asked.lock().await;
        let known = self.cached();
        let pause = if known.is_some() { AGAIN } else { SOON };
        if self.rounds.load(Ordering::SeqCst) != round || asked.is_some_and(|at| within(pause, at, now)) {
            return known.ok_or(Error::IssuerUnreachable);
        }
        let told = client::keys(&self.client, &self.issuer).await;
        self.rounds.fetch_add(1, Ordering::SeqCst);
        match told {
            Ok(told) => {
                let renewed =
                    Arc::new(CachedKeys { keys: told.into_iter().filter_map(Key::of).collect(), since: now });
                // The first request does not count: a key may change just after it.
                *asked = known.map(|_| now);
                *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(renewed.clone());
                Ok(renewed)
            }
            Err(cause) => {
                tracing::warn!(issuer = %self.issuer, %cause, "fetching the keys of the issuer failed");
                *asked = Some(now);
                known.ok_or(Error::IssuerUnreachable)
            }
        }
    }
}

/// Whether two instants are less than this apart, in either direction: a clock may be set back.
fn within(span: TimeDelta, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (now - at).abs() < span
}

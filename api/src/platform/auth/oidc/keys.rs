//! The issuer's keys, kept for an hour.
//!
//! A token whose key is not known may be signed by a key that is new: then the issuer is asked, by one request at a
//! time and at most twice in 30 seconds, however many names of keys are made up. When it does not answer, the keys
//! that are known stay good.

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

/// How long keys are taken to be all there are.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// How soon the issuer is asked again.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
/// How soon it is asked again as long as nobody can be let in.
const SOON: TimeDelta = TimeDelta::seconds(5);

/// The keys of an issuer.
#[derive(Debug)]
pub(super) struct Keys {
    issuer: Address,
    client: Client,
    known: RwLock<Option<Arc<Known>>>,
    /// When it was last asked for other keys than those that it first told. Held by whoever asks.
    asked: Mutex<Option<DateTime<Utc>>>,
    /// How often it has answered, or not.
    rounds: AtomicUsize,
}

/// The keys that are known.
#[derive(Debug)]
struct Known {
    keys: Vec<Key>,
    since: DateTime<Utc>,
}

impl Known {
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

    /// The key of a name that is for an algorithm.
    ///
    /// # Errors
    /// When no key is known, and the issuer does not tell any.
    pub(super) async fn find(
        self: &Arc<Self>,
        id: &str,
        algorithm: Algorithm,
        now: DateTime<Utc>,
    ) -> Result<Option<Key>> {
        let round = self.rounds.load(Ordering::SeqCst);
        if let Some(known) = self.known()
            && let Some(key) = known.find(id, algorithm)
            // While somebody asks already, nobody waits whose key is known.
            && (within(FRESH, known.since, now) || self.asked.try_lock().is_err())
        {
            return Ok(Some(key));
        }
        // By itself, so that whoever hangs up does not undo it for those who wait for the same.
        let renewed = tokio::spawn(self.clone().renewed(round, now)).await.map_err(Error::internal)?;
        Ok(renewed?.find(id, algorithm))
    }

    fn known(&self) -> Option<Arc<Known>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys after the issuer was asked, when it may be asked again and nobody has done so since this round.
    async fn renewed(self: Arc<Self>, round: usize, now: DateTime<Utc>) -> Result<Arc<Known>> {
        let mut asked = self.asked.lock().await;
        let known = self.known();
        let pause = if known.is_some() { AGAIN } else { SOON };
        if self.rounds.load(Ordering::SeqCst) != round || asked.is_some_and(|at| within(pause, at, now)) {
            return known.ok_or(Error::IssuerUnreachable);
        }
        let told = client::keys(&self.client, &self.issuer).await;
        self.rounds.fetch_add(1, Ordering::SeqCst);
        match told {
            Ok(told) => {
                let renewed =
                    Arc::new(Known { keys: told.into_iter().filter_map(Key::of).collect(), since: now });
                // The first time does not count: a key may be renewed just after.
                *asked = known.map(|_| now);
                *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(renewed.clone());
                Ok(renewed)
            }
            Err(cause) => {
                tracing::warn!(issuer = %self.issuer, %cause, "the issuer does not tell its keys");
                *asked = Some(now);
                known.ok_or(Error::IssuerUnreachable)
            }
        }
    }
}

/// Whether two instants are no further apart than this; a clock may have been set back.
fn within(span: TimeDelta, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (now - at).abs() < span
}

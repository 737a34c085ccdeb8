//! A cache of identities.
//!
//! Identities are cached for a few seconds, so that most requests need no query for their caller. A
//! revocation by this process takes effect at once, and one by another process on the same database within
//! those seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::sync::Cache;

use super::Identity;

/// How long an identity is cached.
const CACHE_TTL: Duration = Duration::from_secs(5);
/// The most identities in the cache.
const MAX_CACHED: u64 = 10_000;
/// The cache of identities, by digest of the token.
#[derive(Clone, Debug)]
pub(crate) struct Identities {
    known: Cache<[u8; 32], Arc<Identity>>,
    /// How often the cache was invalidated.
    forgotten: Arc<AtomicU64>,
}

impl Default for Identities {
    fn default() -> Self {
        let known = Cache::builder().max_capacity(MAX_CACHED).time_to_live(CACHE_TTL).build();
        Self { known, forgotten: Arc::default() }
    }
}

impl Identities {
    /// Clears the cache, because somebody's access has changed.
    pub(crate) fn invalidate(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.known.invalidate_all();
    }

    /// The cached identity for a digest.
    pub(crate) fn find(&self, digest: &[u8; 32]) -> Option<Arc<Identity>> {
        self.known.get(digest)
    }

    /// How often the cache was invalidated.
    pub(crate) fn generation(&self) -> u64 {
        self.forgotten.load(Ordering::SeqCst)
    }

    /// Caches an identity, unless the cache was invalidated since the look-up began.
    pub(crate) fn insert(&self, digest: [u8; 32], who: &Arc<Identity>, since: u64) {
        if self.forgotten.load(Ordering::SeqCst) == since {
            self.known.insert(digest, who.clone());
            // Another thread may invalidate between check and insert: then remove the entry again.
            if self.forgotten.load(Ordering::SeqCst) != since {
                self.known.invalidate(&digest);
            }
        }
    }
}

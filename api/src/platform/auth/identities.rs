//! Identities that were found lately.
//!
//! What was found is kept for a few seconds, so that a request costs no query for its caller. What this process
//! revokes is good no more at once; what another process on the same database revokes, within those seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::sync::Cache;

use super::Identity;

/// How long an identity that was found is taken for granted.
const CACHE_TTL: Duration = Duration::from_secs(5);
/// How many are kept.
const MAX_CACHED: u64 = 10_000;
/// The identities that were found lately.
#[derive(Clone, Debug)]
pub(crate) struct Identities {
    known: Cache<[u8; 32], Arc<Identity>>,
    /// How often they were forgotten.
    forgotten: Arc<AtomicU64>,
}

impl Default for Identities {
    fn default() -> Self {
        let known = Cache::builder().max_capacity(MAX_CACHED).time_to_live(CACHE_TTL).build();
        Self { known, forgotten: Arc::default() }
    }
}

impl Identities {
    /// Forgets all of them, since somebody's access has changed.
    pub(crate) fn invalidate(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.known.invalidate_all();
    }

    /// The one of a digest, when it was found lately.
    pub(crate) fn find(&self, digest: &[u8; 32]) -> Option<Arc<Identity>> {
        self.known.get(digest)
    }

    /// How often all were forgotten.
    pub(crate) fn generation(&self) -> u64 {
        self.forgotten.load(Ordering::SeqCst)
    }

    /// Keeps one that was looked up, unless somebody's access has changed since the look began.
    pub(crate) fn insert(&self, digest: [u8; 32], who: &Arc<Identity>, since: u64) {
        if self.forgotten.load(Ordering::SeqCst) == since {
            self.known.insert(digest, who.clone());
            // It may have changed between the two: then nobody is to find what was kept.
            if self.forgotten.load(Ordering::SeqCst) != since {
                self.known.invalidate(&digest);
            }
        }
    }
}

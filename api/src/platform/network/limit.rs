use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use entity::value::ActorKind;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use super::Client;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};

/// After how many requests unused keys are removed. At most this many keys are added in between, which
/// limits the memory.
const SWEEP: u32 = 4096;

/// What a rate limit counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A caller who is signed in.
    Caller(ActorKind, Option<Uuid>),
    /// A network address.
    Client(Client),
    /// The digest of an e-mail address.
    Email(u64),
}

impl Key {
    pub(super) fn of(caller: &Caller) -> Self {
        let (kind, id) = caller.actor().recorded();
        Self::Caller(kind, id)
    }
}

/// A limit of requests per minute for each key. The full number may come at once; then one more each time
/// its share of a minute has passed (the generic cell rate algorithm).
#[derive(Debug)]
pub(super) struct Limit {
    limiter: DefaultKeyedRateLimiter<Key>,
    count: AtomicU32,
}

impl Limit {
    /// `None` for 0, which means no limit.
    pub(super) fn per_minute(most: u32) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(most)?);
        Some(Self { limiter: RateLimiter::keyed(quota), count: AtomicU32::new(0) })
    }

    /// Checks that the key has requests left.
    pub(super) fn check(&self, key: Key) -> Result<()> {
        if self.count.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(&key).map_err(|early| {
            Error::TooManyRequests(whole_seconds(early.wait_time_from(DefaultClock::default().now())))
        })
    }
}

/// Rounded up, so that a client that waits this long succeeds.
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_used_up_takes_nothing_from_another() {
        let limit = Limit::per_minute(2).unwrap();
        let (one, other) = (Key::Email(1), Key::Email(2));
        assert!(limit.check(one).is_ok() && limit.check(one).is_ok());
        let Err(Error::TooManyRequests(wait)) = limit.check(one) else { panic!("it is used up") };
        assert!((1..=30).contains(&wait), "{wait}");
        assert!(limit.check(other).is_ok());
    }

    #[test]
    fn what_is_counted_is_forgotten_again() {
        // A key has its whole allowance again after a microsecond.
        let limit = Limit::per_minute(60_000_000).unwrap();
        for address in 0..100_000 {
            assert!(limit.check(Key::Email(address)).is_ok());
        }
        assert!(limit.limiter.len() <= 2 * SWEEP as usize, "{}", limit.limiter.len());
    }

    #[test]
    fn nobody_is_limited_to_nothing() {
        assert!(Limit::per_minute(0).is_none());
    }

    #[test]
    fn a_wait_is_told_in_seconds_that_suffice() {
        for (wait, told) in [(0, 1), (1, 1), (1000, 1), (1001, 2), (59_999, 60)] {
            assert_eq!(whole_seconds(Duration::from_millis(wait)), told);
        }
    }
}

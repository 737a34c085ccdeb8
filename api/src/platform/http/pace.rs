use std::time::Duration;

use tokio::time::Instant;

/// The longest time without progress while a body is transferred.
const MAX_STALL: Duration = Duration::from_secs(30);
/// The waiting time over which the rate is averaged.
const WINDOW: Duration = Duration::from_mins(1);
/// The lowest rate at which a client may send or receive a body, in bytes per second.
const MIN_RATE: u64 = 4 * 1024;

/// How fast a client sends or receives a body. Only the time in which we wait for the client counts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pace {
    waiting_since: Option<Instant>,
    waited: Duration,
    bytes: u64,
}

impl Pace {
    /// Starts waiting for the client.
    pub(crate) fn wait(&mut self) {
        self.waiting_since.get_or_insert_with(Instant::now);
    }

    /// The client has sent or received some bytes.
    pub(crate) fn add(&mut self, bytes: usize) {
        let wait = self.waiting_since.take().map(|since| since.elapsed());
        self.waited += wait.unwrap_or_default();
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// Whether the client stalls, or was below the lowest rate in the last window. Call this at least once
    /// per window: the call ends the window.
    pub(crate) fn is_too_slow(&mut self) -> bool {
        let stalled = self.waiting_since.map(|since| since.elapsed()).unwrap_or_default();
        let waited = self.waited + stalled;
        if stalled >= MAX_STALL {
            return true;
        }
        if waited < WINDOW {
            return false;
        }
        let is_too_slow = self.bytes < waited.as_secs() * MIN_RATE;
        *self = Self { waiting_since: self.waiting_since.map(|_| Instant::now()), ..Self::default() };
        is_too_slow
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    /// Waits some seconds, moves some bytes and checks whether that is too slow; repeatedly.
    async fn is_too_slow(seconds: u64, bytes: usize, times: u32) -> bool {
        let mut pace = Pace::default();
        for _ in 0..times {
            pace.wait();
            advance(Duration::from_secs(seconds)).await;
            if pace.is_too_slow() {
                return true;
            }
            pace.add(bytes);
        }
        false
    }

    #[tokio::test(start_paused = true)]
    async fn who_stalls_or_trickles_is_too_slow() {
        assert!(is_too_slow(30, 1 << 30, 1).await, "a stall");
        assert!(is_too_slow(29, 1, 10).await, "a trickle");
        assert!(is_too_slow(1, 4000, 100).await, "a little below the least rate");
        assert!(!is_too_slow(1, 5000, 1000).await, "a little above it");
        assert!(!is_too_slow(20, 200_000, 100).await, "in bursts");
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_fast_at_first_is_too_slow_once_it_trickles() {
        let mut pace = Pace::default();
        pace.add(1 << 30);
        pace.wait();
        advance(Duration::from_secs(20)).await;
        assert!(!pace.is_too_slow());
        let mut ended = false;
        for _ in 0..20 {
            pace.wait();
            advance(Duration::from_secs(10)).await;
            ended |= pace.is_too_slow();
            pace.add(1);
        }
        assert!(ended);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_in_which_nobody_waits_for_the_client_does_not_count() {
        let mut pace = Pace::default();
        for _ in 0..100 {
            pace.wait();
            pace.add(10);
            advance(Duration::from_secs(25)).await;
            assert!(!pace.is_too_slow());
        }
    }
}

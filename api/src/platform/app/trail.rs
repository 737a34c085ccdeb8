use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::ConnectionTrait;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::platform::audit::last_number;
use crate::platform::error::{Error, Result};

/// How long a write of another process can go unnoticed.
pub(crate) const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How many streams one caller may have open at the same time.
const STREAMS: usize = 10;

/// The last number of the audit trail, and the streams that wait for more. Commits of this process wake
/// them at once. Commits of other processes are found by polling once a second, shared by all streams.
/// Without waiting streams there is no polling.
#[derive(Clone, Debug)]
pub(crate) struct ChangeFeed(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    end: watch::Sender<i64>,
    looked: Mutex<Option<Instant>>,
    closing: watch::Sender<bool>,
    streams: Mutex<HashMap<String, usize>>,
}

impl Default for ChangeFeed {
    fn default() -> Self {
        Self(Arc::new(Inner {
            end: watch::Sender::new(0),
            looked: Mutex::default(),
            closing: watch::Sender::new(false),
            streams: Mutex::default(),
        }))
    }
}

impl ChangeFeed {
    /// Sets the number of the last entry; it never decreases.
    pub(crate) fn latest(&self, number: i64) {
        self.0.end.send_if_modified(|end| {
            let further = number > *end;
            *end = number.max(*end);
            further
        });
    }

    /// The number of the last known entry.
    pub(crate) fn end(&self) -> i64 {
        *self.0.end.borrow()
    }

    /// Waits for an entry after a number, for the end of the service, or for the poll interval, and then
    /// polls.
    pub(crate) async fn wait_beyond(&self, than: i64, connection: &impl ConnectionTrait) -> Result<()> {
        let (mut end, mut closing) = (self.0.end.subscribe(), self.0.closing.subscribe());
        // Neither wait can fail: `self` owns both senders.
        let woken = async {
            tokio::select! {
                _ = end.wait_for(|end| *end > than) => {}
                _ = closing.wait_for(|closing| *closing) => {}
            }
        };
        if timeout(POLL_INTERVAL, woken).await.is_err() { self.look(connection).await } else { Ok(()) }
    }

    async fn look(&self, connection: &impl ConnectionTrait) -> Result<()> {
        let now = Instant::now();
        {
            let mut looked = self.0.looked.lock().unwrap_or_else(PoisonError::into_inner);
            // A little less than the interval, so that a single waiter polls every time.
            if looked.is_some_and(|last| now.duration_since(last) < POLL_INTERVAL.mul_f32(0.9)) {
                return Ok(());
            }
            *looked = Some(now);
        }
        self.latest(last_number(connection).await?);
        Ok(())
    }

    /// Ends all streams, because the service stops.
    pub(crate) fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// Whether the service stops.
    pub(crate) fn is_closing(&self) -> bool {
        *self.0.closing.borrow()
    }

    /// A permit for one more stream of a caller.
    pub(crate) fn follow(&self, caller: String) -> Result<StreamPermit> {
        let mut streams = self.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let count = streams.entry(caller.clone()).or_default();
        if *count >= STREAMS {
            return Err(Error::TooManyStreams(STREAMS));
        }
        *count += 1;
        drop(streams);
        Ok(StreamPermit { trail: self.clone(), caller })
    }
}

/// A permit for an open stream. Dropping it returns it.
#[derive(Debug)]
pub(crate) struct StreamPermit {
    trail: ChangeFeed,
    caller: String,
}

impl Drop for StreamPermit {
    fn drop(&mut self) {
        let mut streams = self.trail.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = streams.get_mut(&self.caller) {
            *count -= 1;
            if *count == 0 {
                streams.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_has_so_many_streams_and_takes_none_from_another() {
        let trail = ChangeFeed::default();
        let mut places: Vec<_> = (0..STREAMS).map(|_| trail.follow("one".to_owned()).unwrap()).collect();
        assert!(matches!(trail.follow("one".to_owned()), Err(Error::TooManyStreams(STREAMS))));
        assert!(trail.follow("other".to_owned()).is_ok());
        places.pop();
        assert!(trail.follow("one".to_owned()).is_ok());
        drop(places);
        assert!(trail.0.streams.lock().unwrap().is_empty(), "nobody is remembered");
    }

    #[test]
    fn the_trail_never_becomes_shorter() {
        let trail = ChangeFeed::default();
        trail.latest(7);
        trail.latest(5);
        assert_eq!(trail.end(), 7);
    }
}

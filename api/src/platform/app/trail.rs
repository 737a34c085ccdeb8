use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::ConnectionTrait;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::platform::audit::last_number;
use crate::platform::error::{Error, Result};

/// How long what another process writes may go unnoticed.
pub(crate) const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How many streams a caller may have open at once.
const STREAMS: usize = 10;

/// How far the audit trail goes, as this process knows it, and who waits for more. A commit of this process says so at
/// once; for those of others the database is asked, by whoever waits and once a second for all of them together. Where
/// nobody waits nothing is asked.
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
    /// Says that the trail goes as far as this.
    pub(crate) fn latest(&self, number: i64) {
        self.0.end.send_if_modified(|end| {
            let further = number > *end;
            *end = number.max(*end);
            further
        });
    }

    /// How far it is known to go.
    pub(crate) fn end(&self) -> i64 {
        *self.0.end.borrow()
    }

    /// Waits until it goes further than a number, or it is time to look; looks when it is.
    pub(crate) async fn wait_beyond(&self, than: i64, connection: &impl ConnectionTrait) -> Result<()> {
        let (mut end, mut closing) = (self.0.end.subscribe(), self.0.closing.subscribe());
        // Neither wait fails: who could end them lives as long as this.
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
            // A little less than a turn, so that whoever waits alone is never told to wait for another turn.
            if looked.is_some_and(|last| now.duration_since(last) < POLL_INTERVAL.mul_f32(0.9)) {
                return Ok(());
            }
            *looked = Some(now);
        }
        self.latest(last_number(connection).await?);
        Ok(())
    }

    /// Says that the service ends, so that nobody waits for more.
    pub(crate) fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// Whether it ends.
    pub(crate) fn is_closing(&self) -> bool {
        *self.0.closing.borrow()
    }

    /// A place among the streams that a caller may have open.
    pub(crate) fn place(&self, caller: String) -> Result<StreamPlace> {
        let mut streams = self.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let count = streams.entry(caller.clone()).or_default();
        if *count >= STREAMS {
            return Err(Error::TooManyStreams(STREAMS));
        }
        *count += 1;
        drop(streams);
        Ok(StreamPlace { trail: self.clone(), caller })
    }
}

/// A place that a stream takes. It is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    trail: ChangeFeed,
    caller: String,
}

impl Drop for StreamPlace {
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
        let mut places: Vec<_> = (0..STREAMS).map(|_| trail.place("one".to_owned()).unwrap()).collect();
        assert!(matches!(trail.place("one".to_owned()), Err(Error::TooManyStreams(STREAMS))));
        assert!(trail.place("other".to_owned()).is_ok());
        places.pop();
        assert!(trail.place("one".to_owned()).is_ok());
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

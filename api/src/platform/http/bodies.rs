//! Limits the bytes of request bodies in memory. Parsing a body takes several times its size. The bodies in
//! progress share one limit for all callers and one per caller, so that no caller blocks the others.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::layers::BODY_LIMIT;
use crate::platform::auth::Caller;
use crate::platform::error::Error;

/// Bodies up to this size need no permit: 64 KiB.
const SMALL: usize = 64 * 1024;
/// The total bytes of larger bodies: four of the maximum size.
const TOTAL: usize = 4 * BODY_LIMIT;
/// The bytes that one caller may use: half, so that the rest is for others.
const OF_ONE: usize = TOTAL / 2;
/// How long a body waits for its permit.
const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes of larger bodies in memory. A clone shares the same count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bodies(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    taken: Mutex<Taken>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_caller: HashMap<String, usize>,
}

/// A permit for the bytes of a body. Dropping it returns them.
#[derive(Debug)]
struct BodyPermit {
    bodies: Bodies,
    caller: String,
    bytes: usize,
}

impl Bodies {
    /// Waits for a permit; `None` after the timeout.
    async fn take(self, caller: String, bytes: usize) -> Option<BodyPermit> {
        let taking = async {
            loop {
                let freed = self.0.freed.notified();
                if self.try_take(&caller, bytes) {
                    break;
                }
                freed.await;
            }
        };
        timeout(PATIENCE, taking).await.ok()?;
        Some(BodyPermit { bodies: self.clone(), caller, bytes })
    }

    fn try_take(&self, caller: &str, bytes: usize) -> bool {
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.by_caller.get(caller).copied().unwrap_or_default();
        if taken.total + bytes > TOTAL || own + bytes > OF_ONE {
            return false;
        }
        taken.total += bytes;
        taken.by_caller.insert(caller.to_owned(), own + bytes);
        true
    }
}

impl Drop for BodyPermit {
    fn drop(&mut self) {
        let mut taken = self.bodies.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.total -= self.bytes;
        if let Some(own) = taken.by_caller.get_mut(&self.caller) {
            *own -= self.bytes;
            if *own == 0 {
                taken.by_caller.remove(&self.caller);
            }
        }
        drop(taken);
        self.bodies.0.freed.notify_waiters();
    }
}

/// Reads a larger body once it has a permit, and holds the permit until the response is made.
pub(crate) async fn in_turn(State(bodies): State<Bodies>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().map(Caller::key).unwrap_or_default();
    let (head, body) = request.into_parts();
    let declared = body.size_hint().exact().and_then(|bytes| usize::try_from(bytes).ok());
    if declared.is_some_and(|bytes| bytes <= SMALL) {
        return next.run(Request::from_parts(head, body)).await;
    }
    let found_none = Arc::new(AtomicBool::new(false));
    let kept = Arc::new(Mutex::new(None));
    let bytes = declared.unwrap_or(BODY_LIMIT).min(BODY_LIMIT);
    let take = Box::pin(bodies.take(caller, bytes));
    let body = InTurn { body, read: 0, take: Some(take), kept: kept.clone(), found_none: found_none.clone() };
    let response = next.run(Request::from_parts(head, Body::new(body))).await;
    drop(kept);
    // The handler saw only a broken body; this is the real reason.
    if found_none.load(Ordering::Relaxed) { Error::ManyBodies.into_response() } else { response }
}

type Take = Pin<Box<dyn Future<Output = Option<BodyPermit>> + Send>>;

/// A body that waits for a permit before it is read further.
struct InTurn {
    body: Body,
    read: usize,
    take: Option<Take>,
    kept: Arc<Mutex<Option<BodyPermit>>>,
    found_none: Arc<AtomicBool>,
}

impl HttpBody for InTurn {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let is_large = self.read > SMALL || self.body.size_hint().exact().is_some();
        if is_large && let Some(take) = self.take.as_mut() {
            let place = ready!(take.as_mut().poll(context));
            self.take = None;
            self.found_none.store(place.is_none(), Ordering::Relaxed);
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = place;
        }
        // Without a permit, read and discard the rest: a client that still sends would not see the
        // response.
        while self.found_none.load(Ordering::Relaxed) {
            let Some(Ok(_)) = ready!(Pin::new(&mut self.body).poll_frame(context)) else {
                return Poll::Ready(Some(Err(axum::Error::new("no place for the body"))));
            };
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref().map(Bytes::len));
        self.read += bytes.unwrap_or_default();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(bodies: &Bodies, caller: &str, bytes: usize) -> impl Future<Output = Option<BodyPermit>> + use<> {
        bodies.clone().take(caller.to_owned(), bytes)
    }

    #[tokio::test(start_paused = true)]
    async fn no_caller_takes_all_the_places_and_all_are_given_back() {
        let bodies = Bodies::default();
        let mut places = Vec::new();
        for _ in 0..2 {
            places.push(take(&bodies, "one", BODY_LIMIT).await.expect("a place"));
        }
        assert!(take(&bodies, "one", BODY_LIMIT).await.is_none(), "one caller has half of them");
        for _ in 0..2 {
            places.push(take(&bodies, "other", BODY_LIMIT).await.expect("a place"));
        }
        assert!(take(&bodies, "third", SMALL + 1).await.is_none(), "all are taken");
        let waiting = tokio::spawn(take(&bodies, "third", BODY_LIMIT));
        tokio::task::yield_now().await;
        drop(places.pop());
        assert!(waiting.await.expect("a task").is_some(), "who waits gets what is given back");
        drop(places);
        let taken = bodies.0.taken.lock().expect("a lock");
        assert!(taken.total == 0 && taken.by_caller.is_empty(), "{taken:?}");
    }
}

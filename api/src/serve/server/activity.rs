//! The requests in progress on a connection, and how fast the client receives the responses.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::Instant;

use crate::platform::http::Pace;

/// The size of the chunks of a response: the default frame of HTTP/2. Small chunks show how much the client
/// has received, and keep buffers small.
const PIECE: usize = 16 * 1024;

/// The requests in progress on a connection. A clone shares them.
#[derive(Clone, Debug)]
pub(super) struct Activity(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    /// The pace of each response, by its number.
    answers: HashMap<u64, Pace>,
    next: u64,
    idle_since: Instant,
}

impl Activity {
    pub(super) fn new() -> Self {
        let state = State { answers: HashMap::new(), next: 0, idle_since: Instant::now() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// A request starts.
    pub(super) fn begin(&self) -> Exchange {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        state.answers.insert(number, Pace::default());
        Exchange { activity: self.clone(), number }
    }

    /// How long the connection has been idle; `None` while a request is in progress.
    pub(super) fn idle(&self) -> Option<Duration> {
        let state = self.state();
        state.answers.is_empty().then(|| state.idle_since.elapsed())
    }

    /// Whether the client receives a response too slowly.
    pub(super) fn is_too_slow(&self) -> bool {
        self.state().answers.values_mut().any(Pace::is_too_slow)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in progress, until its response is sent or dropped.
#[derive(Debug)]
pub(super) struct Exchange {
    activity: Activity,
    number: u64,
}

impl Exchange {
    fn pace(&self, change: impl FnOnce(&mut Pace)) {
        self.activity.state().answers.get_mut(&self.number).map(change);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut state = self.activity.state();
        state.answers.remove(&self.number);
        if state.answers.is_empty() {
            state.idle_since = Instant::now();
        }
    }
}

/// The body of a response, sent in chunks.
#[derive(Debug)]
pub(super) struct Answer<P> {
    body: Body,
    /// The rest of a frame that was larger than a chunk.
    rest: Bytes,
    /// The size of the last chunk.
    handed_over: usize,
    exchange: Exchange,
    /// Released when the response is sent.
    _permit: P,
}

impl<P> Answer<P> {
    pub(super) fn new(body: Body, exchange: Exchange, permit: P) -> Self {
        Self { body, rest: Bytes::new(), handed_over: 0, exchange, _permit: permit }
    }
}

impl<P: Unpin> HttpBody for Answer<P> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        // The next chunk is requested, so the last one was sent.
        let taken = std::mem::take(&mut self.handed_over);
        self.exchange.pace(|pace| pace.add(taken));
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                other => return Poll::Ready(other),
            }
        }
        let size = self.rest.len().min(PIECE);
        let piece = self.rest.split_to(size);
        self.handed_over = piece.len();
        self.exchange.pace(Pace::wait);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (body, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower() + rest);
        if let Some(upper) = body.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::time::advance;

    use super::*;

    async fn next(answer: &mut Answer<()>) -> Option<usize> {
        let frame = poll_fn(|context| Pin::new(&mut *answer).poll_frame(context)).await?;
        Some(frame.expect("a frame").into_data().expect("data").len())
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_is_handed_over_in_pieces_and_is_whole() {
        let activity = Activity::new();
        let body = Body::from(vec![0; 2 * PIECE + 1]);
        let mut answer = Answer::new(body, activity.begin(), ());
        let mut sizes = Vec::new();
        while !answer.is_end_stream() {
            let left = answer.size_hint().exact().expect("a size");
            assert_eq!(left, (2 * PIECE + 1 - sizes.iter().sum::<usize>()) as u64);
            sizes.push(next(&mut answer).await.expect("a piece"));
            assert_eq!(activity.idle(), None);
        }
        assert_eq!(sizes, [PIECE, PIECE, 1]);
        drop(answer);
        advance(Duration::from_secs(5)).await;
        assert_eq!(activity.idle(), Some(Duration::from_secs(5)));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_not_taken_is_too_slow_and_one_that_is_not_there_is_not() {
        let activity = Activity::new();
        let endless = futures_util::stream::pending::<Result<Bytes, axum::Error>>();
        let mut waits = Answer::new(Body::from_stream(endless), activity.begin(), ());
        let polled =
            poll_fn(|context| Poll::Ready(Pin::new(&mut waits).poll_frame(context).is_pending())).await;
        assert!(polled);
        advance(Duration::from_hours(1)).await;
        assert!(!activity.is_too_slow(), "it is us who have nothing to send");
        let mut answer = Answer::new(Body::from(vec![0; 10 * PIECE]), activity.begin(), ());
        next(&mut answer).await;
        advance(Duration::from_secs(29)).await;
        assert!(!activity.is_too_slow());
        advance(Duration::from_secs(1)).await;
        assert!(activity.is_too_slow());
        drop(answer);
        assert!(!activity.is_too_slow());
    }
}

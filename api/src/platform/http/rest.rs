//! The rest of a body that was refused before it was read.
//!
//! Many clients send the whole body before they read the response. If we closed the connection meanwhile,
//! they would see a broken connection and not the error. So the rest is read and discarded, up to a limit.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use futures_util::StreamExt;
use futures_util::future::poll_fn;
use futures_util::stream;
use tokio::time::timeout;

use super::body::BODY_TIMEOUT;
use super::layers::BODY_LIMIT;

/// The size of connection buffers: a body of this size is sent before the connection can break.
const BUFFERED_BYTES: u64 = 16 * 1024;

/// A body that two readers share: first the handler, then the one that discards the rest.
#[derive(Clone)]
pub(crate) struct Rest(Arc<Mutex<Option<BodyDataStream>>>);

impl Rest {
    /// A request, and the rest of its body; `None` if the body is small.
    pub(crate) fn of(request: Request) -> (Request, Option<Self>) {
        let size = request.body().size_hint();
        if size.exact().is_some_and(|bytes| bytes <= BUFFERED_BYTES) {
            return (request, None);
        }
        let (head, body) = request.into_parts();
        let rest = Self(Arc::new(Mutex::new(Some(body.into_data_stream()))));
        let shared = rest.clone();
        let parts = stream::poll_fn(move |context| shared.poll(context));
        (Request::from_parts(head, Body::from_stream(parts)), Some(rest))
    }

    /// Discards the rest of a refused body, within the limits of size and time for a body.
    pub(crate) async fn thrown_away(self) {
        let mut left = BODY_LIMIT;
        let all = async {
            while let Some(Ok(part)) = poll_fn(|context| self.poll(context)).await {
                left = left.saturating_sub(part.len());
                if left == 0 {
                    break;
                }
            }
        };
        // If it is too slow, give up.
        let _ = timeout(BODY_TIMEOUT, all).await;
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = stream.as_mut() else { return Poll::Ready(None) };
        let part = open.poll_next_unpin(context);
        // Do not poll a stream that has ended.
        if matches!(part, Poll::Ready(None | Some(Err(_)))) {
            *stream = None;
        }
        part
    }
}

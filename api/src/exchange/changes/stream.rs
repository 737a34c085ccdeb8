use openapi::platform::error_code::ErrorCode;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::http::HeaderName;
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response, Sse};
use futures_util::stream::unfold;
use openapi::exchange::changes::{ChangeFilter, PortfolioChange};
use openapi::platform::problem::ErrorLocation as Part;
use openapi::platform::rights::Right;
use tokio::time::Instant;

use super::queries;
use crate::platform::app::{App, StreamPermit};
use crate::platform::audit::last_number;
use crate::platform::auth::{BearerToken, Caller, FinancialScope};
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::StreamRequest;

/// The time without an event after which a heartbeat is sent. It keeps proxies from closing the connection,
/// and detects a closed client.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The time that a client waits before it reconnects.
const RETRY: Duration = Duration::from_secs(3);
/// The maximum number of buffered changes per stream.
const HELD: usize = 100;
/// Asks a proxy not to buffer the response.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// A client of the stream.
struct Follower {
    app: App,
    pass: BearerToken,
    filter: ChangeFilter,
    /// The number up to which the client has received everything, after the buffered changes.
    reached: i64,
    held: VecDeque<PortfolioChange>,
    heartbeat: Instant,
    _place: StreamPermit,
}

impl StreamRequest {
    /// Begins to stream changes to a caller.
    pub(crate) async fn begin(self, app: App, caller: &Caller) -> Result<Response> {
        caller.require(Right::ReadPortfolio)?;
        let place = app.trail.follow(caller.key())?;
        let end = last_number(app.database.read()).await?;
        app.trail.latest(end);
        let reached = self.after.unwrap_or(end);
        if reached > end {
            let detail = format!("the last number is {end}: the number {reached} was never sent");
            return Err(Error::Invalid(vec![fault(Part::Query, "/after", ErrorCode::Cursor, detail)]));
        }
        let (held, heartbeat) = (VecDeque::new(), Instant::now() + HEARTBEAT);
        let Self { pass, filter, after: _ } = self;
        let follower = Follower { app, pass, filter, reached, held, heartbeat, _place: place };
        // A client that is cut off before the first change continues from here.
        let greeting = follower.beat().retry(RETRY);
        let told = unfold((Some(greeting), follower), async |(greeting, mut follower)| {
            let event = match greeting {
                Some(greeting) => greeting,
                None => follower.next().await?,
            };
            Some((Ok::<_, Infallible>(event), (None, follower)))
        });
        Ok(([UNBUFFERED], Sse::new(told)).into_response())
    }
}

impl Follower {
    /// The next event. `None` at the end: the service stops, or the caller may no longer read.
    async fn next(&mut self) -> Option<Event> {
        match self.next_event().await {
            Ok(event) => event,
            // The client reconnects, and continues after its last event.
            Err(fault) => {
                tracing::warn!(%fault, "a stream of changes was interrupted");
                None
            }
        }
    }

    async fn next_event(&mut self) -> Result<Option<Event>> {
        while !self.app.trail.is_closing() {
            let Some(caller) = self.pass.caller(&self.app).await? else { return Ok(None) };
            if let Some(change) = self.held.pop_front() {
                self.heartbeat = Instant::now() + HEARTBEAT;
                return event(&change).map(Some);
            }
            if self.app.trail.end() > self.reached {
                self.read(&caller).await?;
            } else if self.heartbeat <= Instant::now() {
                self.heartbeat = Instant::now() + HEARTBEAT;
                return Ok(Some(self.beat()));
            } else {
                self.app.trail.wait_beyond(self.reached, self.app.database.read()).await?;
            }
        }
        Ok(None)
    }

    async fn read(&mut self, caller: &Caller) -> Result<()> {
        let (filter, reached) = (&self.filter, self.reached);
        let found = self.app.read(async |connection| {
            let scope = FinancialScope::of(connection, caller).await?;
            queries::after(connection, &scope, filter, reached, HELD).await
        });
        let found = found.await?;
        self.reached = found.reached;
        self.held = found.items.into();
        Ok(())
    }

    /// A message with only the number to continue from, which is not an event for the client.
    fn beat(&self) -> Event {
        Event::default().comment("").id(self.reached.to_string())
    }
}

fn event(change: &PortfolioChange) -> Result<Event> {
    let event = Event::default().id(change.number.to_string()).event(&change.kind);
    event.json_data(change).map_err(Error::internal)
}

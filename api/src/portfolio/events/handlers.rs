use axum::extract::State;
use entity::value::EventId;
use openapi::portfolio::events::{Event, EventFilter, EventInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, PageOrStream, PagedOrStream, Patch, Path, Tagged,
};
use crate::portfolio::resources::Events;

/// List events, oldest first.
///
/// With `Accept: text/event-stream`, the response is the stream of changes of the whole portfolio instead.
/// The filters of the stream apply: see `/v1/changes`.
#[utoipa::path(get, path = "/v1/events", tag = "events")]
pub(crate) async fn list_events(
    State(app): State<App>,
    caller: Caller,
    asked: PageOrStream<Listing<EventFilter>>,
) -> Result<PagedOrStream<Event>> {
    match asked {
        PageOrStream::Stream(follow) => follow.begin(app, &caller).await.map(PagedOrStream::Stream),
        PageOrStream::Page(listing) => app.list::<Events>(&caller, listing).await.map(PagedOrStream::Page),
    }
}

/// Get an event.
#[utoipa::path(get, path = "/v1/events/{id}", tag = "events")]
pub(crate) async fn get_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
) -> Result<Tagged<Event>> {
    app.get::<Events>(&caller, id).await
}

/// Create an event.
#[utoipa::path(post, path = "/v1/events", tag = "events")]
pub(crate) async fn create_event(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<EventInput>>,
) -> Result<Created<Event>> {
    app.create::<Events>(&caller, (), body).await
}

/// Update an event.
#[utoipa::path(patch, path = "/v1/events/{id}", tag = "events")]
pub(crate) async fn update_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    if_match: IfMatch,
    patch: Patch<EventInput>,
) -> Result<Tagged<Event>> {
    app.update::<Events>(&caller, id, &if_match, patch).await
}

/// Delete an event.
#[utoipa::path(delete, path = "/v1/events/{id}", tag = "events")]
pub(crate) async fn delete_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Events>(&caller, id, &if_match).await
}

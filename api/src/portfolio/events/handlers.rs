use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::portfolio::event;
use entity::value::EventId;
use openapi::exchange::changes::{LastEventId, PortfolioChange, StreamToken};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::events::{Event, EventFilter, EventInput, EventPage, EventPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, PageOrStream, Patch, Path};

/// List events, oldest first.
///
/// With `Accept: text/event-stream`, the response is the stream of changes of the whole portfolio instead.
/// The filters of the stream apply: see `/v1/changes`.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(EventFilter, PageQuery, LastEventId, StreamToken),
    responses((status = 200, description = "A page of events", content((EventPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (PortfolioChange = "text/event-stream"))), BadListing, Refusal))]
pub(crate) async fn list_events(
    State(app): State<App>,
    caller: Caller,
    asked: PageOrStream<Listing<EventFilter>>,
) -> Result<Response> {
    match asked {
        PageOrStream::Stream(follow) => follow.begin(app, &caller).await,
        PageOrStream::Page(listing) => {
            app.page::<event::Entity>(&caller, listing).await.map(IntoResponse::into_response)
        }
    }
}

/// Get an event.
#[utoipa::path(get, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MaySkip),
    responses((status = 200, description = "The event", body = Event),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
) -> Result<One<Event>> {
    app.one::<event::Entity>(&caller, id).await
}

/// Create an event.
#[utoipa::path(post, path = "/v1/events", tag = "events",
    params(IdempotencyKey), request_body = EventInput,
    responses((status = 201, description = "The event that was created", body = Event),
        NotMade, Refusal))]
pub(crate) async fn register_event(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<EventInput>>,
) -> Result<Answered> {
    app.make::<event::Entity>(&caller, (), once).await
}

/// Update an event.
#[utoipa::path(patch, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MustMatch),
    request_body(content = EventPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The event after the change", body = Event), NotChanged, Refusal))]
pub(crate) async fn change_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    seen: IfMatch,
    patch: Patch<EventInput>,
) -> Result<One<Event>> {
    app.change::<event::Entity>(&caller, id, &seen, patch).await
}

/// Delete an event.
#[utoipa::path(delete, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MustMatch),
    responses((status = 204, description = "The event was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<event::Entity>(&caller, id, &seen).await
}

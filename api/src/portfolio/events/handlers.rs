use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::value::EventId;
use openapi::exchange::changes::{LastEventId, PortfolioChange, StreamToken};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::events::{Event, EventFilter, EventInput, EventPage, EventPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, PageOrStream, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Events;

/// List events, oldest first.
///
/// With `Accept: text/event-stream`, the response is the stream of changes of the whole portfolio instead.
/// The filters of the stream apply: see `/v1/changes`.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(EventFilter, PageQuery, LastEventId, StreamToken),
    responses((status = 200, description = "A page of events", content((EventPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (PortfolioChange = "text/event-stream"))), ListErrors, CommonErrors))]
pub(crate) async fn list_events(
    State(app): State<App>,
    caller: Caller,
    asked: PageOrStream<Listing<EventFilter>>,
) -> Result<Response> {
    match asked {
        PageOrStream::Stream(follow) => follow.begin(app, &caller).await,
        PageOrStream::Page(listing) => {
            app.list::<Events>(&caller, listing).await.map(IntoResponse::into_response)
        }
    }
}

/// Get an event.
#[utoipa::path(get, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MaySkip),
    responses((status = 200, description = "The event", body = Event),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
) -> Result<Tagged<Event>> {
    app.get::<Events>(&caller, id).await
}

/// Create an event.
#[utoipa::path(post, path = "/v1/events", tag = "events",
    params(IdempotencyKey), request_body = EventInput,
    responses((status = 201, description = "The event that was created", body = Event),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_event(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<EventInput>>,
) -> Result<PostResponse> {
    app.create::<Events>(&caller, (), body).await
}

/// Update an event.
#[utoipa::path(patch, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MustMatch),
    request_body(content = EventPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The event after the change", body = Event), UpdateErrors, CommonErrors))]
pub(crate) async fn change_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    if_match: IfMatch,
    patch: Patch<EventInput>,
) -> Result<Tagged<Event>> {
    app.update::<Events>(&caller, id, &if_match, patch).await
}

/// Delete an event.
#[utoipa::path(delete, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "Identifier of the event"), MustMatch),
    responses((status = 204, description = "The event was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<EventId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Events>(&caller, id, &if_match).await
}

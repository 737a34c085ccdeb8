use axum::extract::State;
use entity::value::EventId;
use openapi::conditional::MaySkip;
use openapi::events::{Event, EventFilter};
use openapi::page::{Page, PageQuery};
use openapi::refusal::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

/// List events, oldest first.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(EventFilter, PageQuery),
    responses((status = 200, description = "A page of events", body = Page<Event>), BadQuery, Refusal))]
pub(crate) async fn list_events(
    State(app): State<App>,
    listing: Listing<EventFilter>,
) -> Result<Paged<Event>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::events(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read an event.
#[utoipa::path(get, path = "/v1/events/{id}", tag = "events",
    params(("id" = EventId, Path, description = "The event"), MaySkip),
    responses((status = 200, description = "The event", body = Event,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_event(State(app): State<App>, Path(id): Path<EventId>) -> Result<One<Event>> {
    app.read(async |connection| queries::event(connection, id).await).await.map(One)
}

use axum::extract::State;
use entity::value::EventId;
use openapi::events::{Event, EventFilter};
use openapi::page::{Page, PageQuery};
use openapi::problem::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Json, Listing, Paged, Path};

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
    params(("id" = EventId, Path, description = "The event")),
    responses((status = 200, description = "The event", body = Event), NoSuchThing, Refusal))]
pub(crate) async fn get_event(State(app): State<App>, Path(id): Path<EventId>) -> Result<Json<Event>> {
    app.read(async |connection| queries::event(connection, id).await).await.map(Json)
}

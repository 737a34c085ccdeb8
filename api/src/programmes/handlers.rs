use axum::extract::State;
use entity::value::ProgrammeId;
use openapi::page::{Page, PageQuery};
use openapi::problem::{BadQuery, NoSuchThing, Refusal};
use openapi::programmes::{Programme, ProgrammeFilter};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Json, Listing, Paged, Path};

/// List programmes, by name.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes", params(ProgrammeFilter, PageQuery),
    responses((status = 200, description = "A page of programmes", body = Page<Programme>), BadQuery, Refusal))]
pub(crate) async fn list_programmes(
    State(app): State<App>,
    listing: Listing<ProgrammeFilter>,
) -> Result<Paged<Programme>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::programmes(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "The programme")),
    responses((status = 200, description = "The programme", body = Programme), NoSuchThing, Refusal))]
pub(crate) async fn get_programme(
    State(app): State<App>,
    Path(id): Path<ProgrammeId>,
) -> Result<Json<Programme>> {
    app.read(async |connection| queries::programme(connection, id).await).await.map(Json)
}

use axum::extract::State;
use entity::value::ProgrammeId;
use openapi::conditional::MaySkip;
use openapi::page::{Page, PageQuery};
use openapi::problem::{BadQuery, NoSuchThing, Refusal};
use openapi::programmes::{Programme, ProgrammeFilter};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

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
    params(("id" = ProgrammeId, Path, description = "The programme"), MaySkip),
    responses((status = 200, description = "The programme", body = Programme,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_programme(
    State(app): State<App>,
    Path(id): Path<ProgrammeId>,
) -> Result<One<Programme>> {
    app.read(async |connection| queries::programme(connection, id).await).await.map(One)
}

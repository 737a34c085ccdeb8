use axum::extract::State;
use entity::value::PublicationId;
use openapi::conditional::MaySkip;
use openapi::page::{Page, PageQuery};
use openapi::publications::{Publication, PublicationFilter};
use openapi::refusal::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

/// List publications, oldest first.
#[utoipa::path(get, path = "/v1/publications", tag = "publications", params(PublicationFilter, PageQuery),
    responses((status = 200, description = "A page of publications", body = Page<Publication>), BadQuery, Refusal))]
pub(crate) async fn list_publications(
    State(app): State<App>,
    listing: Listing<PublicationFilter>,
) -> Result<Paged<Publication>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::publications(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a publication.
#[utoipa::path(get, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "The publication"), MaySkip),
    responses((status = 200, description = "The publication", body = Publication,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_publication(
    State(app): State<App>,
    Path(id): Path<PublicationId>,
) -> Result<One<Publication>> {
    app.read(async |connection| queries::publication(connection, id).await).await.map(One)
}

use axum::extract::State;
use entity::value::OrganisationId;
use openapi::organisations::{Organisation, OrganisationFilter};
use openapi::page::{Page, PageQuery};
use openapi::problem::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Json, Listing, Paged, Path};

/// List organisations, by name.
#[utoipa::path(get, path = "/v1/organisations", tag = "organisations", params(OrganisationFilter, PageQuery),
    responses((status = 200, description = "A page of organisations", body = Page<Organisation>), BadQuery, Refusal))]
pub(crate) async fn list_organisations(
    State(app): State<App>,
    listing: Listing<OrganisationFilter>,
) -> Result<Paged<Organisation>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::organisations(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read an organisation.
#[utoipa::path(get, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "The organisation")),
    responses((status = 200, description = "The organisation", body = Organisation), NoSuchThing, Refusal))]
pub(crate) async fn get_organisation(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
) -> Result<Json<Organisation>> {
    app.read(async |connection| queries::organisation(connection, id).await).await.map(Json)
}

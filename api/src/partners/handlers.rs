use axum::extract::State;
use entity::value::ParticipationId;
use openapi::conditional::MaySkip;
use openapi::page::{Page, PageQuery};
use openapi::partners::{Partner, PartnerFilter};
use openapi::refusal::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

/// List partners, in the order in which they were recorded.
#[utoipa::path(get, path = "/v1/partners", tag = "partners", params(PartnerFilter, PageQuery),
    responses((status = 200, description = "A page of partners", body = Page<Partner>), BadQuery, Refusal))]
pub(crate) async fn list_partners(
    State(app): State<App>,
    listing: Listing<PartnerFilter>,
) -> Result<Paged<Partner>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::partners(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a partner.
#[utoipa::path(get, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "The partner"), MaySkip),
    responses((status = 200, description = "The partner", body = Partner,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_partner(
    State(app): State<App>,
    Path(id): Path<ParticipationId>,
) -> Result<One<Partner>> {
    app.read(async |connection| queries::partner(connection, id).await).await.map(One)
}

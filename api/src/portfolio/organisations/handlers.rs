use axum::extract::State;
use entity::portfolio::organisation;
use entity::value::OrganisationId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::organisations::{
    Organisation, OrganisationFilter, OrganisationInput, OrganisationPage, OrganisationPatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List organisations by name.
#[utoipa::path(get, path = "/v1/organisations", tag = "organisations", params(OrganisationFilter, PageQuery),
    responses((status = 200, description = "A page of organisations", content((OrganisationPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_organisations(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<OrganisationFilter>,
) -> Result<Paged<Organisation>> {
    app.page::<organisation::Entity>(&caller, listing).await
}

/// Get an organisation.
#[utoipa::path(get, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MaySkip),
    responses((status = 200, description = "The organisation", body = Organisation),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<One<Organisation>> {
    app.one::<organisation::Entity>(&caller, id).await
}

/// Create an organisation.
#[utoipa::path(post, path = "/v1/organisations", tag = "organisations",
    params(IdempotencyKey), request_body = OrganisationInput,
    responses((status = 201, description = "The organisation that was created", body = Organisation),
        NotMade, Refusal))]
pub(crate) async fn register_organisation(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<OrganisationInput>>,
) -> Result<Answered> {
    app.make::<organisation::Entity>(&caller, (), once).await
}

/// Update an organisation.
#[utoipa::path(patch, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MustMatch),
    request_body(content = OrganisationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The organisation after the change", body = Organisation),
        NotChanged, Refusal))]
pub(crate) async fn change_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    seen: IfMatch,
    patch: Patch<OrganisationInput>,
) -> Result<One<Organisation>> {
    app.change::<organisation::Entity>(&caller, id, &seen, patch).await
}

/// Delete an organisation that no record refers to.
#[utoipa::path(delete, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MustMatch),
    responses((status = 204, description = "The organisation was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<organisation::Entity>(&caller, id, &seen).await
}

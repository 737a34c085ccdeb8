use axum::extract::State;
use entity::value::OrganisationId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::organisations::{
    Organisation, OrganisationFilter, OrganisationInput, OrganisationPage, OrganisationPatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Organisations;

/// List organisations by name.
#[utoipa::path(get, path = "/v1/organisations", tag = "organisations", params(OrganisationFilter, PageQuery),
    responses((status = 200, description = "A page of organisations", content((OrganisationPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_organisations(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<OrganisationFilter>,
) -> Result<Paged<Organisation>> {
    app.list::<Organisations>(&caller, listing).await
}

/// Get an organisation.
#[utoipa::path(get, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MaySkip),
    responses((status = 200, description = "The organisation", body = Organisation),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<Tagged<Organisation>> {
    app.get::<Organisations>(&caller, id).await
}

/// Create an organisation.
#[utoipa::path(post, path = "/v1/organisations", tag = "organisations",
    params(IdempotencyKey), request_body = OrganisationInput,
    responses((status = 201, description = "The organisation that was created", body = Organisation),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_organisation(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<OrganisationInput>>,
) -> Result<PostResponse> {
    app.create::<Organisations>(&caller, (), body).await
}

/// Update an organisation.
#[utoipa::path(patch, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MustMatch),
    request_body(content = OrganisationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The organisation after the change", body = Organisation),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    if_match: IfMatch,
    patch: Patch<OrganisationInput>,
) -> Result<Tagged<Organisation>> {
    app.update::<Organisations>(&caller, id, &if_match, patch).await
}

/// Delete an organisation that no record refers to.
#[utoipa::path(delete, path = "/v1/organisations/{id}", tag = "organisations",
    params(("id" = OrganisationId, Path, description = "Identifier of the organisation"), MustMatch),
    responses((status = 204, description = "The organisation was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Organisations>(&caller, id, &if_match).await
}

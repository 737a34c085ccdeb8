use axum::extract::State;
use entity::value::{ParticipationId, ProjectId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, UpdateErrors,
};
use openapi::portfolio::partners::{Partner, PartnerFilter, PartnerInput, PartnerPage, PartnerPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Partners;

/// List partners, oldest record first.
#[utoipa::path(get, path = "/v1/partners", tag = "partners", params(PartnerFilter, PageQuery),
    responses((status = 200, description = "A page of partners", content((PartnerPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_partners(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PartnerFilter>,
) -> Result<Paged<Partner>> {
    app.list::<Partners>(&caller, listing).await
}

/// Get a partner.
#[utoipa::path(get, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MaySkip),
    responses((status = 200, description = "The partner", body = Partner),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
) -> Result<Tagged<Partner>> {
    app.get::<Partners>(&caller, id).await
}

/// Add a partner to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/partners", tag = "partners",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = PartnerInput,
    responses((status = 201, description = "The partner that was created", body = Partner),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn add_partner(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<PartnerInput>>,
) -> Result<PostResponse> {
    app.create::<Partners>(&caller, project, body).await
}

/// Update a partner.
#[utoipa::path(patch, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MustMatch),
    request_body(content = PartnerPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The partner after the change", body = Partner),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    if_match: IfMatch,
    patch: Patch<PartnerInput>,
) -> Result<Tagged<Partner>> {
    app.update::<Partners>(&caller, id, &if_match, patch).await
}

/// Remove a partner from a project.
#[utoipa::path(delete, path = "/v1/partners/{id}", tag = "partners",
    params(("id" = ParticipationId, Path, description = "Identifier of the partner"), MustMatch),
    responses((status = 204, description = "The partner was removed"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Partners>(&caller, id, &if_match).await
}

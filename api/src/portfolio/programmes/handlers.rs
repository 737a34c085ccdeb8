use axum::extract::State;
use entity::value::ProgrammeId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::programmes::{
    Programme, ProgrammeFilter, ProgrammeInput, ProgrammePage, ProgrammePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Programmes;

/// List programmes by name.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes", params(ProgrammeFilter, PageQuery),
    responses((status = 200, description = "A page of programmes", content((ProgrammePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_programmes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ProgrammeFilter>,
) -> Result<Paged<Programme>> {
    app.list::<Programmes>(&caller, listing).await
}

/// Get a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MaySkip),
    responses((status = 200, description = "The programme", body = Programme),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
) -> Result<Tagged<Programme>> {
    app.get::<Programmes>(&caller, id).await
}

/// Create a programme.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes",
    params(IdempotencyKey), request_body = ProgrammeInput,
    responses((status = 201, description = "The programme that was created", body = Programme),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_programme(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ProgrammeInput>>,
) -> Result<PostResponse> {
    app.create::<Programmes>(&caller, (), body).await
}

/// Update a programme.
#[utoipa::path(patch, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MustMatch),
    request_body(content = ProgrammePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The programme after the change", body = Programme),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    if_match: IfMatch,
    patch: Patch<ProgrammeInput>,
) -> Result<Tagged<Programme>> {
    app.update::<Programmes>(&caller, id, &if_match, patch).await
}

/// Delete a programme that no record refers to.
#[utoipa::path(delete, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MustMatch),
    responses((status = 204, description = "The programme was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Programmes>(&caller, id, &if_match).await
}

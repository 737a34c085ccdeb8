use axum::extract::State;
use entity::portfolio::programme;
use entity::value::ProgrammeId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::programmes::{
    Programme, ProgrammeFilter, ProgrammeInput, ProgrammePage, ProgrammePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List programmes by name.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes", params(ProgrammeFilter, PageQuery),
    responses((status = 200, description = "A page of programmes", content((ProgrammePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_programmes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ProgrammeFilter>,
) -> Result<Paged<Programme>> {
    app.page::<programme::Entity>(&caller, listing).await
}

/// Get a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MaySkip),
    responses((status = 200, description = "The programme", body = Programme),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
) -> Result<One<Programme>> {
    app.one::<programme::Entity>(&caller, id).await
}

/// Create a programme.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes",
    params(IdempotencyKey), request_body = ProgrammeInput,
    responses((status = 201, description = "The programme that was created", body = Programme),
        NotMade, Refusal))]
pub(crate) async fn register_programme(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<ProgrammeInput>>,
) -> Result<Answered> {
    app.make::<programme::Entity>(&caller, (), once).await
}

/// Update a programme.
#[utoipa::path(patch, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MustMatch),
    request_body(content = ProgrammePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The programme after the change", body = Programme),
        NotChanged, Refusal))]
pub(crate) async fn change_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    seen: IfMatch,
    patch: Patch<ProgrammeInput>,
) -> Result<One<Programme>> {
    app.change::<programme::Entity>(&caller, id, &seen, patch).await
}

/// Delete a programme that no record refers to.
#[utoipa::path(delete, path = "/v1/programmes/{id}", tag = "programmes",
    params(("id" = ProgrammeId, Path, description = "Identifier of the programme"), MustMatch),
    responses((status = 204, description = "The programme was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<programme::Entity>(&caller, id, &seen).await
}

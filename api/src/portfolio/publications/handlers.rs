use axum::extract::State;
use entity::value::PublicationId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::publications::{
    Publication, PublicationFilter, PublicationInput, PublicationPage, PublicationPatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Publications;

/// List publications, oldest first.
#[utoipa::path(get, path = "/v1/publications", tag = "publications", params(PublicationFilter, PageQuery),
    responses((status = 200, description = "A page of publications", content((PublicationPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_publications(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PublicationFilter>,
) -> Result<Paged<Publication>> {
    app.list::<Publications>(&caller, listing).await
}

/// Get a publication.
#[utoipa::path(get, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MaySkip),
    responses((status = 200, description = "The publication", body = Publication),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
) -> Result<Tagged<Publication>> {
    app.get::<Publications>(&caller, id).await
}

/// Create a publication.
#[utoipa::path(post, path = "/v1/publications", tag = "publications",
    params(IdempotencyKey), request_body = PublicationInput,
    responses((status = 201, description = "The publication that was created", body = Publication),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_publication(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<PublicationInput>>,
) -> Result<PostResponse> {
    app.create::<Publications>(&caller, (), body).await
}

/// Update a publication.
#[utoipa::path(patch, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MustMatch),
    request_body(content = PublicationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The publication after the change", body = Publication),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    if_match: IfMatch,
    patch: Patch<PublicationInput>,
) -> Result<Tagged<Publication>> {
    app.update::<Publications>(&caller, id, &if_match, patch).await
}

/// Delete a publication.
#[utoipa::path(delete, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MustMatch),
    responses((status = 204, description = "The publication was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Publications>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::portfolio::publication;
use entity::value::PublicationId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::publications::{
    Publication, PublicationFilter, PublicationInput, PublicationPage, PublicationPatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List publications, oldest first.
#[utoipa::path(get, path = "/v1/publications", tag = "publications", params(PublicationFilter, PageQuery),
    responses((status = 200, description = "A page of publications", content((PublicationPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_publications(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PublicationFilter>,
) -> Result<Paged<Publication>> {
    app.page::<publication::Entity>(&caller, listing).await
}

/// Get a publication.
#[utoipa::path(get, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MaySkip),
    responses((status = 200, description = "The publication", body = Publication),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
) -> Result<One<Publication>> {
    app.one::<publication::Entity>(&caller, id).await
}

/// Create a publication.
#[utoipa::path(post, path = "/v1/publications", tag = "publications",
    params(IdempotencyKey), request_body = PublicationInput,
    responses((status = 201, description = "The publication that was created", body = Publication),
        NotMade, Refusal))]
pub(crate) async fn register_publication(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<PublicationInput>>,
) -> Result<Answered> {
    app.make::<publication::Entity>(&caller, (), once).await
}

/// Update a publication.
#[utoipa::path(patch, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MustMatch),
    request_body(content = PublicationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The publication after the change", body = Publication),
        NotChanged, Refusal))]
pub(crate) async fn change_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    seen: IfMatch,
    patch: Patch<PublicationInput>,
) -> Result<One<Publication>> {
    app.change::<publication::Entity>(&caller, id, &seen, patch).await
}

/// Delete a publication.
#[utoipa::path(delete, path = "/v1/publications/{id}", tag = "publications",
    params(("id" = PublicationId, Path, description = "Identifier of the publication"), MustMatch),
    responses((status = 204, description = "The publication was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<publication::Entity>(&caller, id, &seen).await
}

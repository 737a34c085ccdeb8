use axum::extract::State;
use entity::value::PublicationId;
use openapi::portfolio::publications::{Publication, PublicationFilter, PublicationInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Publications;

/// List publications, oldest first.
#[utoipa::path(get, path = "/v1/publications", tag = "publications")]
pub(crate) async fn list_publications(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PublicationFilter>,
) -> Result<Paged<Publication>> {
    app.list::<Publications>(&caller, listing).await
}

/// Get a publication.
#[utoipa::path(get, path = "/v1/publications/{id}", tag = "publications")]
pub(crate) async fn get_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
) -> Result<Tagged<Publication>> {
    app.get::<Publications>(&caller, id).await
}

/// Create a publication.
#[utoipa::path(post, path = "/v1/publications", tag = "publications")]
pub(crate) async fn create_publication(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<PublicationInput>>,
) -> Result<Created<Publication>> {
    app.create::<Publications>(&caller, (), body).await
}

/// Update a publication.
#[utoipa::path(patch, path = "/v1/publications/{id}", tag = "publications")]
pub(crate) async fn update_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    if_match: IfMatch,
    patch: Patch<PublicationInput>,
) -> Result<Tagged<Publication>> {
    app.update::<Publications>(&caller, id, &if_match, patch).await
}

/// Delete a publication.
#[utoipa::path(delete, path = "/v1/publications/{id}", tag = "publications")]
pub(crate) async fn delete_publication(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PublicationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Publications>(&caller, id, &if_match).await
}

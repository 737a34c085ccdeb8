use axum::extract::State;
use entity::value::OrganisationId;
use openapi::portfolio::organisations::{Organisation, OrganisationFilter, OrganisationInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Organisations;

/// List organisations by name.
#[utoipa::path(get, path = "/v1/organisations", tag = "organisations")]
pub(crate) async fn list_organisations(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<OrganisationFilter>,
) -> Result<Paged<Organisation>> {
    app.list::<Organisations>(&caller, listing).await
}

/// Get an organisation.
#[utoipa::path(get, path = "/v1/organisations/{id}", tag = "organisations")]
pub(crate) async fn get_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
) -> Result<Tagged<Organisation>> {
    app.get::<Organisations>(&caller, id).await
}

/// Create an organisation.
#[utoipa::path(post, path = "/v1/organisations", tag = "organisations")]
pub(crate) async fn create_organisation(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<OrganisationInput>>,
) -> Result<Created<Organisation>> {
    app.create::<Organisations>(&caller, (), body).await
}

/// Update an organisation.
#[utoipa::path(patch, path = "/v1/organisations/{id}", tag = "organisations")]
pub(crate) async fn update_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    if_match: IfMatch,
    patch: Patch<OrganisationInput>,
) -> Result<Tagged<Organisation>> {
    app.update::<Organisations>(&caller, id, &if_match, patch).await
}

/// Delete an organisation that no record refers to.
#[utoipa::path(delete, path = "/v1/organisations/{id}", tag = "organisations")]
pub(crate) async fn delete_organisation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<OrganisationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Organisations>(&caller, id, &if_match).await
}

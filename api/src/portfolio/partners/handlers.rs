use axum::extract::State;
use entity::value::{ParticipationId, ProjectId};
use openapi::portfolio::partners::{Partner, PartnerFilter, PartnerInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Partners;

/// List partners, oldest record first.
#[utoipa::path(get, path = "/v1/partners", tag = "partners")]
pub(crate) async fn list_partners(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PartnerFilter>,
) -> Result<Paged<Partner>> {
    app.list::<Partners>(&caller, listing).await
}

/// Get a partner.
#[utoipa::path(get, path = "/v1/partners/{id}", tag = "partners")]
pub(crate) async fn get_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
) -> Result<Tagged<Partner>> {
    app.get::<Partners>(&caller, id).await
}

/// Add a partner to a project.
// The body is required: it must have one of two optional properties.
#[utoipa::path(post, path = "/v1/projects/{id}/partners", tag = "partners", request_body = PartnerInput)]
pub(crate) async fn create_partner(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<PartnerInput>>,
) -> Result<Created<Partner>> {
    app.create::<Partners>(&caller, project, body).await
}

/// Update a partner.
#[utoipa::path(patch, path = "/v1/partners/{id}", tag = "partners")]
pub(crate) async fn update_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    if_match: IfMatch,
    patch: Patch<PartnerInput>,
) -> Result<Tagged<Partner>> {
    app.update::<Partners>(&caller, id, &if_match, patch).await
}

/// Remove a partner from a project.
#[utoipa::path(delete, path = "/v1/partners/{id}", tag = "partners")]
pub(crate) async fn delete_partner(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ParticipationId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Partners>(&caller, id, &if_match).await
}

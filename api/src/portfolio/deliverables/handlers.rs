use axum::extract::State;
use entity::value::{DeliverableId, ProjectId};
use openapi::portfolio::deliverables::{Deliverable, DeliverableFilter, DeliverableInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Deliverables;

/// List deliverables by due date.
#[utoipa::path(get, path = "/v1/deliverables", tag = "deliverables")]
pub(crate) async fn list_deliverables(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<DeliverableFilter>,
) -> Result<Paged<Deliverable>> {
    app.list::<Deliverables>(&caller, listing).await
}

/// Get a deliverable.
#[utoipa::path(get, path = "/v1/deliverables/{id}", tag = "deliverables")]
pub(crate) async fn get_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
) -> Result<Tagged<Deliverable>> {
    app.get::<Deliverables>(&caller, id).await
}

/// Add a deliverable to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/deliverables", tag = "deliverables")]
pub(crate) async fn create_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<DeliverableInput>>,
) -> Result<Created<Deliverable>> {
    app.create::<Deliverables>(&caller, project, body).await
}

/// Update a deliverable.
#[utoipa::path(patch, path = "/v1/deliverables/{id}", tag = "deliverables")]
pub(crate) async fn update_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
    if_match: IfMatch,
    patch: Patch<DeliverableInput>,
) -> Result<Tagged<Deliverable>> {
    app.update::<Deliverables>(&caller, id, &if_match, patch).await
}

/// Delete a deliverable and its history.
#[utoipa::path(delete, path = "/v1/deliverables/{id}", tag = "deliverables")]
pub(crate) async fn delete_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Deliverables>(&caller, id, &if_match).await
}

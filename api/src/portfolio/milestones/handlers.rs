use axum::extract::State;
use entity::value::{MilestoneId, ProjectId};
use openapi::portfolio::milestones::{Milestone, MilestoneFilter, MilestoneInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Milestones;

/// List milestones by due date.
#[utoipa::path(get, path = "/v1/milestones", tag = "milestones")]
pub(crate) async fn list_milestones(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<MilestoneFilter>,
) -> Result<Paged<Milestone>> {
    app.list::<Milestones>(&caller, listing).await
}

/// Get a milestone.
#[utoipa::path(get, path = "/v1/milestones/{id}", tag = "milestones")]
pub(crate) async fn get_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
) -> Result<Tagged<Milestone>> {
    app.get::<Milestones>(&caller, id).await
}

/// Add a milestone to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/milestones", tag = "milestones")]
pub(crate) async fn create_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<MilestoneInput>>,
) -> Result<Created<Milestone>> {
    app.create::<Milestones>(&caller, project, body).await
}

/// Update a milestone.
#[utoipa::path(patch, path = "/v1/milestones/{id}", tag = "milestones")]
pub(crate) async fn update_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    if_match: IfMatch,
    patch: Patch<MilestoneInput>,
) -> Result<Tagged<Milestone>> {
    app.update::<Milestones>(&caller, id, &if_match, patch).await
}

/// Delete a milestone and its history.
#[utoipa::path(delete, path = "/v1/milestones/{id}", tag = "milestones")]
pub(crate) async fn delete_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Milestones>(&caller, id, &if_match).await
}

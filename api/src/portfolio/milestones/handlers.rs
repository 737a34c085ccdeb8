use axum::extract::State;
use entity::value::{MilestoneId, ProjectId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, UpdateErrors,
};
use openapi::portfolio::milestones::{
    Milestone, MilestoneFilter, MilestoneInput, MilestonePage, MilestonePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Milestones;

/// List milestones by due date.
#[utoipa::path(get, path = "/v1/milestones", tag = "milestones", params(MilestoneFilter, PageQuery),
    responses((status = 200, description = "A page of milestones", content((MilestonePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_milestones(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<MilestoneFilter>,
) -> Result<Paged<Milestone>> {
    app.list::<Milestones>(&caller, listing).await
}

/// Get a milestone.
#[utoipa::path(get, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MaySkip),
    responses((status = 200, description = "The milestone", body = Milestone),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
) -> Result<Tagged<Milestone>> {
    app.get::<Milestones>(&caller, id).await
}

/// Add a milestone to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/milestones", tag = "milestones",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = MilestoneInput,
    responses((status = 201, description = "The milestone that was created", body = Milestone),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn add_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<MilestoneInput>>,
) -> Result<PostResponse> {
    app.create::<Milestones>(&caller, project, body).await
}

/// Update a milestone.
#[utoipa::path(patch, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MustMatch),
    request_body(content = MilestonePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The milestone after the change", body = Milestone),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    if_match: IfMatch,
    patch: Patch<MilestoneInput>,
) -> Result<Tagged<Milestone>> {
    app.update::<Milestones>(&caller, id, &if_match, patch).await
}

/// Delete a milestone and its history.
#[utoipa::path(delete, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MustMatch),
    responses((status = 204, description = "The milestone was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Milestones>(&caller, id, &if_match).await
}

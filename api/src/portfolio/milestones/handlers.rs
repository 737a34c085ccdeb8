use axum::extract::State;
use entity::portfolio::milestone;
use entity::value::{MilestoneId, ProjectId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    BadListing, NoSuchProject, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal,
};
use openapi::portfolio::milestones::{
    Milestone, MilestoneFilter, MilestoneInput, MilestonePage, MilestonePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List milestones by due date.
#[utoipa::path(get, path = "/v1/milestones", tag = "milestones", params(MilestoneFilter, PageQuery),
    responses((status = 200, description = "A page of milestones", content((MilestonePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_milestones(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<MilestoneFilter>,
) -> Result<Paged<Milestone>> {
    app.page::<milestone::Entity>(&caller, listing).await
}

/// Get a milestone.
#[utoipa::path(get, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MaySkip),
    responses((status = 200, description = "The milestone", body = Milestone),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
) -> Result<One<Milestone>> {
    app.one::<milestone::Entity>(&caller, id).await
}

/// Add a milestone to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/milestones", tag = "milestones",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = MilestoneInput,
    responses((status = 201, description = "The milestone that was created", body = Milestone),
        NoSuchProject, NotMade, Refusal))]
pub(crate) async fn add_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    once: Once<Body<MilestoneInput>>,
) -> Result<Answered> {
    app.make::<milestone::Entity>(&caller, project, once).await
}

/// Update a milestone.
#[utoipa::path(patch, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MustMatch),
    request_body(content = MilestonePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The milestone after the change", body = Milestone),
        NotChanged, Refusal))]
pub(crate) async fn change_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    seen: IfMatch,
    patch: Patch<MilestoneInput>,
) -> Result<One<Milestone>> {
    app.change::<milestone::Entity>(&caller, id, &seen, patch).await
}

/// Delete a milestone and its history.
#[utoipa::path(delete, path = "/v1/milestones/{id}", tag = "milestones",
    params(("id" = MilestoneId, Path, description = "Identifier of the milestone"), MustMatch),
    responses((status = 204, description = "The milestone was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_milestone(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MilestoneId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<milestone::Entity>(&caller, id, &seen).await
}

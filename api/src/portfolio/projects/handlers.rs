use axum::extract::State;
use entity::value::ProjectId;
use openapi::platform::rights::Right;
use openapi::portfolio::plan::{ExtendProject, Extension, HistoryEntry, HistoryFilter, Timeline};
use openapi::portfolio::projects::{Project, ProjectDetailsInput, ProjectFilter, ProjectInput};

use super::{extension, history, timeline};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Json, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::platform::resource::lock_if_match;
use crate::portfolio::resources::Projects;

/// List projects by acronym.
#[utoipa::path(get, path = "/v1/projects", tag = "projects")]
pub(crate) async fn list_projects(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ProjectFilter>,
) -> Result<Paged<Project>> {
    app.list::<Projects>(&caller, listing).await
}

/// Create a project with its partners and plan.
///
/// Either everything is stored or nothing.
#[utoipa::path(post, path = "/v1/projects", tag = "projects")]
pub(crate) async fn create_project(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ProjectInput>>,
) -> Result<Created<Project>> {
    app.create::<Projects>(&caller, (), body).await
}

/// Update a project.
#[utoipa::path(patch, path = "/v1/projects/{id}", tag = "projects")]
pub(crate) async fn update_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    if_match: IfMatch,
    patch: Patch<ProjectDetailsInput>,
) -> Result<Tagged<Project>> {
    app.update::<Projects>(&caller, id, &if_match, patch).await
}

/// Delete an unsigned project, its partners and its plan.
///
/// The project was never signed, and no other record refers to it.
#[utoipa::path(delete, path = "/v1/projects/{id}", tag = "projects")]
pub(crate) async fn delete_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Projects>(&caller, id, &if_match).await
}

/// Extend the grant of a project.
///
/// The end of the project moves. The response lists the parts of the plan that lie outside the new period.
#[utoipa::path(post, path = "/v1/projects/{id}/extend", tag = "projects")]
pub(crate) async fn extend_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    if_match: IfMatch,
    body: Idempotent<Body<ExtendProject>>,
) -> Result<PostResponse<Extension>> {
    let allowed = app.authorize_write::<Projects>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        let (row, before) = lock_if_match::<Projects>(work, id, &if_match).await?;
        PostResponse::ok(&extension::extend(work, row, &before, form).await?)
    })
    .await
}

/// Get the plan of a project for a chart.
#[utoipa::path(get, path = "/v1/projects/{id}/timeline", tag = "projects")]
pub(crate) async fn get_project_timeline(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Result<Json<Timeline>> {
    caller.require(Right::ReadPortfolio)?;
    app.read(async |connection| timeline::timeline(connection, id).await).await.map(Json)
}

/// List the history of a project, oldest first.
///
/// The history contains changes of dates and stages. It covers the project and the items that it must
/// deliver.
#[utoipa::path(get, path = "/v1/projects/{id}/history", tag = "projects")]
pub(crate) async fn list_project_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    listing: Listing<HistoryFilter>,
) -> Result<Paged<HistoryEntry>> {
    caller.require(Right::ReadPortfolio)?;
    let Listing { filter, request } = listing;
    let history = history::History { project: id, caller: caller.clone(), filter };
    app.list_or_export(&caller, history, request).await
}

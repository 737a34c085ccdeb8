use axum::extract::State;
use entity::value::ProjectId;
use openapi::conditional::MaySkip;
use openapi::page::{Page, PageQuery};
use openapi::projects::{Project, ProjectFilter, ProjectInFull};
use openapi::refusal::{BadQuery, NoSuchThing, Refusal};

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

/// List projects, by acronym.
#[utoipa::path(get, path = "/v1/projects", tag = "projects", params(ProjectFilter, PageQuery),
    responses((status = 200, description = "A page of projects", body = Page<Project>), BadQuery, Refusal))]
pub(crate) async fn list_projects(
    State(app): State<App>,
    listing: Listing<ProjectFilter>,
) -> Result<Paged<Project>> {
    let (filter, page) = (&listing.filter, &listing.page);
    let page = app.read(async |connection| queries::projects(connection, filter, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a project, with its partners, its money, its publications and its events.
#[utoipa::path(get, path = "/v1/projects/{id}", tag = "projects",
    params(("id" = ProjectId, Path, description = "The project"), MaySkip),
    responses((status = 200, description = "The project", body = ProjectInFull,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_project(
    State(app): State<App>,
    Path(id): Path<ProjectId>,
) -> Result<One<ProjectInFull>> {
    app.read(async |connection| queries::project(connection, id).await).await.map(One)
}

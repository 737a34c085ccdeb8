use axum::extract::State;
use entity::value::{ProjectId, WorkPackageId};
use openapi::portfolio::work_packages::{WorkPackage, WorkPackageFilter, WorkPackageInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::WorkPackages;

/// List work packages, oldest record first.
#[utoipa::path(get, path = "/v1/work-packages", tag = "work-packages")]
pub(crate) async fn list_work_packages(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<WorkPackageFilter>,
) -> Result<Paged<WorkPackage>> {
    app.list::<WorkPackages>(&caller, listing).await
}

/// Get a work package.
#[utoipa::path(get, path = "/v1/work-packages/{id}", tag = "work-packages")]
pub(crate) async fn get_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
) -> Result<Tagged<WorkPackage>> {
    app.get::<WorkPackages>(&caller, id).await
}

/// Add a work package to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/work-packages", tag = "work-packages")]
pub(crate) async fn create_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<WorkPackageInput>>,
) -> Result<Created<WorkPackage>> {
    app.create::<WorkPackages>(&caller, project, body).await
}

/// Update a work package.
#[utoipa::path(patch, path = "/v1/work-packages/{id}", tag = "work-packages")]
pub(crate) async fn update_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
    if_match: IfMatch,
    patch: Patch<WorkPackageInput>,
) -> Result<Tagged<WorkPackage>> {
    app.update::<WorkPackages>(&caller, id, &if_match, patch).await
}

/// Delete a work package that contains nothing.
#[utoipa::path(delete, path = "/v1/work-packages/{id}", tag = "work-packages")]
pub(crate) async fn delete_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<WorkPackages>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::value::{ProjectId, WorkPackageId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, UpdateErrors,
};
use openapi::portfolio::work_packages::{
    WorkPackage, WorkPackageFilter, WorkPackageInput, WorkPackagePage, WorkPackagePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::WorkPackages;

/// List work packages, oldest record first.
#[utoipa::path(get, path = "/v1/work-packages", tag = "work-packages", params(WorkPackageFilter, PageQuery),
    responses((status = 200, description = "A page of work packages", content((WorkPackagePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_work_packages(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<WorkPackageFilter>,
) -> Result<Paged<WorkPackage>> {
    app.list::<WorkPackages>(&caller, listing).await
}

/// Get a work package.
#[utoipa::path(get, path = "/v1/work-packages/{id}", tag = "work-packages",
    params(("id" = WorkPackageId, Path, description = "Identifier of the work package"), MaySkip),
    responses((status = 200, description = "The work package", body = WorkPackage),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
) -> Result<Tagged<WorkPackage>> {
    app.get::<WorkPackages>(&caller, id).await
}

/// Add a work package to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/work-packages", tag = "work-packages",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = WorkPackageInput,
    responses((status = 201, description = "The work package that was created", body = WorkPackage),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn add_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<WorkPackageInput>>,
) -> Result<PostResponse> {
    app.create::<WorkPackages>(&caller, project, body).await
}

/// Update a work package.
#[utoipa::path(patch, path = "/v1/work-packages/{id}", tag = "work-packages",
    params(("id" = WorkPackageId, Path, description = "Identifier of the work package"), MustMatch),
    request_body(content = WorkPackagePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The work package after the change", body = WorkPackage),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
    if_match: IfMatch,
    patch: Patch<WorkPackageInput>,
) -> Result<Tagged<WorkPackage>> {
    app.update::<WorkPackages>(&caller, id, &if_match, patch).await
}

/// Delete a work package that contains nothing.
#[utoipa::path(delete, path = "/v1/work-packages/{id}", tag = "work-packages",
    params(("id" = WorkPackageId, Path, description = "Identifier of the work package"), MustMatch),
    responses((status = 204, description = "The work package was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_work_package(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkPackageId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<WorkPackages>(&caller, id, &if_match).await
}

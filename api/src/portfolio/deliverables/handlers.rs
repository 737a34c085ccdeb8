use axum::extract::State;
use entity::value::{DeliverableId, ProjectId};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, UpdateErrors,
};
use openapi::portfolio::deliverables::{
    Deliverable, DeliverableFilter, DeliverableInput, DeliverablePage, DeliverablePatch,
};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Deliverables;

/// List deliverables by due date.
#[utoipa::path(get, path = "/v1/deliverables", tag = "deliverables", params(DeliverableFilter, PageQuery),
    responses((status = 200, description = "A page of deliverables", content((DeliverablePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_deliverables(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<DeliverableFilter>,
) -> Result<Paged<Deliverable>> {
    app.list::<Deliverables>(&caller, listing).await
}

/// Get a deliverable.
#[utoipa::path(get, path = "/v1/deliverables/{id}", tag = "deliverables",
    params(("id" = DeliverableId, Path, description = "Identifier of the deliverable"), MaySkip),
    responses((status = 200, description = "The deliverable", body = Deliverable),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
) -> Result<Tagged<Deliverable>> {
    app.get::<Deliverables>(&caller, id).await
}

/// Add a deliverable to a project.
#[utoipa::path(post, path = "/v1/projects/{id}/deliverables", tag = "deliverables",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = DeliverableInput,
    responses((status = 201, description = "The deliverable that was created", body = Deliverable),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn add_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<DeliverableInput>>,
) -> Result<PostResponse> {
    app.create::<Deliverables>(&caller, project, body).await
}

/// Update a deliverable.
#[utoipa::path(patch, path = "/v1/deliverables/{id}", tag = "deliverables",
    params(("id" = DeliverableId, Path, description = "Identifier of the deliverable"), MustMatch),
    request_body(content = DeliverablePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The deliverable after the change", body = Deliverable),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
    if_match: IfMatch,
    patch: Patch<DeliverableInput>,
) -> Result<Tagged<Deliverable>> {
    app.update::<Deliverables>(&caller, id, &if_match, patch).await
}

/// Delete a deliverable and its history.
#[utoipa::path(delete, path = "/v1/deliverables/{id}", tag = "deliverables",
    params(("id" = DeliverableId, Path, description = "Identifier of the deliverable"), MustMatch),
    responses((status = 204, description = "The deliverable was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_deliverable(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DeliverableId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Deliverables>(&caller, id, &if_match).await
}

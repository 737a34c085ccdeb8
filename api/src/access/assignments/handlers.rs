use axum::extract::State;
use entity::value::AssignmentId;
use openapi::access::assignments::{Assignment, AssignmentFilter, AssignmentInput, AssignmentPage};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors};

use crate::access::resources::Assignments;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Path, PostResponse, Tagged,
};

/// List assignments of projects to managers.
#[utoipa::path(get, path = "/v1/assignments", tag = "assignments", params(AssignmentFilter, PageQuery),
    responses((status = 200, description = "A page of assignments", content((AssignmentPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_assignments(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AssignmentFilter>,
) -> Result<Paged<Assignment>> {
    app.list::<Assignments>(&caller, listing).await
}

/// Get an assignment.
#[utoipa::path(get, path = "/v1/assignments/{id}", tag = "assignments",
    params(("id" = AssignmentId, Path, description = "Identifier of the assignment"), MaySkip),
    responses((status = 200, description = "The assignment", body = Assignment),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_assignment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AssignmentId>,
) -> Result<Tagged<Assignment>> {
    app.get::<Assignments>(&caller, id).await
}

/// Assign a project to a user.
#[utoipa::path(post, path = "/v1/assignments", tag = "assignments", params(IdempotencyKey),
    request_body = AssignmentInput,
    responses((status = 201, description = "The assignment that was created", body = Assignment),
        CreateErrors, CommonErrors))]
pub(crate) async fn assign_project(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<AssignmentInput>>,
) -> Result<PostResponse> {
    app.create::<Assignments>(&caller, (), body).await
}

/// End an assignment.
#[utoipa::path(delete, path = "/v1/assignments/{id}", tag = "assignments",
    params(("id" = AssignmentId, Path, description = "Identifier of the assignment"), MustMatch),
    responses((status = 204, description = "The assignment was ended"), DeleteErrors, CommonErrors))]
pub(crate) async fn end_assignment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AssignmentId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Assignments>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::value::AssignmentId;
use openapi::access::assignments::{Assignment, AssignmentFilter, AssignmentInput};

use crate::access::resources::Assignments;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Path, Tagged};

/// List assignments of projects to managers.
#[utoipa::path(get, path = "/v1/assignments", tag = "assignments")]
pub(crate) async fn list_assignments(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AssignmentFilter>,
) -> Result<Paged<Assignment>> {
    app.list::<Assignments>(&caller, listing).await
}

/// Get an assignment.
#[utoipa::path(get, path = "/v1/assignments/{id}", tag = "assignments")]
pub(crate) async fn get_assignment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AssignmentId>,
) -> Result<Tagged<Assignment>> {
    app.get::<Assignments>(&caller, id).await
}

/// Assign a project to a user.
#[utoipa::path(post, path = "/v1/assignments", tag = "assignments")]
pub(crate) async fn create_assignment(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<AssignmentInput>>,
) -> Result<Created<Assignment>> {
    app.create::<Assignments>(&caller, (), body).await
}

/// End an assignment.
#[utoipa::path(delete, path = "/v1/assignments/{id}", tag = "assignments")]
pub(crate) async fn delete_assignment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AssignmentId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Assignments>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::value::CallId;
use openapi::portfolio::calls::{Call, CallFilter, CallInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Calls;

/// List calls by reference.
#[utoipa::path(get, path = "/v1/calls", tag = "calls")]
pub(crate) async fn list_calls(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CallFilter>,
) -> Result<Paged<Call>> {
    app.list::<Calls>(&caller, listing).await
}

/// Get a call.
#[utoipa::path(get, path = "/v1/calls/{id}", tag = "calls")]
pub(crate) async fn get_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
) -> Result<Tagged<Call>> {
    app.get::<Calls>(&caller, id).await
}

/// Create a call of a programme.
#[utoipa::path(post, path = "/v1/calls", tag = "calls")]
pub(crate) async fn create_call(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<CallInput>>,
) -> Result<Created<Call>> {
    app.create::<Calls>(&caller, (), body).await
}

/// Update a call.
#[utoipa::path(patch, path = "/v1/calls/{id}", tag = "calls")]
pub(crate) async fn update_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    if_match: IfMatch,
    patch: Patch<CallInput>,
) -> Result<Tagged<Call>> {
    app.update::<Calls>(&caller, id, &if_match, patch).await
}

/// Delete a call that no record refers to.
#[utoipa::path(delete, path = "/v1/calls/{id}", tag = "calls")]
pub(crate) async fn delete_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Calls>(&caller, id, &if_match).await
}

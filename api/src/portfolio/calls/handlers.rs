use axum::extract::State;
use entity::value::CallId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::calls::{Call, CallFilter, CallInput, CallPage, CallPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Calls;

/// List calls by reference.
#[utoipa::path(get, path = "/v1/calls", tag = "calls", params(CallFilter, PageQuery),
    responses((status = 200, description = "A page of calls", content((CallPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_calls(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CallFilter>,
) -> Result<Paged<Call>> {
    app.list::<Calls>(&caller, listing).await
}

/// Get a call.
#[utoipa::path(get, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MaySkip),
    responses((status = 200, description = "The call", body = Call),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
) -> Result<Tagged<Call>> {
    app.get::<Calls>(&caller, id).await
}

/// Create a call of a programme.
#[utoipa::path(post, path = "/v1/calls", tag = "calls",
    params(IdempotencyKey), request_body = CallInput,
    responses((status = 201, description = "The call that was created", body = Call),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_call(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<CallInput>>,
) -> Result<PostResponse> {
    app.create::<Calls>(&caller, (), body).await
}

/// Update a call.
#[utoipa::path(patch, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MustMatch),
    request_body(content = CallPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The call after the change", body = Call), UpdateErrors, CommonErrors))]
pub(crate) async fn change_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    if_match: IfMatch,
    patch: Patch<CallInput>,
) -> Result<Tagged<Call>> {
    app.update::<Calls>(&caller, id, &if_match, patch).await
}

/// Delete a call that no record refers to.
#[utoipa::path(delete, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MustMatch),
    responses((status = 204, description = "The call was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Calls>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::portfolio::call;
use entity::value::CallId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::calls::{Call, CallFilter, CallInput, CallPage, CallPatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List calls by reference.
#[utoipa::path(get, path = "/v1/calls", tag = "calls", params(CallFilter, PageQuery),
    responses((status = 200, description = "A page of calls", content((CallPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_calls(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CallFilter>,
) -> Result<Paged<Call>> {
    app.page::<call::Entity>(&caller, listing).await
}

/// Get a call.
#[utoipa::path(get, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MaySkip),
    responses((status = 200, description = "The call", body = Call),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
) -> Result<One<Call>> {
    app.one::<call::Entity>(&caller, id).await
}

/// Create a call of a programme.
#[utoipa::path(post, path = "/v1/calls", tag = "calls",
    params(IdempotencyKey), request_body = CallInput,
    responses((status = 201, description = "The call that was created", body = Call),
        NotMade, Refusal))]
pub(crate) async fn register_call(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<CallInput>>,
) -> Result<Answered> {
    app.make::<call::Entity>(&caller, (), once).await
}

/// Update a call.
#[utoipa::path(patch, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MustMatch),
    request_body(content = CallPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The call after the change", body = Call), NotChanged, Refusal))]
pub(crate) async fn change_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    seen: IfMatch,
    patch: Patch<CallInput>,
) -> Result<One<Call>> {
    app.change::<call::Entity>(&caller, id, &seen, patch).await
}

/// Delete a call that no record refers to.
#[utoipa::path(delete, path = "/v1/calls/{id}", tag = "calls",
    params(("id" = CallId, Path, description = "Identifier of the call"), MustMatch),
    responses((status = 204, description = "The call was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_call(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CallId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<call::Entity>(&caller, id, &seen).await
}

use axum::extract::State;
use entity::value::ApiKeyId;
use openapi::access::api_keys::{ApiKey, ApiKeyInput, ApiKeyPage};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors};
use openapi::platform::rights::Right;

use super::service;
use crate::access::resources::ApiKeys;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Path, PostResponse, Tagged,
};

/// List API keys by name.
#[utoipa::path(get, path = "/v1/api-keys", tag = "api-keys", params(PageQuery),
    responses((status = 200, description = "A page of API keys", content((ApiKeyPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_api_keys(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<ApiKey>> {
    app.list::<ApiKeys>(&caller, listing).await
}

/// Get an API key.
///
/// The response does not contain the key itself.
#[utoipa::path(get, path = "/v1/api-keys/{id}", tag = "api-keys",
    params(("id" = ApiKeyId, Path, description = "Identifier of the API key"), MaySkip),
    responses((status = 200, description = "The API key", body = ApiKey),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ApiKeyId>,
) -> Result<Tagged<ApiKey>> {
    app.get::<ApiKeys>(&caller, id).await
}

/// Create an API key.
///
/// This response contains the key itself. The key is shown only once.
#[utoipa::path(post, path = "/v1/api-keys", tag = "api-keys", params(IdempotencyKey),
    request_body = ApiKeyInput,
    responses((status = 201, description = "The API key that was created", body = ApiKey),
        CreateErrors, CommonErrors))]
pub(crate) async fn issue_api_key(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ApiKeyInput>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed(Right::ManageAccess)?;
    app.idempotent(allowed, body, async |work, Body(new)| service::issue(work, new.clone()).await).await
}

/// Revoke an API key.
///
/// The key stops working at once.
#[utoipa::path(delete, path = "/v1/api-keys/{id}", tag = "api-keys",
    params(("id" = ApiKeyId, Path, description = "Identifier of the API key"), MustMatch),
    responses((status = 204, description = "The API key was revoked"), DeleteErrors, CommonErrors))]
pub(crate) async fn revoke_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ApiKeyId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<ApiKeys>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::access::api_key;
use entity::value::ApiKeyId;
use openapi::access::api_keys::{ApiKey, ApiKeyInput, ApiKeyPage};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotDeleted, NotMade, Refusal};
use openapi::platform::rights::Right;

use super::service;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, NoFilter, Once, One, Paged, Path};

/// List API keys by name.
#[utoipa::path(get, path = "/v1/api-keys", tag = "api-keys", params(PageQuery),
    responses((status = 200, description = "A page of API keys", content((ApiKeyPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_api_keys(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<ApiKey>> {
    app.page::<api_key::Entity>(&caller, listing).await
}

/// Get an API key.
///
/// The response does not contain the key itself.
#[utoipa::path(get, path = "/v1/api-keys/{id}", tag = "api-keys",
    params(("id" = ApiKeyId, Path, description = "Identifier of the API key"), MaySkip),
    responses((status = 200, description = "The API key", body = ApiKey),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ApiKeyId>,
) -> Result<One<ApiKey>> {
    app.one::<api_key::Entity>(&caller, id).await
}

/// Create an API key.
///
/// This response contains the key itself. The key is shown only once.
#[utoipa::path(post, path = "/v1/api-keys", tag = "api-keys", params(IdempotencyKey),
    request_body = ApiKeyInput,
    responses((status = 201, description = "The API key that was created", body = ApiKey),
        NotMade, Refusal))]
pub(crate) async fn issue_api_key(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<ApiKeyInput>>,
) -> Result<Answered> {
    let allowed = caller.allowed(Right::ManageAccess)?;
    app.once(allowed, once, async |work, Body(new)| service::issue(work, new.clone()).await).await
}

/// Revoke an API key.
///
/// The key stops working at once.
#[utoipa::path(delete, path = "/v1/api-keys/{id}", tag = "api-keys",
    params(("id" = ApiKeyId, Path, description = "Identifier of the API key"), MustMatch),
    responses((status = 204, description = "The API key was revoked"), NotDeleted, Refusal))]
pub(crate) async fn revoke_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ApiKeyId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<api_key::Entity>(&caller, id, &seen).await
}

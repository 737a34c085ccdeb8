use axum::extract::State;
use entity::value::ApiKeyId;
use openapi::access::api_keys::{ApiKey, ApiKeyInput};
use openapi::platform::rights::Right;

use super::service;
use crate::access::resources::ApiKeys;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Path, Tagged,
};

/// List API keys by name.
#[utoipa::path(get, path = "/v1/api-keys", tag = "api-keys")]
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
#[utoipa::path(get, path = "/v1/api-keys/{id}", tag = "api-keys")]
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
#[utoipa::path(post, path = "/v1/api-keys", tag = "api-keys")]
pub(crate) async fn create_api_key(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ApiKeyInput>>,
) -> Result<Created<ApiKey>> {
    let allowed = caller.allowed(Right::ManageAccess)?;
    app.idempotent(allowed, body, async |work, Body(new)| service::issue(work, new.clone()).await).await
}

/// Revoke an API key.
///
/// The key stops working at once.
#[utoipa::path(delete, path = "/v1/api-keys/{id}", tag = "api-keys")]
pub(crate) async fn delete_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ApiKeyId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<ApiKeys>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::value::WebhookId;
use openapi::access::users::NoBody;
use openapi::exchange::webhooks::{
    DeliveryFilter, Webhook, WebhookDelivery, WebhookDeliveryPath, WebhookInput, WebhookReplay,
};
use openapi::platform::rights::Right;

use super::{deliveries, queries, service, view};
use crate::exchange::resources::Webhooks;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Patch, Path, PostResponse,
    Tagged,
};

/// List webhooks, oldest first.
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks")]
pub(crate) async fn list_webhooks(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<Webhook>> {
    app.list::<Webhooks>(&caller, listing).await
}

/// Get a webhook.
///
/// The response does not contain its secret.
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "webhooks")]
pub(crate) async fn get_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
) -> Result<Tagged<Webhook>> {
    app.get::<Webhooks>(&caller, id).await
}

/// Create a webhook.
///
/// The webhook receives changes from now on. This response contains its secret. The secret is shown only
/// once.
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks")]
pub(crate) async fn create_webhook(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<WebhookInput>>,
) -> Result<Created<Webhook>> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(new)| service::register(work, new.clone()).await)
        .await
}

/// Update a webhook.
///
/// A webhook that is enabled again receives changes from then on.
#[utoipa::path(patch, path = "/v1/webhooks/{id}", tag = "webhooks")]
pub(crate) async fn update_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    patch: Patch<WebhookInput>,
) -> Result<Tagged<Webhook>> {
    app.update::<Webhooks>(&caller, id, &if_match, patch).await
}

/// Delete a webhook and its deliveries.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "webhooks")]
pub(crate) async fn delete_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Webhooks>(&caller, id, &if_match).await
}

/// Replace the secret of a webhook.
///
/// This response contains the new secret. The secret is shown only once. For 24 hours, deliveries are signed
/// with the old secret too.
#[utoipa::path(post, path = "/v1/webhooks/{id}/rotate-secret", tag = "webhooks")]
pub(crate) async fn rotate_webhook_secret(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse<Webhook>> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| {
        service::rotate(work, id, &if_match).await
    })
    .await
}

/// Send a test delivery to a webhook.
///
/// The delivery has the type `ping` and no subject.
#[utoipa::path(post, path = "/v1/webhooks/{id}/ping", tag = "webhooks")]
pub(crate) async fn ping_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    body: Idempotent<Body<NoBody>>,
) -> Result<Created<WebhookDelivery>> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| deliveries::ping(work, id).await).await
}

/// Send past changes to a webhook again.
///
/// The replay starts at a change number or at an instant.
// The body is required: it must have one of two optional properties.
#[utoipa::path(post, path = "/v1/webhooks/{id}/replay", tag = "webhooks", request_body = WebhookReplay)]
pub(crate) async fn replay_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    body: Idempotent<Body<WebhookReplay>>,
) -> Result<PostResponse<Webhook>> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(from)| {
        service::replay(work, id, &if_match, from).await
    })
    .await
}

/// List the deliveries of a webhook, oldest first.
///
/// Successful deliveries are deleted after 30 days. Deliveries that were given up are deleted after 90 days.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks")]
pub(crate) async fn list_webhook_deliveries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    listing: Listing<DeliveryFilter>,
) -> Result<Paged<WebhookDelivery>> {
    caller.require(Right::ManageWebhooks)?;
    let Listing { filter, request } = listing;
    app.list_or_export(&caller, queries::Deliveries { webhook: id, stage: filter.stage }, request).await
}

/// Get a delivery and its attempts.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries/{delivery}", tag = "webhooks")]
pub(crate) async fn get_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<WebhookDeliveryPath>,
) -> Result<Tagged<WebhookDelivery>> {
    caller.require(Right::ManageWebhooks)?;
    view::delivery(queries::delivery(app.database.read(), path.id, path.delivery).await?).map(Tagged)
}

/// Send a delivery again.
///
/// This works for a delivery in any stage.
#[utoipa::path(post, path = "/v1/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks")]
pub(crate) async fn replay_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<WebhookDeliveryPath>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse<WebhookDelivery>> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| {
        deliveries::replay(work, (path.id, path.delivery), &if_match).await
    })
    .await
}

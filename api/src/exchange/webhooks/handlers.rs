use axum::extract::State;
use entity::value::{WebhookDeliveryId, WebhookId};
use openapi::access::users::NoBody;
use openapi::exchange::webhooks::{
    DeliveryFilter, Webhook, WebhookDelivery, WebhookDeliveryPage, WebhookInput, WebhookPage, WebhookPatch,
    WebhookReplay,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, TransitionErrors, UpdateErrors,
};
use openapi::platform::rights::Right;

use super::{deliveries, queries, service, view};
use crate::exchange::resources::Webhooks;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Patch, Path, PostResponse, Tagged,
};

/// List webhooks, oldest first.
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks", params(PageQuery),
    responses((status = 200, description = "A page of webhooks", content((WebhookPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
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
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), MaySkip),
    responses((status = 200, description = "The webhook", body = Webhook),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
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
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks", params(IdempotencyKey),
    request_body = WebhookInput,
    responses((status = 201, description = "The webhook that was created", body = Webhook),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_webhook(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<WebhookInput>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(new)| service::register(work, new.clone()).await)
        .await
}

/// Update a webhook.
///
/// A webhook that is enabled again receives changes from then on.
#[utoipa::path(patch, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), MustMatch),
    request_body(content = WebhookPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The webhook after the change", body = Webhook),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    patch: Patch<WebhookInput>,
) -> Result<Tagged<Webhook>> {
    app.update::<Webhooks>(&caller, id, &if_match, patch).await
}

/// Delete a webhook and its deliveries.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), MustMatch),
    responses((status = 204, description = "The webhook was deleted"), DeleteErrors, CommonErrors))]
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
#[utoipa::path(post, path = "/v1/webhooks/{id}/rotate-secret", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The webhook after the change", body = Webhook),
        TransitionErrors, CommonErrors))]
pub(crate) async fn rotate_webhook_secret(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| {
        service::rotate(work, id, &if_match).await
    })
    .await
}

/// Send a test delivery to a webhook.
///
/// The delivery has the type `ping` and no subject.
#[utoipa::path(post, path = "/v1/webhooks/{id}/ping", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 201, description = "The delivery that was created", body = WebhookDelivery),
        GetErrors, CreateErrors, CommonErrors))]
pub(crate) async fn ping_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| deliveries::ping(work, id).await).await
}

/// Send past changes to a webhook again.
///
/// The replay starts at a change number or at an instant.
#[utoipa::path(post, path = "/v1/webhooks/{id}/replay", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), MustMatch, IdempotencyKey),
    request_body = WebhookReplay,
    responses((status = 200, description = "The webhook", body = Webhook), TransitionErrors, CommonErrors))]
pub(crate) async fn replay_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    if_match: IfMatch,
    body: Idempotent<Body<WebhookReplay>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(from)| {
        service::replay(work, id, &if_match, from).await
    })
    .await
}

/// List the deliveries of a webhook, oldest first.
///
/// Successful deliveries are deleted after 30 days. Deliveries that were given up are deleted after 90 days.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"), DeliveryFilter, PageQuery),
    responses((status = 200, description = "A page of deliveries", content((WebhookDeliveryPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), GetErrors, ListErrors, CommonErrors))]
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
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries/{delivery}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"),
        ("delivery" = WebhookDeliveryId, Path, description = "Identifier of the delivery"), MaySkip),
    responses((status = 200, description = "The delivery", body = WebhookDelivery),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path((id, delivery)): Path<(WebhookId, WebhookDeliveryId)>,
) -> Result<Tagged<WebhookDelivery>> {
    caller.require(Right::ManageWebhooks)?;
    view::delivery(queries::delivery(app.database.read(), id, delivery).await?).map(Tagged)
}

/// Send a delivery again.
///
/// This works for a delivery in any stage.
#[utoipa::path(post, path = "/v1/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "Identifier of the webhook"),
        ("delivery" = WebhookDeliveryId, Path, description = "Identifier of the delivery"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The delivery after the change", body = WebhookDelivery),
        TransitionErrors, CommonErrors))]
pub(crate) async fn replay_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<(WebhookId, WebhookDeliveryId)>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.idempotent(allowed, body, async move |work, Body(NoBody {})| {
        deliveries::replay(work, of, &if_match).await
    })
    .await
}

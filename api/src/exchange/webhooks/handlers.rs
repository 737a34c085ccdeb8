use axum::extract::State;
use entity::exchange::webhook;
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
    BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, NotMoved, Refusal,
};
use openapi::platform::rights::Right;

use super::{deliveries, queries, service, view};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Answered, Body, Gone, IfMatch, Listing, NoFilter, Once, One, Paged, Patch, Path,
};

/// List webhooks, the oldest first.
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks", params(PageQuery),
    responses((status = 200, description = "A page of webhooks", content((WebhookPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_webhooks(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<Webhook>> {
    app.page::<webhook::Entity>(&caller, listing).await
}

/// Read a webhook. Its secret is not told again.
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), MaySkip),
    responses((status = 200, description = "The webhook", body = Webhook),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
) -> Result<One<Webhook>> {
    app.one::<webhook::Entity>(&caller, id).await
}

/// Register a webhook, which is sent what happens from now on. The answer holds its secret, this once.
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks", params(IdempotencyKey), request_body = WebhookInput,
    responses((status = 201, description = "The webhook", body = Webhook),
        NotMade, Refusal))]
pub(crate) async fn register_webhook(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<WebhookInput>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.once(allowed, once, async move |work, Body(new)| service::register(work, new.clone()).await).await
}

/// Change a webhook. One that is enabled again is sent what happens from then on.
#[utoipa::path(patch, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), MustMatch),
    request_body(content = WebhookPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The webhook as it is now", body = Webhook), NotChanged, Refusal))]
pub(crate) async fn change_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    seen: IfMatch,
    patch: Patch<WebhookInput>,
) -> Result<One<Webhook>> {
    app.change::<webhook::Entity>(&caller, id, &seen, patch).await
}

/// Delete a webhook, with its deliveries.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), MustMatch),
    responses((status = 204, description = "It is gone"), NotDeleted, Refusal))]
pub(crate) async fn delete_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<webhook::Entity>(&caller, id, &seen).await
}

/// Sign with another secret. The answer holds it, this once; the one before signs along for 24 hours.
#[utoipa::path(post, path = "/v1/webhooks/{id}/rotate-secret", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), MustMatch, IdempotencyKey), request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The webhook as it is now", body = Webhook), NotMoved, Refusal))]
pub(crate) async fn rotate_webhook_secret(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.once(allowed, once, async move |work, Body(NoBody {})| service::rotate(work, id, &seen).await).await
}

/// Send a test: a delivery of the type `ping`, about nothing.
#[utoipa::path(post, path = "/v1/webhooks/{id}/ping", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), IdempotencyKey), request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 201, description = "The delivery", body = WebhookDelivery),
        NoSuchThing, NotMade, Refusal))]
pub(crate) async fn ping_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.once(allowed, once, async move |work, Body(NoBody {})| deliveries::ping(work, id).await).await
}

/// Send everything again from a number or an instant on.
#[utoipa::path(post, path = "/v1/webhooks/{id}/replay", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), MustMatch, IdempotencyKey), request_body = WebhookReplay,
    responses((status = 200, description = "The webhook", body = Webhook), NotMoved, Refusal))]
pub(crate) async fn replay_webhook(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    seen: IfMatch,
    once: Once<Body<WebhookReplay>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.once(allowed, once, async move |work, Body(from)| service::replay(work, id, &seen, from).await).await
}

/// List the deliveries of a webhook, the oldest first. Those that were taken are forgotten after 30 days, and those that
/// were given up after 90.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"), DeliveryFilter, PageQuery),
    responses((status = 200, description = "A page of deliveries", content((WebhookDeliveryPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), NoSuchThing, BadListing, Refusal))]
pub(crate) async fn list_webhook_deliveries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WebhookId>,
    listing: Listing<DeliveryFilter>,
) -> Result<Paged<WebhookDelivery>> {
    caller.must(Right::ManageWebhooks)?;
    let Listing { filter, asked } = listing;
    app.listed(&caller, queries::Deliveries { webhook: id, stage: filter.stage }, asked).await
}

/// Read a delivery, with the attempts to send it.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries/{delivery}", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"),
        ("delivery" = WebhookDeliveryId, Path, description = "The delivery"), MaySkip),
    responses((status = 200, description = "The delivery", body = WebhookDelivery),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path((id, delivery)): Path<(WebhookId, WebhookDeliveryId)>,
) -> Result<One<WebhookDelivery>> {
    caller.must(Right::ManageWebhooks)?;
    view::delivery(queries::delivery(app.database.read(), id, delivery).await?).map(One)
}

/// Send something again, whatever became of it.
#[utoipa::path(post, path = "/v1/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks",
    params(("id" = WebhookId, Path, description = "The webhook"),
        ("delivery" = WebhookDeliveryId, Path, description = "The delivery"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The delivery as it is now", body = WebhookDelivery), NotMoved, Refusal))]
pub(crate) async fn replay_webhook_delivery(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<(WebhookId, WebhookDeliveryId)>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageWebhooks)?;
    app.once(allowed, once, async move |work, Body(NoBody {})| deliveries::replay(work, of, &seen).await)
        .await
}

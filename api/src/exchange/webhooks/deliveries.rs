use entity::exchange::webhook_delivery;
use entity::value::{DeliveryStage, WebhookDeliveryId, WebhookId};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::service::note;
use super::{queries, view};
use crate::exchange::resources::Webhooks;
use crate::platform::app::UnitOfWork;
use crate::platform::database::update_row;
use crate::platform::error::Result;
use crate::platform::http::{Created, IfMatch, PostResponse};
use crate::platform::resource::lock_authorized;
use openapi::exchange::webhooks::WebhookDelivery;

/// The type of a test delivery.
pub(super) const PING: &str = "ping";

/// A delivery that is due immediately.
pub(super) fn due(
    work: &UnitOfWork<'_>,
    webhook: WebhookId,
    number: Option<i64>,
    kind: String,
) -> webhook_delivery::Model {
    webhook_delivery::Model {
        id: WebhookDeliveryId(work.id()),
        webhook_id: webhook,
        number,
        kind,
        stage: DeliveryStage::Pending,
        failures: 0,
        next_at: Some(work.now),
        attempts: "[]".to_owned(),
        created_at: work.now,
        ended_at: None,
    }
}

/// Creates a test delivery.
pub(super) async fn ping(work: &UnitOfWork<'_>, id: WebhookId) -> Result<Created<WebhookDelivery>> {
    let hook = lock_authorized::<Webhooks>(work, id).await?;
    let row = due(work, id, None, PING.to_owned()).into_active_model().reset_all().insert(work.tx).await?;
    note(work, &hook, json!({ "pinged": row.id }));
    let place = format!("/v1/webhooks/{}/deliveries/{}", id.0, row.id.0);
    Created::created(place, &view::delivery(row)?)
}

/// Sends a delivery again, in any stage.
pub(super) async fn replay(
    work: &UnitOfWork<'_>,
    (id, delivery): (WebhookId, WebhookDeliveryId),
    if_match: &IfMatch,
) -> Result<PostResponse<WebhookDelivery>> {
    let hook = lock_authorized::<Webhooks>(work, id).await?;
    let was = queries::delivery(work.tx, id, delivery).await?;
    if_match.check(&view::delivery(was.clone())?)?;
    let (stage, next_at) = (DeliveryStage::Pending, Some(work.now));
    let row = webhook_delivery::Model { stage, failures: 0, next_at, ended_at: None, ..was };
    let row = update_row(work.tx, &row).await?;
    note(work, &hook, json!({ "replayed": row.id }));
    PostResponse::ok(&view::delivery(row)?)
}

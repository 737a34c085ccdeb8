use entity::exchange::{webhook, webhook_delivery};
use openapi::exchange::webhooks::{DeliveryAttempt, Webhook, WebhookDelivery, WebhookInput};

use crate::platform::error::{Error, Result};

pub(super) fn webhook(row: webhook::Model) -> Result<Webhook> {
    Ok(Webhook {
        id: row.id,
        types: types(&row)?,
        url: row.url,
        description: row.description,
        project: row.project_id,
        enabled: row.enabled,
        disabled_reason: row.disabled_reason,
        failing_since: row.failing_since,
        previous_secret_until: row.previous_until,
        created_at: row.created_at,
        secret: None,
    })
}

/// The input fields of a webhook.
pub(super) fn to_input(row: webhook::Model) -> Result<WebhookInput> {
    Ok(WebhookInput {
        types: Some(types(&row)?),
        url: row.url,
        description: row.description,
        project: row.project_id,
        enabled: Some(row.enabled),
    })
}

pub(super) fn types(row: &webhook::Model) -> Result<Vec<String>> {
    serde_json::from_str(&row.types).map_err(Error::internal)
}

pub(super) fn delivery(row: webhook_delivery::Model) -> Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        message: message(&row),
        attempts: attempts(&row)?,
        id: row.id,
        webhook: row.webhook_id,
        number: row.number,
        kind: row.kind,
        stage: row.stage,
        created_at: row.created_at,
        next_attempt_at: row.next_at,
        ended_at: row.ended_at,
    })
}

pub(super) fn attempts(row: &webhook_delivery::Model) -> Result<Vec<DeliveryAttempt>> {
    serde_json::from_str(&row.attempts).map_err(Error::internal)
}

/// The message identifier of a delivery. It is the same for each attempt, even after the delivery was
/// deleted here.
pub(super) fn message(row: &webhook_delivery::Model) -> String {
    match row.number {
        Some(number) => format!("msg_{}_{number}", row.webhook_id.0.simple()),
        None => format!("msg_{}", row.id.0.simple()),
    }
}

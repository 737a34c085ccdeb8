//! The `webhook_delivery` table: the deliveries to webhooks.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{DeliveryStage, WebhookDeliveryId, WebhookId};

/// The delivery of one change, or of a test, which has no number.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook_id: WebhookId,
    /// The number of the change in the audit trail, which holds the content; unique per webhook.
    pub number: Option<i64>,
    /// The type of the change.
    #[sea_orm(column_name = "type")]
    pub kind: String,
    /// The stage.
    pub stage: DeliveryStage,
    /// The number of failed attempts since it was created or replayed.
    pub failures: i32,
    /// When the next attempt is due; empty if none is.
    pub next_at: Option<DateTime<Utc>>,
    /// The attempts: a JSON array.
    pub attempts: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was delivered or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `webhook_delivery` table: what was sent to webhooks, or is to be.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{DeliveryStage, WebhookDeliveryId, WebhookId};

/// A delivery of one change; or, without a number, a test.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook_id: WebhookId,
    /// The number of the change in the audit trail, which holds what is sent; unique for a webhook.
    pub number: Option<i64>,
    /// The type of the change.
    #[sea_orm(column_name = "type")]
    pub kind: String,
    /// Where it stands.
    pub stage: DeliveryStage,
    /// How often it was sent in vain since it was made, or replayed.
    pub failures: i32,
    /// When it is to be sent; nothing when it is not to be.
    pub next_at: Option<DateTime<Utc>>,
    /// The attempts to send it: a JSON array.
    pub attempts: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was taken, or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `webhook` table: the receivers of changes.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{ProjectId, SigningSecret, WebhookId};

/// A webhook.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookId,
    /// The address to which changes are sent.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The patterns of the event types that are sent: a JSON array.
    pub types: String,
    /// If set, only changes of this project are sent.
    pub project_id: Option<ProjectId>,
    /// Whether changes are sent.
    pub enabled: bool,
    /// Why the server disabled it; empty if a user did.
    pub disabled_reason: Option<String>,
    /// The signing secret.
    pub secret: SigningSecret,
    /// The previous signing secret.
    pub previous_secret: Option<SigningSecret>,
    /// Until when messages are also signed with the previous secret.
    pub previous_until: Option<DateTime<Utc>>,
    /// The number in the audit trail up to which deliveries were created.
    pub reached: i64,
    /// When deliveries began to fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// The process that holds the lease for delivery.
    pub leased_by: Option<Uuid>,
    /// When the lease expires.
    pub leased_until: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

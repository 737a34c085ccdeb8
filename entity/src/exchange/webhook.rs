//! The `webhook` table: where changes are sent.

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
    /// Where it is sent to.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The patterns of the types that are sent: a JSON array.
    pub types: String,
    /// The only project of which anything is sent.
    pub project_id: Option<ProjectId>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// Why nothing is, when it was not somebody who said so.
    pub disabled_reason: Option<String>,
    /// What it is signed with.
    pub secret: SigningSecret,
    /// What it was signed with before.
    pub previous_secret: Option<SigningSecret>,
    /// Until when it is signed with that too.
    pub previous_until: Option<DateTime<Utc>>,
    /// The number of the audit trail up to which there are deliveries.
    pub reached: i64,
    /// Since when nothing was taken.
    pub failing_since: Option<DateTime<Utc>>,
    /// Who delivers.
    pub leased_by: Option<Uuid>,
    /// Until when nobody else does.
    pub leased_until: Option<DateTime<Utc>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

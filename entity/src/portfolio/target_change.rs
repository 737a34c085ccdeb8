//! The `target_change` table: the history of targets.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{IndicatorId, PartialDate, Quantity, TargetChangeId};

/// A change of a target.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "target_change")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetChangeId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// The period; empty for the total.
    pub period: Option<PartialDate>,
    /// The target before; empty if there was none.
    pub before: Option<Quantity>,
    /// The target after; empty if it was removed.
    pub after: Option<Quantity>,
    /// The reason.
    pub reason: Option<String>,
    /// The name of the person who changed it.
    pub changed_by: Option<String>,
    /// The time of the change.
    pub changed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `target_change` table: the history of targets.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{IndicatorId, PartialDate, Quantity, TargetChangeId};

/// A target that changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "target_change")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetChangeId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// In which period; empty for the whole.
    pub period: Option<PartialDate>,
    /// The target before; empty when there was none.
    pub before: Option<Quantity>,
    /// The target after; empty when there is none any more.
    pub after: Option<Quantity>,
    /// Why.
    pub reason: Option<String>,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// When they did.
    pub changed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `target` table: the target values of indicators.

use sea_orm::entity::prelude::*;

use crate::value::{IndicatorId, PartialDate, Quantity, TargetId};

/// A target.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "target")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// The period; empty for the total.
    pub period: Option<PartialDate>,
    /// The value.
    pub value: Quantity,
}

impl ActiveModelBehavior for ActiveModel {}

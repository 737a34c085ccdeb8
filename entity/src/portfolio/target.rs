//! The `target` table: what an indicator is to reach.

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
    /// In which period; empty for the whole.
    pub period: Option<PartialDate>,
    /// How much.
    pub value: Quantity,
}

impl ActiveModelBehavior for ActiveModel {}

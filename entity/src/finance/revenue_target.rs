//! The `revenue_target` table: the target shares of revenue, set by the board.

use sea_orm::entity::prelude::*;

use crate::value::{Class, Percent, RevenueTargetId};

/// The target share of a class in the revenue of a year.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_target")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevenueTargetId,
    /// The name of the fiscal year, which need not exist yet.
    pub year: i32,
    /// The class; unique within the year.
    pub class: Class,
    /// The share.
    pub percent: Percent,
    /// The allowed difference from the target, in percentage points. A greater difference gives a warning.
    pub tolerance: Percent,
    /// Who set the target, and why.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

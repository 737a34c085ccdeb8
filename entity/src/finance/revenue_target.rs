//! The `revenue_target` table: the shares of revenue that the board wants.

use sea_orm::entity::prelude::*;

use crate::value::{Class, Percent, RevenueTargetId};

/// The share that a class is to have of a year's revenue.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revenue_target")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevenueTargetId,
    /// The name of the fiscal year, recorded or not.
    pub year: i32,
    /// The class; unique within the year.
    pub class: Class,
    /// The share.
    pub percent: Percent,
    /// By how many percentage points a year may drift from it before somebody is warned.
    pub tolerance: Percent,
    /// Who wants it, and why.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

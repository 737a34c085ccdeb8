//! The `budget_period` table: the reporting periods of budgets.

use sea_orm::entity::prelude::*;

use crate::value::BudgetId;

/// A reporting period of a budget.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_period")]
pub struct Model {
    /// The budget.
    #[sea_orm(primary_key, auto_increment = false)]
    pub budget_id: BudgetId,
    /// Its number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
}

impl ActiveModelBehavior for ActiveModel {}

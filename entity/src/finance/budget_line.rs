//! The `budget_line` table: the costs of budgets.

use sea_orm::entity::prelude::*;

use crate::value::{
    BudgetId, BudgetLineId, CostCategory, Money, ParticipationId, Percent, Quantity, WorkPackageId,
};

/// A cost that is budgeted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_line")]
pub struct Model {
    /// Identifies the row; lines are in the order of their identifiers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetLineId,
    /// The budget.
    pub budget_id: BudgetId,
    /// Whose cost it is.
    pub participation_id: Option<ParticipationId>,
    /// What kind of cost it is.
    pub category: CostCategory,
    /// What it is for.
    pub work_package_id: Option<WorkPackageId>,
    /// The number of the reporting period in which it is to fall.
    pub period: Option<i32>,
    /// What it is.
    pub description: Option<String>,
    /// How many units, where it is reckoned in units.
    pub units: Option<Quantity>,
    /// What a unit is.
    pub unit: Option<String>,
    /// What a unit costs.
    pub unit_rate: Option<Money>,
    /// The cost.
    pub amount: Money,
    /// The share of it that is funded, where that is another than the budget's.
    pub funding_rate: Option<Percent>,
    /// What is funded of it, where the share is known.
    pub funding: Option<Money>,
    /// Whether it was computed by the rule of the call.
    pub is_computed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

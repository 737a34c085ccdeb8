//! The `budget_line` table: the costs of budgets.

use sea_orm::entity::prelude::*;

use crate::value::{
    BudgetId, BudgetLineId, CostCategory, Money, ParticipationId, Percent, Quantity, WorkPackageId,
};

/// A budgeted cost.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_line")]
pub struct Model {
    /// Identifies the row. The order of identifiers is the order of the lines.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetLineId,
    /// The budget.
    pub budget_id: BudgetId,
    /// The partner whose cost it is.
    pub participation_id: Option<ParticipationId>,
    /// The cost category.
    pub category: CostCategory,
    /// The work package.
    pub work_package_id: Option<WorkPackageId>,
    /// The number of the reporting period.
    pub period: Option<i32>,
    /// The description.
    pub description: Option<String>,
    /// The number of units, if the cost is calculated in units.
    pub units: Option<Quantity>,
    /// The kind of unit.
    pub unit: Option<String>,
    /// The cost per unit, in whole cents.
    pub unit_rate: Option<Money>,
    /// The part of the cost per unit beyond whole cents, in millionths.
    pub unit_rate_fraction: i64,
    /// The cost.
    pub amount: Money,
    /// The funding rate, if it differs from the rate of the budget.
    pub funding_rate: Option<Percent>,
    /// The funding, if the rate is known.
    pub funding: Option<Money>,
    /// Whether the line was computed by the rule of the call.
    pub is_computed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

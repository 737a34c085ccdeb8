//! The `financing` table: the sources of money that pay for budgets.

use sea_orm::entity::prelude::*;

use crate::value::{BudgetId, FinancingId, FinancingSource, FundingLineId, Money, ParticipationId};

/// An amount of money that pays for a budget.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "financing")]
pub struct Model {
    /// Identifies the row. The order of identifiers is the order of the rows.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FinancingId,
    /// The budget.
    pub budget_id: BudgetId,
    /// The source.
    pub source: FinancingSource,
    /// The funding line, if it is recorded.
    pub funding_line_id: Option<FundingLineId>,
    /// The partner that pays, if a partner pays.
    pub participation_id: Option<ParticipationId>,
    /// The description.
    pub description: Option<String>,
    /// The amount.
    pub amount: Money,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `financing` table: what pays for budgets.

use sea_orm::entity::prelude::*;

use crate::value::{BudgetId, FinancingId, FinancingSource, FundingLineId, Money, ParticipationId};

/// Money that pays for a budget.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "financing")]
pub struct Model {
    /// Identifies the row; rows are in the order of their identifiers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FinancingId,
    /// The budget.
    pub budget_id: BudgetId,
    /// Where it comes from.
    pub source: FinancingSource,
    /// The funding line, where it is of one that is recorded.
    pub funding_line_id: Option<FundingLineId>,
    /// Who pays, where it is a partner.
    pub participation_id: Option<ParticipationId>,
    /// What it is.
    pub description: Option<String>,
    /// How much.
    pub amount: Money,
}

impl ActiveModelBehavior for ActiveModel {}

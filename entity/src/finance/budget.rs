//! The `budget` table: the versions of project budgets.

use sea_orm::entity::prelude::*;

use crate::value::{
    BudgetId, BudgetStage, CallId, Conversion, CostCategories, CurrencyCode, FlatRates, IndirectBase, Money,
    Percent, ProjectId, Rounding, RoundingScope,
};

/// A version of the budget of a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetId,
    /// The project.
    pub project_id: ProjectId,
    /// The number of the version in the project, from one.
    pub version: i32,
    /// The title.
    pub title: String,
    /// The stage.
    pub stage: BudgetStage,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The call whose rules it follows.
    pub call_id: Option<CallId>,
    /// How costs in another currency are converted.
    pub conversion: Conversion,
    /// The funding rate of the call when the version was last saved.
    pub funding_rate: Option<Percent>,
    /// The rate of indirect costs, at the same time.
    pub indirect_rate: Option<Percent>,
    /// The flat rates, at the same time.
    pub flat_rates: Option<FlatRates>,
    /// The base of indirect costs, at the same time.
    pub indirect_base: Option<IndirectBase>,
    /// The direct costs that are not in the base, at the same time.
    pub indirect_excludes: Option<CostCategories>,
    /// The share of the budget that may be transferred without an amendment, at the same time.
    pub transfer_threshold: Option<Percent>,
    /// The maximum grant, at the same time.
    pub maximum_grant: Option<Money>,
    /// How computed amounts are rounded to cents, at the same time.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount, at the same time.
    pub rounding_scope: Option<RoundingScope>,
    /// The version that it amends.
    pub amends_id: Option<BudgetId>,
    /// The reason for the amendment.
    pub reason: Option<String>,
    /// The day of approval: the version is in force from this day.
    pub approved_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

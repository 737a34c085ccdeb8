//! The `budget` table: the versions of projects' budgets.

use sea_orm::entity::prelude::*;

use crate::value::{
    BudgetId, BudgetStage, CallId, Conversion, CurrencyCode, IndirectBase, Money, Percent, ProjectId,
    Rounding,
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
    /// Counts the versions of a project's budget, from one.
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub stage: BudgetStage,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The call whose rules it follows.
    pub call_id: Option<CallId>,
    /// How costs in another currency become its own.
    pub conversion: Conversion,
    /// The share of the costs that is funded, as the call had it when the version was last written.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a share of their base, likewise.
    pub indirect_rate: Option<Percent>,
    /// What indirect costs are a share of, likewise.
    pub indirect_base: Option<IndirectBase>,
    /// How much may move without an amendment, likewise.
    pub transfer_threshold: Option<Percent>,
    /// The most that is funded, likewise.
    pub maximum_grant: Option<Money>,
    /// How computed amounts become whole cents, likewise.
    pub rounding: Option<Rounding>,
    /// The version that it amends.
    pub amends_id: Option<BudgetId>,
    /// Why it amends it.
    pub reason: Option<String>,
    /// Since when it holds, or when it came to.
    pub approved_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

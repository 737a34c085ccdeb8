//! The `cost` table: costs that are declared.

use sea_orm::entity::prelude::*;

use crate::value::{
    CostCategory, CostId, CostStage, CurrencyCode, FundingLineId, Money, ParticipationId, ProjectId,
    Quantity, WorkPackageId,
};

/// A cost that is declared in a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CostId,
    /// The project.
    pub project_id: ProjectId,
    /// The funding line under which it is declared, where that is recorded.
    pub funding_line_id: Option<FundingLineId>,
    /// Whose cost it is.
    pub participation_id: Option<ParticipationId>,
    /// What kind of cost it is.
    pub category: CostCategory,
    /// What it is for.
    pub work_package_id: Option<WorkPackageId>,
    /// The day on which it was incurred.
    pub incurred_on: Date,
    /// How much, in its own currency.
    pub amount: Money,
    /// The currency that it was paid in.
    pub currency: CurrencyCode,
    /// The reference of the document that proves it.
    pub document: Option<String>,
    /// The reference, folded.
    pub document_key: Option<String>,
    /// Who worked, where it is a cost of staff.
    pub person: Option<String>,
    /// The name of who worked, folded.
    pub person_key: Option<String>,
    /// The days worked.
    pub days: Option<Quantity>,
    /// What it is.
    pub description: Option<String>,
    /// Where it stands.
    pub stage: CostStage,
}

impl ActiveModelBehavior for ActiveModel {}

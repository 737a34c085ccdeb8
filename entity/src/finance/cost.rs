//! The `cost` table: the declared costs.

use sea_orm::entity::prelude::*;

use crate::value::{
    CostCategory, CostId, CostStage, CurrencyCode, FundingLineId, Money, ParticipationId, ProjectId,
    Quantity, WorkPackageId,
};

/// A declared cost of a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CostId,
    /// The project.
    pub project_id: ProjectId,
    /// The funding line under which it is declared, if recorded.
    pub funding_line_id: Option<FundingLineId>,
    /// The partner whose cost it is.
    pub participation_id: Option<ParticipationId>,
    /// The cost category.
    pub category: CostCategory,
    /// The work package.
    pub work_package_id: Option<WorkPackageId>,
    /// The day on which the cost was incurred.
    pub incurred_on: Date,
    /// The amount, in `currency`.
    pub amount: Money,
    /// The currency of the payment.
    pub currency: CurrencyCode,
    /// The reference of the supporting document.
    pub document: Option<String>,
    /// The reference, folded.
    pub document_key: Option<String>,
    /// The person who worked, for staff costs.
    pub person: Option<String>,
    /// The name of that person, folded.
    pub person_key: Option<String>,
    /// The number of days worked.
    pub days: Option<Quantity>,
    /// The description.
    pub description: Option<String>,
    /// The stage.
    pub stage: CostStage,
}

impl ActiveModelBehavior for ActiveModel {}

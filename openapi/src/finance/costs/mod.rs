//! Costs: what was spent and is declared, and how much of a budget it is.

mod execution;

pub use execution::{BudgetExecution, ExecutionFigures, ExecutionGroup, ExecutionQuery};

use chrono::NaiveDate;
use entity::value::{
    BudgetLineId, CostCategory, CostId, CostStage, CurrencyCode, FundingLineId, ItemNumber, Money,
    ParticipationId, ProjectId, Quantity, WorkPackageId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::finance::budgets::PartnerRef;
use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::platform::refs::WorkPackageRef;

/// A cost that is declared in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "funding_line": null,
    "partner": null, "category": "A.1", "work_package": null, "incurred_on": "2025-03-31", "amount": "4200.00",
    "currency": "EUR", "document": "Payroll 2025-03", "person": "Ada Example", "days": "14", "description": null,
    "stage": "declared"
})))]
pub struct Cost {
    /// Its identifier.
    pub id: CostId,
    /// The project.
    pub project: ProjectRef,
    /// The funding line under which it is declared, where that is recorded.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// Whose cost it is.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What kind of cost it is.
    pub category: CostCategory,
    /// What it is for.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The day on which it was incurred.
    pub incurred_on: NaiveDate,
    /// How much, in its own currency; negative where something came back.
    pub amount: Money,
    /// The currency that it was paid in.
    pub currency: CurrencyCode,
    /// The reference of the document that proves it.
    #[schema(required)]
    pub document: Option<String>,
    /// Who worked, where it is a cost of staff.
    #[schema(required)]
    pub person: Option<String>,
    /// The days worked.
    #[schema(required)]
    pub days: Option<Quantity>,
    /// What it is.
    #[schema(required)]
    pub description: Option<String>,
    /// Where it stands.
    pub stage: CostStage,
}

/// A page of costs.
pub type CostPage = Page<Cost>;

/// What is said of a cost.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "category": "A.1", "incurred_on": "2025-03-31", "amount": "4200.00", "document": "Payroll 2025-03",
    "person": "Ada Example", "days": "14"
})))]
pub struct CostInput {
    /// The line of a budget of the project against which it is declared: it says whose the cost is, of which kind and for
    /// what, whatever else is said of these.
    pub budget_line: Option<BudgetLineId>,
    /// The funding line of the project, or of the organisation as a whole, under which it is declared.
    pub funding_line: Option<FundingLineId>,
    /// Whose cost it is: a partner of the project.
    pub partner: Option<ParticipationId>,
    /// What kind of cost it is; needed where no budget line says it.
    pub category: Option<CostCategory>,
    /// The number of the work package that it is for.
    pub work_package: Option<ItemNumber>,
    /// The day on which it was incurred.
    pub incurred_on: NaiveDate,
    /// How much, in its own currency; negative where something came back.
    pub amount: Money,
    /// The currency that it was paid in; the euro unless said.
    pub currency: Option<CurrencyCode>,
    /// The reference of the document that proves it.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("INV-2025-017"))]
    pub document: Option<String>,
    /// Who worked, where it is a cost of staff.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub person: Option<String>,
    /// The days worked: of a person.
    pub days: Option<Quantity>,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
}

/// A change of what is said of a cost.
pub type CostPatch = MergePatch<CostInput>;

impl Patched for CostInput {
    fn change() -> Value {
        json!({ "document": "INV-2025-018" })
    }
}

/// Costs to be declared, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "costs": [
    { "category": "C.1", "incurred_on": "2025-03-12", "amount": "318.40", "document": "INV-2025-017" },
    { "category": "C.3", "incurred_on": "2025-03-14", "amount": "95.00", "currency": "GBP", "document": "R-88" }
] })))]
pub struct CostsInput {
    /// The costs.
    #[schema(min_items = 1, max_items = 1000)]
    pub costs: Vec<CostInput>,
}

/// Costs that were declared, in the order in which they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "costs": [{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "funding_line": null,
    "partner": null, "category": "C.1", "work_package": null, "incurred_on": "2025-03-12", "amount": "318.40",
    "currency": "EUR", "document": "INV-2025-017", "person": null, "days": null, "description": null,
    "stage": "declared"
}] })))]
pub struct DeclaredCosts {
    /// The costs.
    pub costs: Vec<Cost>,
}

/// The acceptance of a cost. There is nothing to say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct CostAcceptance {}

/// Which costs.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CostFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those of this partner.
    #[param(inline)]
    pub partner: Option<ParticipationId>,
    /// Those of this category.
    pub category: Option<CostCategory>,
    /// Those for this work package.
    #[param(inline)]
    pub work_package: Option<WorkPackageId>,
    /// Those declared under this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Those at this stage.
    pub stage: Option<CostStage>,
    /// Those incurred on this day or later.
    pub from: Option<NaiveDate>,
    /// Those incurred on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Those of which the reference of the document holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub document: Option<String>,
    /// Those of a person whose name holds these words, likewise.
    #[param(max_length = 200)]
    pub person: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `incurred_on`, `category`,
    /// `amount`, `stage`.
    #[param(max_length = 200, example = "-incurred_on")]
    pub sort: Option<String>,
}

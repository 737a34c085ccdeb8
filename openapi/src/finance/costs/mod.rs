//! Costs: declared costs of projects, and the execution of budgets.

mod execution;

use chrono::NaiveDate;
use entity::value::{
    BudgetLineId, CostCategory, CostId, CostStage, CurrencyCode, FundingLineId, ItemNumber, Money,
    ParticipationId, ProjectId, Quantity, WorkPackageId,
};
pub use execution::{BudgetExecution, CostNotConverted, ExecutionFigures, ExecutionGroup, ExecutionQuery};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::finance::budgets::PartnerRef;
use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::platform::refs::WorkPackageRef;

/// A cost that is declared in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "funding_line": null,
    "partner": null, "category": "A.1", "work_package": null, "incurred_on": "2025-03-31",
    "amount": "4200.00",
    "currency": "EUR", "document": "Payroll 2025-03", "person": "Ada Example", "days": "14",
    "description": null,
    "stage": "declared"
}"#))))]
pub struct Cost {
    /// Cost identifier (UUID), set by the server.
    pub id: CostId,
    /// The project in which the cost is declared.
    pub project: ProjectRef,
    /// The funding line under which the cost is declared. Null if none is recorded.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The partner that has the cost. Null if none is recorded.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Cost category of the EU grant agreement, for example `A.1`.
    pub category: CostCategory,
    /// The work package that the cost is for. Null if none is recorded.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Day on which the cost was incurred.
    pub incurred_on: NaiveDate,
    /// Amount in the currency of the cost. It is negative for a refund.
    pub amount: Money,
    /// Currency in which the cost was paid.
    pub currency: CurrencyCode,
    /// Reference of the supporting document, for example an invoice number.
    #[schema(required)]
    pub document: Option<String>,
    /// Name of the person who worked. Used for personnel costs.
    #[schema(required)]
    pub person: Option<String>,
    /// Number of days that the person worked.
    #[schema(required)]
    pub days: Option<Quantity>,
    /// Free-text description of the cost.
    #[schema(required)]
    pub description: Option<String>,
    /// Current stage of the cost.
    pub stage: CostStage,
}

/// A page of costs.
pub type CostPage = Page<Cost>;

/// The fields of a cost that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "category": "A.1", "incurred_on": "2025-03-31", "amount": "4200.00", "document": "Payroll 2025-03",
    "person": "Ada Example", "days": "14"
}"#))))]
pub struct CostInput {
    /// A budget line of the project. It sets the partner, the category and the work package of the cost.
    /// Values given in those fields are then ignored.
    pub budget_line: Option<BudgetLineId>,
    /// The funding line under which the cost is declared. It must belong to the project or to the
    /// organisation as a whole.
    pub funding_line: Option<FundingLineId>,
    /// The partner that has the cost. It must be a partner of the project.
    pub partner: Option<ParticipationId>,
    /// Cost category. Required if there is no `budget_line`.
    pub category: Option<CostCategory>,
    /// Number of the work package that the cost is for.
    pub work_package: Option<ItemNumber>,
    /// Day on which the cost was incurred.
    pub incurred_on: NaiveDate,
    /// Amount in the currency of the cost. It is negative for a refund.
    pub amount: Money,
    /// Currency in which the cost was paid. The default is the euro.
    pub currency: Option<CurrencyCode>,
    /// Reference of the supporting document, for example an invoice number.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("INV-2025-017"))]
    pub document: Option<String>,
    /// Name of the person who worked. Used for personnel costs.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub person: Option<String>,
    /// Number of days worked. It needs a `person`.
    pub days: Option<Quantity>,
    /// Free-text description of the cost.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
}

/// A partial update of a cost (JSON Merge Patch).
pub type CostPatch = MergePatch<CostInput>;

impl PatchExample for CostInput {
    fn change() -> Value {
        json!({ "document": "INV-2025-018" })
    }
}

/// Several costs to declare. Either all are stored, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "costs": [
    { "category": "C.1", "incurred_on": "2025-03-12", "amount": "318.40", "document": "INV-2025-017" },
    { "category": "C.3", "incurred_on": "2025-03-14", "amount": "95.00", "currency": "GBP",
    "document": "R-88" }
] }"#))))]
pub struct CostsInput {
    /// The costs to declare.
    #[schema(min_items = 1, max_items = 1000)]
    pub costs: Vec<CostInput>,
}

/// The declared costs, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{ "costs": [{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "funding_line": null,
    "partner": null, "category": "C.1", "work_package": null, "incurred_on": "2025-03-12",
    "amount": "318.40",
    "currency": "EUR", "document": "INV-2025-017", "person": null, "days": null, "description": null,
    "stage": "declared"
}] }"#))))]
pub struct DeclaredCosts {
    /// The costs as stored.
    pub costs: Vec<Cost>,
}

/// The acceptance of a cost. It has no fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct CostAcceptance {}

/// Filters for costs. A cost must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CostFilter {
    /// Only costs of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only costs of this partner.
    #[param(inline)]
    pub partner: Option<ParticipationId>,
    /// Only costs of this category.
    pub category: Option<CostCategory>,
    /// Only costs for this work package.
    #[param(inline)]
    pub work_package: Option<WorkPackageId>,
    /// Only costs declared under this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Only costs at this stage.
    pub stage: Option<CostStage>,
    /// Only costs incurred on this day or later.
    pub from: Option<NaiveDate>,
    /// Only costs incurred on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only costs whose document reference contains these words. Case and accents are ignored.
    #[param(max_length = 200)]
    pub document: Option<String>,
    /// Only costs of persons whose name contains these words. Case and accents are ignored.
    #[param(max_length = 200)]
    pub person: Option<String>,
    /// Sort fields, most important first, separated by commas: `incurred_on`, `category`, `amount`, `stage`.
    /// A `-` before a field means descending order.
    #[param(max_length = 200, example = "-incurred_on")]
    pub sort: Option<String>,
}

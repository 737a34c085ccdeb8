use entity::value::{BudgetId, CostCategory, CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use super::PartnerRef;
use crate::platform::refs::WorkPackageRef;

/// A way to group costs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BudgetAxis {
    /// By the partner that has the cost.
    Partner,
    /// By cost category.
    Category,
    /// By work package.
    WorkPackage,
    /// By reporting period.
    Period,
}

/// The grouping of the totals.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// Grouping, separated by commas: `partner`, `category`, `work_package`, `period`. The default is
    /// `category`.
    #[param(max_length = 100, example = "category,partner")]
    pub by: Option<String>,
}

/// Totals of the costs of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "currency": "EUR", "by": ["category"],
    "groups": [
        { "partner": null, "category": "A.1", "work_package": null, "period": null, "amount": "1000.00",
        "funding": "800.00" },
        { "partner": null, "category": "E", "work_package": null, "period": null, "amount": "70.00",
        "funding": "56.00" }
    ],
    "amount": "1070.00", "funding": "856.00"
}"#))))]
pub struct BudgetTable {
    /// The budget.
    pub budget: BudgetId,
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// The grouping that was applied.
    pub by: Vec<BudgetAxis>,
    /// Totals per group. Groups with no value come first; categories follow their usual order.
    pub groups: Vec<BudgetGroup>,
    /// Total costs: the sum of all groups.
    pub amount: Money,
    /// Funding of the costs. Null if the funding rate of a line is not known.
    #[schema(required)]
    pub funding: Option<Money>,
}

/// Total costs of one group. A field that is not part of the grouping is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetGroup {
    /// The partner that has the costs. Null if none is recorded, or if not grouped by partner.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Cost category. Null if not grouped by category.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// Work package. Null if none is recorded, or if not grouped by work package.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Number of the reporting period. Null if none is recorded, or if not grouped by period.
    #[schema(required)]
    pub period: Option<i32>,
    /// Total costs of the group.
    pub amount: Money,
    /// Funding of the group. Null if the funding rate of a line is not known.
    #[schema(required)]
    pub funding: Option<Money>,
}

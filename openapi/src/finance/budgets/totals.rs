use entity::value::{BudgetId, CostCategory, CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use super::PartnerRef;
use crate::platform::refs::WorkPackageRef;

/// What costs are told apart by.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BudgetAxis {
    /// Whose cost it is.
    Partner,
    /// What kind of cost it is.
    Category,
    /// What it is for.
    WorkPackage,
    /// The reporting period in which it falls.
    Period,
}

/// What to total by.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// What to tell costs apart by, with commas between: `partner`, `category`, `work_package`, `period`. By `category`
    /// unless said.
    #[param(max_length = 100, example = "category,partner")]
    pub by: Option<String>,
}

/// The costs of a budget, totalled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "currency": "EUR", "by": ["category"],
    "groups": [
        { "partner": null, "category": "A.1", "work_package": null, "period": null, "amount": "1000.00", "funding": "800.00" },
        { "partner": null, "category": "E", "work_package": null, "period": null, "amount": "70.00", "funding": "56.00" }
    ],
    "amount": "1070.00", "funding": "856.00"
})))]
pub struct BudgetTable {
    /// The budget.
    pub budget: BudgetId,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// What costs are told apart by.
    pub by: Vec<BudgetAxis>,
    /// The totals; those of what has none of an axis first, categories in their order.
    pub groups: Vec<BudgetGroup>,
    /// All of it, which the groups total to.
    pub amount: Money,
    /// What is funded of it; null when the share is not known of each line.
    #[schema(required)]
    pub funding: Option<Money>,
}

/// The total of the costs that are alike in what they are told apart by. What they are not told apart by is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetGroup {
    /// Whose costs they are.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What kind of costs they are.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// What they are for.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The number of the reporting period in which they fall.
    #[schema(required)]
    pub period: Option<i32>,
    /// Their total.
    pub amount: Money,
    /// What is funded of them; null when the share is not known of each line.
    #[schema(required)]
    pub funding: Option<Money>,
}

use chrono::NaiveDate;
use entity::value::{BudgetId, CostCategory, CurrencyCode, DecimalString, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::finance::budgets::{BudgetAxis, PartnerRef};
use crate::platform::refs::WorkPackageRef;

/// What to hold against a budget, and how to tell it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExecutionQuery {
    /// What to tell costs apart by, with commas between: `partner`, `category`, `work_package`, `period`. By `category`
    /// unless said.
    #[param(max_length = 100, example = "category,partner")]
    pub by: Option<String>,
    /// The last day of which costs count; today unless said.
    pub on: Option<NaiveDate>,
}

/// How much of a budget is spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "currency": "EUR", "on": "2025-06-30", "by": ["category"],
    "provisional": false,
    "groups": [{ "partner": null, "category": "A.1", "work_package": null, "period": null, "budgeted": "1000.00",
        "declared": "400.00", "remaining": "600.00", "percent": "40.00", "forecast": "806.63" }],
    "total": { "budgeted": "1000.00", "declared": "400.00", "remaining": "600.00", "percent": "40.00", "forecast": "806.63" }
})))]
pub struct BudgetExecution {
    /// The budget.
    pub budget: BudgetId,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// The last day of which costs count.
    pub on: NaiveDate,
    /// What costs are told apart by.
    pub by: Vec<BudgetAxis>,
    /// Whether an average rate is of a period that is still under way, over its days so far.
    pub provisional: bool,
    /// What is spent of each, also of what was not budgeted.
    pub groups: Vec<ExecutionGroup>,
    /// What is spent of all of it.
    pub total: ExecutionFigures,
}

/// How much is spent of some of a budget. What costs are not told apart by is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExecutionGroup {
    /// Whose costs they are.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What kind of costs they are.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// What they are for.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The number of the reporting period in which they fall; null too of costs that fall in none.
    #[schema(required)]
    pub period: Option<i32>,
    /// The figures.
    #[serde(flatten)]
    pub figures: ExecutionFigures,
}

/// What is budgeted and what is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExecutionFigures {
    /// What is budgeted.
    pub budgeted: Money,
    /// What is declared, in the currency of the budget, with the indirect costs that the rules add to it; where they
    /// compute them, indirect costs that were declared do not count beside.
    pub declared: Money,
    /// What is left; negative where more is declared than is budgeted.
    pub remaining: Money,
    /// What is declared in percent of what is budgeted, with two places; null where nothing is budgeted.
    #[schema(required)]
    pub percent: Option<DecimalString>,
    /// What is declared at the end of the budget's periods - or of the one period - if costs go on as until now; null
    /// before the first day, and where no end is known.
    #[schema(required)]
    pub forecast: Option<Money>,
}

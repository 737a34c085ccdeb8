use chrono::NaiveDate;
use entity::value::{BudgetId, CostCategory, CostId, CurrencyCode, DecimalString, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::finance::budgets::{BudgetAxis, PartnerRef};
use crate::platform::error_code::ErrorCode;
use crate::platform::refs::WorkPackageRef;

/// Options of the comparison of declared costs with a budget.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExecutionQuery {
    /// Grouping, separated by commas: `partner`, `category`, `work_package`, `period`. The default is
    /// `category`.
    #[param(max_length = 100, example = "category,partner")]
    pub by: Option<String>,
    /// Cut-off day: only costs incurred on or before this day count. The default is today.
    pub on: Option<NaiveDate>,
}

/// Budget execution: how much of a budget is spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "currency": "EUR", "on": "2025-06-30",
    "by": ["category"],
    "provisional": false, "converted_by_months": [], "not_converted_count": 0, "not_converted": [],
    "groups": [{ "partner": null, "category": "A.1", "work_package": null, "period": null,
    "budgeted": "1000.00",
        "declared": "400.00", "remaining": "600.00", "percent": "40.00", "forecast": "806.63" }],
    "total": { "budgeted": "1000.00", "declared": "400.00", "remaining": "600.00", "percent": "40.00",
    "forecast": "806.63" }
}"#))))]
pub struct BudgetExecution {
    /// The budget.
    pub budget: BudgetId,
    /// Currency of all amounts. It is the currency of the budget.
    pub currency: CurrencyCode,
    /// Cut-off day: only costs incurred on or before this day count.
    pub on: NaiveDate,
    /// The grouping that was applied.
    pub by: Vec<BudgetAxis>,
    /// Whether the conversion used the average rate of a period that has not ended. That average covers only
    /// the days so far.
    pub provisional: bool,
    /// Currencies that the European Central Bank does not quote. The conversion used the average of the
    /// Commission's monthly rates (Model Grant Agreement, article 21.3).
    pub converted_by_months: Vec<CurrencyCode>,
    /// Number of costs that could not be converted. They do not count.
    #[schema(examples(0))]
    pub not_converted_count: i64,
    /// These costs, at most 100, each with the reason.
    #[schema(max_items = 100)]
    pub not_converted: Vec<CostNotConverted>,
    /// Budgeted and declared amounts for each group. Costs without a budget have a group too.
    pub groups: Vec<ExecutionGroup>,
    /// Budgeted and declared amounts of the whole budget.
    pub total: ExecutionFigures,
}

/// A cost that could not be converted to the currency of the budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CostNotConverted {
    /// The cost.
    pub cost: CostId,
    /// Reference of the supporting document. Null if there is none.
    #[schema(required)]
    pub document: Option<String>,
    /// Day on which the cost was incurred.
    pub incurred_on: NaiveDate,
    /// Amount, in its own currency.
    pub amount: Money,
    /// Currency of the amount.
    pub currency: CurrencyCode,
    /// Reason as a code: `missing_rate` or `no_period`.
    #[schema(value_type = String, examples("missing_rate"))]
    pub code: ErrorCode,
    /// Reason as a sentence, with the rate to import.
    pub detail: String,
}

/// Budget execution of one group. A field that is not part of the grouping is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExecutionGroup {
    /// The partner that has the costs. Null if not grouped by partner.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Cost category. Null if not grouped by category.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// Work package. Null if not grouped by work package.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Number of the reporting period. It is null if costs fall in no period, or if not grouped by period.
    #[schema(required)]
    pub period: Option<i32>,
    /// The amounts of the group.
    #[serde(flatten)]
    pub figures: ExecutionFigures,
}

/// Budgeted and declared amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExecutionFigures {
    /// Budgeted amount.
    pub budgeted: Money,
    /// Declared costs in the currency of the budget, plus the indirect costs that the rules compute. If the
    /// rules compute indirect costs, declared indirect costs do not count.
    pub declared: Money,
    /// Budgeted amount minus declared costs. It is negative if more is declared than budgeted.
    pub remaining: Money,
    /// Declared costs as a percentage of the budgeted amount, with two decimal places. Null if nothing is
    /// budgeted.
    #[schema(required)]
    pub percent: Option<DecimalString>,
    /// Expected declared costs at the end of the budget's periods, or of the one period. It assumes that
    /// spending continues at the same pace. Null before the first day, and if the end is not known.
    #[schema(required)]
    pub forecast: Option<Money>,
}

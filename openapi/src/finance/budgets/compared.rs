use entity::value::{
    BudgetId, CostCategory, CurrencyCode, DecimalString, FinancingSource, FundingLineId, Money, Percent,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::PartnerRef;
use crate::platform::refs::WorkPackageRef;

/// What to compare with.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The version to compare with, of the same project; the one that it amends unless said, or else the version before.
    #[param(inline)]
    pub against: Option<BudgetId>,
}

/// What a version of a budget has otherwise than another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0042", "against": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040",
    "currency": "EUR", "costs": { "before": "1000.00", "after": "1000.00", "change": "0.00" },
    "lines": [{ "partner": null, "category": "C.1", "work_package": null, "period": 1,
        "before": "1000.00", "after": "700.00", "change": "-300.00" }, { "partner": null, "category": "C.3",
        "work_package": null, "period": 1, "before": "0.00", "after": "300.00", "change": "300.00" }],
    "financing": [{ "source": "funding", "funding_line": null, "partner": null, "before": "800.00",
        "after": "750.00", "change": "-50.00" }],
    "transfers": { "threshold": "20", "by_category": [{ "category": "C.1", "partner": null, "before": "1000.00",
        "after": "700.00", "change": "-300.00", "percent": "-30.00", "beyond": true }], "by_partner": [] }
})))]
pub struct BudgetDiff {
    /// The version.
    pub budget: BudgetId,
    /// The version that it is compared with; null when there is none, and all of it is new.
    #[schema(required)]
    pub against: Option<BudgetId>,
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// All costs.
    pub costs: Moved,
    /// The costs that became others, by all that costs are told apart by.
    pub lines: Vec<CellChange>,
    /// What pays for it and became other.
    pub financing: Vec<FinancingChange>,
    /// What moves between categories and between partners.
    pub transfers: TransferCheck,
}

/// An amount that became another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Moved {
    /// What it was.
    pub before: Money,
    /// What it is.
    pub after: Money,
    /// The difference.
    pub change: Money,
}

/// Costs that became others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CellChange {
    /// Whose costs they are.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What kind of costs they are.
    pub category: CostCategory,
    /// What they are for.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// The number of the reporting period in which they fall.
    #[schema(required)]
    pub period: Option<i32>,
    /// What they were.
    pub before: Money,
    /// What they are.
    pub after: Money,
    /// The difference.
    pub change: Money,
}

/// Money that pays for a budget and became other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FinancingChange {
    /// Where it comes from.
    pub source: FinancingSource,
    /// The funding line.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The partner who pays.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What it was.
    pub before: Money,
    /// What it is.
    pub after: Money,
    /// The difference.
    pub change: Money,
}

/// What moves between categories and between partners, held against the threshold beyond which an amendment is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferCheck {
    /// How much of each may move without an amendment: the rule of the call, or 20 % where it has none.
    pub threshold: Percent,
    /// What moves between categories.
    pub by_category: Vec<Transfer>,
    /// What moves between partners.
    pub by_partner: Vec<Transfer>,
}

/// What moves into, or out of, a category or a partner's costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Transfer {
    /// The category; null between partners.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// The partner; null between categories, and of costs that are no partner's.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// What the costs were.
    pub before: Money,
    /// What they are.
    pub after: Money,
    /// What moves in; negative of what moves out.
    pub change: Money,
    /// The same in percent of what they were, with two places; null where they were nothing.
    #[schema(required)]
    pub percent: Option<DecimalString>,
    /// Whether it is more than the threshold. What was nothing is always beyond it.
    pub beyond: bool,
}

use entity::value::{
    BudgetId, CostCategory, CurrencyCode, DecimalString, FinancingSource, FundingLineId, Money, Percent,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::PartnerRef;
use crate::platform::refs::WorkPackageRef;

/// The version to compare with.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The version to compare with. It must belong to the same project. The default is the version that this
    /// one amends, or else the previous version.
    #[param(inline)]
    pub against: Option<BudgetId>,
}

/// Differences between two versions of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "budget": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0042", "against": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040",
    "currency": "EUR", "costs": { "before": "1000.00", "after": "1000.00", "change": "0.00" },
    "lines": [{ "partner": null, "category": "C.1", "work_package": null, "period": 1,
        "before": "1000.00", "after": "700.00", "change": "-300.00" }, { "partner": null, "category": "C.3",
        "work_package": null, "period": 1, "before": "0.00", "after": "300.00", "change": "300.00" }],
    "financing": [{ "source": "funding", "funding_line": null, "partner": null, "before": "800.00",
        "after": "750.00", "change": "-50.00" }],
    "transfers": { "threshold": "20", "by_category": [{ "category": "C.1", "partner": null,
    "before": "1000.00",
        "after": "700.00", "change": "-300.00", "percent": "-30.00", "beyond": true }], "by_partner": [] }
}"#))))]
pub struct BudgetDiff {
    /// The version that is compared.
    pub budget: BudgetId,
    /// The version that it is compared with. Null if there is none; every line is then new.
    #[schema(required)]
    pub against: Option<BudgetId>,
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// Total costs in both versions.
    pub costs: Moved,
    /// Changed costs, per partner, category, work package and reporting period.
    pub lines: Vec<CellChange>,
    /// Changed sources of financing.
    pub financing: Vec<FinancingChange>,
    /// Transfers between categories and between partners.
    pub transfers: TransferCheck,
}

/// An amount in both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Moved {
    /// Amount in the version compared with.
    pub before: Money,
    /// Amount in this version.
    pub after: Money,
    /// Difference: `after` minus `before`.
    pub change: Money,
}

/// Changed costs of one partner, category, work package and reporting period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CellChange {
    /// The partner that has the costs. Null if none is recorded.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Cost category.
    pub category: CostCategory,
    /// Work package. Null if none is recorded.
    #[schema(required)]
    pub work_package: Option<WorkPackageRef>,
    /// Number of the reporting period. Null if none is recorded.
    #[schema(required)]
    pub period: Option<i32>,
    /// Costs in the version compared with.
    pub before: Money,
    /// Costs in this version.
    pub after: Money,
    /// Difference: `after` minus `before`.
    pub change: Money,
}

/// A changed source of financing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FinancingChange {
    /// Source of the money.
    pub source: FinancingSource,
    /// The funding line. Null if none is recorded.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// The partner that pays. Null if no partner pays.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Amount in the version compared with.
    pub before: Money,
    /// Amount in this version.
    pub after: Money,
    /// Difference: `after` minus `before`.
    pub change: Money,
}

/// Transfers between categories and between partners, compared with the threshold. A transfer beyond the
/// threshold needs an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferCheck {
    /// Share of a category or of a partner's costs that may move without an amendment, in percent. The call
    /// sets it; without such a rule it is 20.
    pub threshold: Percent,
    /// Transfers between categories.
    pub by_category: Vec<Transfer>,
    /// Transfers between partners.
    pub by_partner: Vec<Transfer>,
}

/// The change in the costs of one category or of one partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Transfer {
    /// The category. Null for transfers between partners.
    #[schema(required)]
    pub category: Option<CostCategory>,
    /// The partner. Null for transfers between categories, and for costs without a partner.
    #[schema(required)]
    pub partner: Option<PartnerRef>,
    /// Costs in the version compared with.
    pub before: Money,
    /// Costs in this version.
    pub after: Money,
    /// Amount moved in. It is negative if the amount is moved out.
    pub change: Money,
    /// The change as a percentage of `before`, with two decimal places. Null if `before` is zero.
    #[schema(required)]
    pub percent: Option<DecimalString>,
    /// Whether the change exceeds the threshold. It is always true if `before` is zero.
    pub beyond: bool,
}

//! Budgets: the versions of what a project is to cost, and of what pays for it.

mod compared;
mod draft;
mod lines;
mod totals;

pub use compared::{BudgetDiff, CellChange, DiffQuery, FinancingChange, Moved, Transfer, TransferCheck};
pub use draft::{BudgetAmendment, BudgetApproval, BudgetCopy, BudgetInput};
pub use lines::{BudgetLine, BudgetLineInput, BudgetPeriod, Financing, FinancingInput, PartnerRef};
pub use totals::{BudgetAxis, BudgetGroup, BudgetTable, TotalsQuery};

use chrono::NaiveDate;
use entity::value::{
    BudgetId, BudgetStage, CallId, Conversion, CurrencyCode, IndirectBase, Money, Percent, ProjectId,
    Rounding,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::MergePatch;
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A version of the budget of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "version": 1,
    "title": "Annex 2 of the agreement", "stage": "draft", "currency": "EUR", "call": null,
    "conversion": "period_average", "rules": { "funding_rate": "80", "indirect_rate": "7",
    "indirect_base": "direct_costs_without_volunteers" }, "amends": null, "reason": null, "approved_on": null,
    "totals": { "direct_costs": "1000.00", "indirect_costs": "70.00", "costs": "1070.00", "funding": "856.00",
    "maximum_funding": "856.00", "financing": "1000.00", "gap": "70.00" },
    "periods": [{ "number": 1, "start": "2024-09-01", "end": "2025-08-31" }],
    "lines": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "partner": null, "category": "A.1",
    "work_package": null, "period": 1, "description": "Researcher", "units": "2", "unit": "month",
    "unit_rate": "500.00", "amount": "1000.00", "funding_rate": null, "funding": "800.00", "computed": false }],
    "financing": [{ "source": "funding", "funding_line": null, "partner": null, "description": null,
    "amount": "1000.00" }]
})))]
pub struct Budget {
    /// Its identifier.
    pub id: BudgetId,
    /// The project.
    pub project: ProjectRef,
    /// Its number among the versions of the project's budget, from one.
    #[schema(minimum = 1)]
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// Where it stands. A project has one approved version at most.
    pub stage: BudgetStage,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The call whose rules it follows.
    #[schema(required)]
    pub call: Option<CallId>,
    /// How declared costs in another currency become its own.
    pub conversion: Conversion,
    /// The rules of the call, as they were when the version was last written.
    pub rules: BudgetRules,
    /// The version that it amends.
    #[schema(required)]
    pub amends: Option<BudgetId>,
    /// Why it amends it.
    #[schema(required)]
    pub reason: Option<String>,
    /// Since when it holds, or when it came to; null of a draft.
    #[schema(required)]
    pub approved_on: Option<NaiveDate>,
    /// Its totals.
    pub totals: BudgetTotals,
    /// The reporting periods, in order. Absent in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<BudgetPeriod>>,
    /// What it is to cost: what was said first, then what is computed by the rules. Absent in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<BudgetLine>>,
    /// What pays for it. Absent in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financing: Option<Vec<Financing>>,
}

/// A page of budgets.
pub type BudgetPage = Page<Budget>;

/// A change of what is said of a draft of a budget.
pub type BudgetPatch = MergePatch<BudgetInput>;

/// The rules that a budget is reckoned by. What is absent is not known, or not a rule of the call.
#[skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetRules {
    /// The share of the costs that is funded.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a share of their base.
    pub indirect_rate: Option<Percent>,
    /// What indirect costs are a share of.
    pub indirect_base: Option<IndirectBase>,
    /// How much of a category or of a partner may move without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// The most that is funded.
    pub maximum_grant: Option<Money>,
    /// How computed amounts become whole cents.
    pub rounding: Option<Rounding>,
}

/// The totals of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetTotals {
    /// The costs that are not indirect.
    pub direct_costs: Money,
    /// Indirect costs.
    pub indirect_costs: Money,
    /// All costs.
    pub costs: Money,
    /// What the lines are funded with; null when the share is not known of each.
    #[schema(required)]
    pub funding: Option<Money>,
    /// The same, up to the most that the call funds.
    #[schema(required)]
    pub maximum_funding: Option<Money>,
    /// What pays for it.
    pub financing: Money,
    /// The costs that nothing pays for; negative where more is to be paid than it costs.
    pub gap: Money,
}

/// Which budgets.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BudgetFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those at this stage.
    pub stage: Option<BudgetStage>,
    /// Those that follow the rules of this call.
    #[param(inline)]
    pub call: Option<CallId>,
}

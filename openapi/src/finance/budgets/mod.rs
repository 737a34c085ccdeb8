//! Budgets: versions of the planned costs of a project and of their financing.

mod compared;
mod draft;
mod lines;
mod totals;

use chrono::NaiveDate;
pub use compared::{BudgetDiff, CellChange, DiffQuery, FinancingChange, Moved, Transfer, TransferCheck};
pub use draft::{BudgetAmendment, BudgetApproval, BudgetCopy, BudgetInput};
use entity::value::{
    BudgetId, BudgetStage, CallId, Conversion, CostCategory, CurrencyCode, FlatRate, IndirectBase, Money,
    Percent, ProjectId, Rounding, RoundingScope,
};
pub use lines::{BudgetLine, BudgetLineInput, BudgetPeriod, Financing, FinancingInput, PartnerRef};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
pub use totals::{BudgetAxis, BudgetGroup, BudgetTable, TotalsQuery};
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::MergePatch;
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A version of the budget of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "version": 1,
    "title": "Annex 2 of the agreement", "stage": "draft", "currency": "EUR", "call": null,
    "conversion": "period_average", "rules": { "funding_rate": "80", "indirect_rate": "7",
    "indirect_base": "direct_costs_without_volunteers" }, "amends": null, "reason": null,
    "approved_on": null,
    "totals": { "direct_costs": "1000.00", "indirect_costs": "70.00", "costs": "1070.00",
    "funding": "856.00",
    "maximum_funding": "856.00", "financing": "1000.00", "gap": "70.00" },
    "periods": [{ "number": 1, "start": "2024-09-01", "end": "2025-08-31" }],
    "lines": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "partner": null, "category": "A.1",
    "work_package": null, "period": 1, "description": "Researcher", "units": "2", "unit": "month",
    "unit_rate": "500.00", "amount": "1000.00", "funding_rate": null, "funding": "800.00",
    "computed": false }],
    "financing": [{ "source": "funding", "funding_line": null, "partner": null, "description": null,
    "amount": "1000.00" }]
}"#))))]
pub struct Budget {
    /// Budget identifier (UUID), set by the server.
    pub id: BudgetId,
    /// The project of the budget.
    pub project: ProjectRef,
    /// Version number within the project, from 1. The server sets it.
    #[schema(minimum = 1)]
    pub version: i32,
    /// Title of the version.
    pub title: String,
    /// Current stage of the version. A project has at most one approved version.
    pub stage: BudgetStage,
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// The call whose rules apply. Null if there is none.
    #[schema(required)]
    pub call: Option<CallId>,
    /// How declared costs in other currencies are converted.
    pub conversion: Conversion,
    /// Rules of the call, copied when the version was last updated.
    pub rules: BudgetRules,
    /// The version that this one amends. Null if it amends none.
    #[schema(required)]
    pub amends: Option<BudgetId>,
    /// Reason for the amendment. Null if there is none.
    #[schema(required)]
    pub reason: Option<String>,
    /// Day from which the version is, or was, in force. Null for a draft.
    #[schema(required)]
    pub approved_on: Option<NaiveDate>,
    /// Totals of the version, computed by the server.
    pub totals: BudgetTotals,
    /// Reporting periods in order of time. Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<BudgetPeriod>>,
    /// Budgeted costs: first the lines of the client, then the lines that the rules compute. Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<BudgetLine>>,
    /// Sources of financing. Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financing: Option<Vec<Financing>>,
}

/// A page of budgets.
pub type BudgetPage = Page<Budget>;

/// A partial update of a draft budget (JSON Merge Patch).
pub type BudgetPatch = MergePatch<BudgetInput>;

/// The rules that apply to a budget. A rule is absent if it is not known, or if the call has no such rule.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetRules {
    /// Funding rate: the share of the costs that is funded, in percent.
    pub funding_rate: Option<Percent>,
    /// Rate of indirect costs, as a percentage of their base.
    pub indirect_rate: Option<Percent>,
    /// The costs that form the base of the indirect costs.
    pub indirect_base: Option<IndirectBase>,
    /// All direct cost categories that the base leaves out.
    #[schema(max_items = 21)]
    pub indirect_excludes: Option<Vec<CostCategory>>,
    /// Costs that are computed as a percentage of other costs, in the order of their computation. Costs of
    /// these categories cannot be declared. A rate of `other_costs` covers all costs outside its base.
    #[schema(max_items = 10)]
    pub flat_rates: Option<Vec<FlatRate>>,
    /// Share of a category or of a partner's costs that may move without an amendment, in percent.
    pub transfer_threshold: Option<Percent>,
    /// Maximum grant amount.
    pub maximum_grant: Option<Money>,
    /// How computed amounts are rounded to the cent.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount: each statement of a partner, or the running total of all.
    pub rounding_scope: Option<RoundingScope>,
}

/// Totals of a budget, in the currency of the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BudgetTotals {
    /// Direct costs.
    pub direct_costs: Money,
    /// Indirect costs.
    pub indirect_costs: Money,
    /// Total costs: direct and indirect.
    pub costs: Money,
    /// Funding of all lines. Null if the funding rate of a line is not known.
    #[schema(required)]
    pub funding: Option<Money>,
    /// Funding of all lines, limited to the maximum grant of the call. Null if `funding` is null.
    #[schema(required)]
    pub maximum_funding: Option<Money>,
    /// Total of all sources of financing.
    pub financing: Money,
    /// Costs minus financing. It is negative if the financing exceeds the costs.
    pub gap: Money,
}

/// Filters for budgets. A budget must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BudgetFilter {
    /// Only budgets of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only budgets at this stage.
    pub stage: Option<BudgetStage>,
    /// Only budgets that follow the rules of this call.
    #[param(inline)]
    pub call: Option<CallId>,
}

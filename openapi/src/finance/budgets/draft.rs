use chrono::NaiveDate;
use entity::value::{CallId, Conversion, CurrencyCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::{BudgetLineInput, BudgetPeriod, FinancingInput};
use crate::platform::json_schema::Patched;

/// What is said of a draft of a budget.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "title": "Annex 2 of the agreement", "periods": [{ "number": 1, "start": "2024-09-01", "end": "2025-08-31" }],
    "lines": [
        { "category": "A.1", "period": 1, "description": "Researcher", "units": "2", "unit": "month", "unit_rate": "500.00" },
        { "category": "C.1", "period": 1, "amount": "120.00" }
    ],
    "financing": [{ "source": "own_contribution", "amount": "1120.00" }]
})))]
pub struct BudgetInput {
    /// What it is called.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Annex 2 of the agreement"))]
    pub title: String,
    /// The currency of its amounts; the euro unless said.
    pub currency: Option<CurrencyCode>,
    /// The call whose rules it follows: its indirect costs, its funding and its threshold of transfers are reckoned by
    /// them. The rules are copied whenever the draft is written.
    pub call: Option<CallId>,
    /// How declared costs in another currency become its own; `period_average` unless said.
    pub conversion: Option<Conversion>,
    /// The reporting periods, one after the other.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub periods: Vec<BudgetPeriod>,
    /// What it is to cost, but for what the rules compute.
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub lines: Vec<BudgetLineInput>,
    /// What pays for it.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub financing: Vec<FinancingInput>,
}

impl Patched for BudgetInput {
    fn change() -> Value {
        json!({ "financing": [
            { "source": "funding", "amount": "900.00" }, { "source": "own_contribution", "amount": "220.00" }
        ] })
    }
}

/// The approval of a draft.
#[skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2026-01-15" })))]
pub struct BudgetApproval {
    /// Since when it holds; today unless said.
    pub on: Option<NaiveDate>,
}

/// The amendment of an approved version.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "The second survey is held online" })))]
pub struct BudgetAmendment {
    /// Why it is amended.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The second survey is held online"))]
    pub reason: String,
    /// What the new version is called; as the one that it amends unless said.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: Option<String>,
}

/// A copy of a version.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "title": "With a partner less" })))]
pub struct BudgetCopy {
    /// What the copy is called; as the original unless said.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("With a partner less"))]
    pub title: Option<String>,
}

use chrono::NaiveDate;
use entity::value::{CallId, Conversion, CurrencyCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::{BudgetLineInput, BudgetPeriod, FinancingInput};
use crate::platform::json_schema::PatchExample;

/// The fields of a draft budget that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "title": "Annex 2 of the agreement", "periods": [{ "number": 1, "start": "2024-09-01",
    "end": "2025-08-31" }],
    "lines": [
        { "category": "A.1", "period": 1, "description": "Researcher", "units": "2", "unit": "month",
        "unit_rate": "500.00" },
        { "category": "C.1", "period": 1, "amount": "120.00" }
    ],
    "financing": [{ "source": "own_contribution", "amount": "1120.00" }]
}"#))))]
pub struct BudgetInput {
    /// Title of the version.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Annex 2 of the agreement"))]
    pub title: String,
    /// Currency of all amounts. The default is the euro.
    pub currency: Option<CurrencyCode>,
    /// The call whose rules apply to indirect costs, funding and the transfer threshold. The rules are copied
    /// from the call at each update of the draft.
    pub call: Option<CallId>,
    /// How declared costs in other currencies are converted. The default is `period_average`.
    pub conversion: Option<Conversion>,
    /// Reporting periods in order of time. They follow each other.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub periods: Vec<BudgetPeriod>,
    /// Budgeted costs, without the costs that the rules compute.
    #[serde(default)]
    #[schema(max_items = 2000)]
    pub lines: Vec<BudgetLineInput>,
    /// Sources of financing.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub financing: Vec<FinancingInput>,
}

impl PatchExample for BudgetInput {
    fn change() -> Value {
        crate::example(
            r#"{ "financing": [
            { "source": "funding", "amount": "900.00" }, { "source": "own_contribution", "amount": "220.00" }
        ] }"#,
        )
    }
}

/// The approval of a draft budget.
#[skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2026-01-15" })))]
pub struct BudgetApproval {
    /// Day from which the version is in force. It must not be in the future. The default is today.
    pub on: Option<NaiveDate>,
}

/// The amendment of an approved version.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "The second survey is held online" })))]
pub struct BudgetAmendment {
    /// Reason for the amendment.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("The second survey is held online"))]
    pub reason: String,
    /// Title of the new version. The default is the title of the amended version.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: Option<String>,
}

/// The copy of a version.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "title": "With a partner less" })))]
pub struct BudgetCopy {
    /// Title of the copy. The default is the title of the original.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("With a partner less"))]
    pub title: Option<String>,
}

//! Cash flow: earned and spent amounts compared with receipts, month by month.

use chrono::NaiveDate;
use entity::value::{CurrencyCode, Money, ProjectId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::finance::revenue::NotCounted;

/// The months, the project and the currency of a cash flow.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CashFlowQuery {
    /// First month, as `YYYY-MM`.
    #[param(max_length = 7, pattern = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$", example = "2024-01")]
    pub from: String,
    /// Last month, as `YYYY-MM`. It is at most ten years after the first.
    #[param(max_length = 7, pattern = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$", example = "2025-12")]
    pub to: String,
    /// Only funding lines of this project. The default is the whole portfolio.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Currency of the cash flow. Lines in other currencies are not counted. The default is the euro.
    #[param(inline)]
    pub currency: Option<CurrencyCode>,
}

/// Cash flow of all signed or closed funding lines, month by month, past and expected.
///
/// Every amount is the owner's part. For receipts, it is the payment times the own share, divided by the
/// total award, or the whole payment if payments cover the own share. Earned amounts are the own share by the
/// terms of today, spread by the recognition method of each line. So an amendment changes past months, too.
///
/// The advance is the amount earned up to the end of the month, minus the amounts received or expected by
/// then. A positive advance means that the owner pays ahead. A negative advance means that the owner has
/// money that is not earned yet.
///
/// The out-of-pocket amount is the same calculation with the amounts spent. It uses only costs that the owner
/// has declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "from": "2024-09", "to": "2024-10", "as_of": "2024-10-15", "currency": "EUR",
    "opening": {
        "received": "0.00", "expected": "0.00", "earned": "0.00", "spent": "0.00", "advance": "0.00",
        "out_of_pocket": "0.00"
    },
    "months": [
        {
            "month": "2024-09", "received": "24000.00", "expected": "0.00", "earned": "2000.00",
            "spent": "1800.00", "advance": "-22000.00", "out_of_pocket": "-22200.00"
        },
        {
            "month": "2024-10", "received": "0.00", "expected": "12000.00", "earned": "2066.67",
            "spent": "0.00", "advance": "-31933.33", "out_of_pocket": "-34200.00"
        }
    ],
    "overdue": "0.00", "not_counted": []
}"#))))]
pub struct CashFlow {
    /// First month, as `YYYY-MM`.
    #[schema(examples("2024-09"))]
    pub from: String,
    /// Last month, as `YYYY-MM`.
    #[schema(examples("2025-12"))]
    pub to: String,
    /// Day of the calculation.
    pub as_of: NaiveDate,
    /// Currency of all amounts, except those with their own currency.
    pub currency: CurrencyCode,
    /// Cumulative amounts at the start of the first month.
    pub opening: CashOpening,
    /// One entry per month, in order of time.
    pub months: Vec<CashMonth>,
    /// Expected amounts that were due before the day of the calculation. They count in the month of that day,
    /// because they cannot arrive earlier. Payments of a suspended project also count in that month, but are
    /// not overdue.
    pub overdue: Money,
    /// Items that could not be counted, each with the reason. If the earned amount of a line is not known, its
    /// payments count all the same.
    pub not_counted: Vec<NotCounted>,
}

/// Cumulative amounts at the start of the first month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashOpening {
    /// Amount received before the first month.
    pub received: Money,
    /// Amount expected before the first month and not received.
    pub expected: Money,
    /// Amount earned before the first month.
    pub earned: Money,
    /// Amount spent before the first month: the owner's declared costs.
    pub spent: Money,
    /// Earned amount minus the amounts received or expected before the first month.
    pub advance: Money,
    /// Spent amount minus the amounts received or expected before the first month.
    pub out_of_pocket: Money,
}

/// Cash flow of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashMonth {
    /// The month, as `YYYY-MM`.
    #[schema(examples("2024-09"))]
    pub month: String,
    /// Amount received in the month.
    pub received: Money,
    /// Amount expected in the month and not received.
    pub expected: Money,
    /// Amount earned in the month.
    pub earned: Money,
    /// Amount spent in the month: the owner's declared costs.
    pub spent: Money,
    /// Advance at the end of the month: cumulative earned amount minus cumulative received and expected
    /// amounts.
    pub advance: Money,
    /// Out-of-pocket amount at the end of the month: cumulative spent amount minus cumulative received and
    /// expected amounts.
    pub out_of_pocket: Money,
}

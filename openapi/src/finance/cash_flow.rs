//! The cash flow: what was advanced against what came in, month by month.

use chrono::NaiveDate;
use entity::value::{CurrencyCode, Money, ProjectId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::finance::revenue::NotCounted;

/// Which months, and of what.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CashFlowQuery {
    /// The first month, as `2024-01`.
    #[param(max_length = 7, pattern = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$", example = "2024-01")]
    pub from: String,
    /// The last month, as `2025-12`; at most ten years later.
    #[param(max_length = 7, pattern = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$", example = "2025-12")]
    pub to: String,
    /// Of this project; of the whole portfolio when it is absent.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// The currency; lines in another are not counted. Euro when it is absent.
    #[param(inline)]
    pub currency: Option<CurrencyCode>,
}

/// What was advanced against what came in, month by month, past and expected, of all lines that are signed or closed.
///
/// Every amount is the owner's part: what comes in is the owner's in the proportion of a line's own share to its total
/// award, and what is earned is the own share, spread by the line's method of recognition. The advance of a month is
/// what was earned up to its end less what came in, or is expected to: positive, the owner pays ahead; negative, it
/// holds money that it has yet to earn. What is out of pocket is the same of what was spent: the costs that the owner
/// declared, of what was not declared yet it knows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
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
})))]
pub struct CashFlow {
    /// The first month.
    #[schema(examples("2024-09"))]
    pub from: String,
    /// The last month.
    #[schema(examples("2025-12"))]
    pub to: String,
    /// The day on which this was reckoned.
    pub as_of: NaiveDate,
    /// The currency of every amount here, but for those that say otherwise.
    pub currency: CurrencyCode,
    /// How it stood when the first month began.
    pub opening: CashOpening,
    /// The months, in their order.
    pub months: Vec<CashMonth>,
    /// What of the expected was due before the day of reckoning. It counts in the month of that day, since it cannot
    /// come earlier. Payments of a suspended project are not overdue: they count in that month, and not here.
    pub overdue: Money,
    /// What belongs here and could not be counted, and why.
    pub not_counted: Vec<NotCounted>,
}

/// How money stood when the first month began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashOpening {
    /// What had come in.
    pub received: Money,
    /// What is expected to come in before it.
    pub expected: Money,
    /// What had been earned.
    pub earned: Money,
    /// What had been spent: the owner's declared costs.
    pub spent: Money,
    /// What had been advanced: earned, and neither come in nor expected before.
    pub advance: Money,
    /// What had been paid from the owner's pocket: spent, and neither come in nor expected before.
    pub out_of_pocket: Money,
}

/// The money of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashMonth {
    /// The month.
    #[schema(examples("2024-09"))]
    pub month: String,
    /// What came in.
    pub received: Money,
    /// What is expected to come in.
    pub expected: Money,
    /// What is earned.
    pub earned: Money,
    /// What is spent: the owner's declared costs.
    pub spent: Money,
    /// What is advanced at its end: all that is earned by then, less all that came in or is expected by then.
    pub advance: Money,
    /// What is out of pocket at its end: all that is spent by then, less all that came in or is expected by then.
    pub out_of_pocket: Money,
}

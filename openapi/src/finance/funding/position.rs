use entity::value::{CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FundingLineRef;

/// Where a funding line stands with its money.
///
/// What comes in is the owner's in the proportion of the own share to the total award; the rest passes through to
/// partners. What came in and is not earned yet is a liability, not revenue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "funding_line": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "reference": "101187435" }, "currency": "EUR",
    "total_award": "400000.00", "own_share": "60000.00", "pass_through": "340000.00", "invoiced": "0.00",
    "expected": "80000.00", "received": "160000.00", "received_own": "24000.00",
    "received_prefinancing": "160000.00", "outstanding": "240000.00", "recognised": "15000.00",
    "prefinancing_liability": "9000.00", "receivable": "0.00", "recognised_elsewhere": []
})))]
pub struct FundingPosition {
    /// The line.
    pub funding_line: FundingLineRef,
    /// The currency of every amount here, but for those that say otherwise.
    pub currency: CurrencyCode,
    /// The whole award.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The part of it that is the owner's.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// What passes through to partners: the total award less the own share.
    #[schema(required)]
    pub pass_through: Option<Money>,
    /// What was invoiced.
    pub invoiced: Money,
    /// What is still expected.
    pub expected: Money,
    /// What came in, corrections taken off.
    pub received: Money,
    /// The owner's part of what came in; null where the award or the own share is not known.
    #[schema(required)]
    pub received_own: Option<Money>,
    /// What of it came in as prefinancing.
    pub received_prefinancing: Money,
    /// What of the award has not come in; null where it is not known.
    #[schema(required)]
    pub outstanding: Option<Money>,
    /// What the ledger holds of it as revenue, over all fiscal years in this currency.
    pub recognised: Money,
    /// The owner's part of the prefinancing that came in and is not earned yet. Null where that part is not known.
    #[schema(required)]
    pub prefinancing_liability: Option<Money>,
    /// What is earned and has not come in. Null where the owner's part of what came in is not known.
    #[schema(required)]
    pub receivable: Option<Money>,
    /// What the ledger holds of it in fiscal years of other currencies, which is counted nowhere here.
    pub recognised_elsewhere: Vec<AmountIn>,
}

/// An amount in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AmountIn {
    /// The currency.
    pub currency: CurrencyCode,
    /// The amount.
    pub amount: Money,
}

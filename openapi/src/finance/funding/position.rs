use entity::value::{CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FundingLineRef;

/// Financial position of a funding line.
///
/// The owner's part of a receipt is the receipt times the own share, divided by the total award. The rest
/// passes through to partners. Money received but not yet earned is a liability, not revenue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "funding_line": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "reference": "101187435" },
    "currency": "EUR",
    "total_award": "400000.00", "own_share": "60000.00", "pass_through": "340000.00", "invoiced": "0.00",
    "expected": "80000.00", "received": "160000.00", "received_own": "24000.00",
    "received_prefinancing": "160000.00", "outstanding": "240000.00", "recognised": "15000.00",
    "prefinancing_liability": "9000.00", "receivable": "0.00", "recognised_elsewhere": []
}"#))))]
pub struct FundingPosition {
    /// The funding line.
    pub funding_line: FundingLineRef,
    /// Currency of all amounts, except those with their own currency.
    pub currency: CurrencyCode,
    /// Total award, including the part for partners. Null if not known.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The owner's part of the award. Null if not known.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// Part of the award for partners: `total_award` minus `own_share`. Null if either is not known.
    #[schema(required)]
    pub pass_through: Option<Money>,
    /// Amount invoiced.
    pub invoiced: Money,
    /// Amount still expected.
    pub expected: Money,
    /// Amount received, after corrections.
    pub received: Money,
    /// The owner's part of the amount received. Null if the award or the own share is not known.
    #[schema(required)]
    pub received_own: Option<Money>,
    /// The part of the amount received that is prefinancing.
    pub received_prefinancing: Money,
    /// The part of the award that is not received yet. Null if the award is not known.
    #[schema(required)]
    pub outstanding: Option<Money>,
    /// Revenue recognised in the ledger for this line. It covers all fiscal years in this currency.
    pub recognised: Money,
    /// The owner's part of the prefinancing that is received but not yet earned. Null if that part is not
    /// known.
    #[schema(required)]
    pub prefinancing_liability: Option<Money>,
    /// Amount earned but not yet received. Null if `received_own` is null.
    #[schema(required)]
    pub receivable: Option<Money>,
    /// Revenue recognised in fiscal years with other currencies. It is not included in any other amount.
    pub recognised_elsewhere: Vec<AmountIn>,
}

/// An amount with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AmountIn {
    /// Currency of the amount.
    pub currency: CurrencyCode,
    /// The amount.
    pub amount: Money,
}

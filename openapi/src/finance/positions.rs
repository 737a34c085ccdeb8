//! Positions of funding lines on a day.

use chrono::NaiveDate;
use entity::value::{CurrencyCode, Money, PaymentsCover};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::finance::funding::FundingLineRef;
use crate::platform::refs::ProjectRef;

/// The day of a position.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PositionQuery {
    /// Day of the position, in the past or in the future. Without it, the position is that of today with the
    /// revenue of the whole ledger.
    #[param(example = "2024-12-31")]
    pub on: Option<NaiveDate>,
}

/// The day and the page of a list of positions.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PositionsQuery {
    /// Day of the positions, in the past or in the future. The default is today.
    #[param(example = "2024-12-31")]
    pub on: Option<NaiveDate>,
    /// The maximum number of positions on a page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u64>,
    /// The cursor of the page: the `next` of the previous page. Absent for the first page.
    #[param(max_length = 4000)]
    pub after: Option<String>,
}

/// Financial position of a funding line on a day.
///
/// If payments cover the award, the owner's part of a receipt is the receipt times the own share, divided by
/// the total award. The rest passes through to partners. If payments cover the own share, they are wholly the
/// owner's.
///
/// The balances are the owner's parts. They agree: `recognised` + `deferred` = `received_own` + `claimed` +
/// `earned_not_claimed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "on": "2024-12-31",
    "funding_line": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "reference": "101187435" },
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "currency": "EUR", "payments_cover": "award",
    "total_award": "400000.00", "own_share": "60000.00", "pass_through": "340000.00", "invoiced": "0.00",
    "expected": "80000.00", "received": "160000.00", "received_own": "24000.00",
    "received_prefinancing": "160000.00", "outstanding": "240000.00",
    "recognised": "15000.00", "recognised_by": "ledger", "claimed": "0.00", "earned_not_claimed": "0.00",
    "deferred": "9000.00", "unearned": "9000.00", "receivable": "0.00", "prefinancing": "24000.00",
    "held_for_partners": "136000.00", "recognised_elsewhere": []
}"#))))]
pub struct FundingPosition {
    /// Day of the position.
    pub on: NaiveDate,
    /// The funding line.
    pub funding_line: FundingLineRef,
    /// Project of the line. Null if it funds the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Currency of all amounts, except those with their own currency.
    pub currency: CurrencyCode,
    /// Whose money the payments are.
    pub payments_cover: PaymentsCover,
    /// Total award by the terms of the day, including the part for partners. Null if not known.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The owner's part of the award by the terms of the day. Null if not known.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// Part of the award for partners: `total_award` minus `own_share`. Null if either is not known.
    #[schema(required)]
    pub pass_through: Option<Money>,
    /// Amount invoiced by the day.
    pub invoiced: Money,
    /// Amount still expected on the day.
    pub expected: Money,
    /// Amount received by the day, after corrections.
    pub received: Money,
    /// The owner's part of the amount received. Null if the award or the own share is not known.
    #[schema(required)]
    pub received_own: Option<Money>,
    /// The part of the amount received that is prefinancing.
    pub received_prefinancing: Money,
    /// What is not received yet: of the award, or of the own share if payments cover it. Null if not known.
    #[schema(required)]
    pub outstanding: Option<Money>,
    /// Revenue by the day, in the currency of the line.
    pub recognised: Money,
    /// Where this revenue comes from.
    pub recognised_by: RecognisedBy,
    /// The owner's part of payments that are invoiced or due and not received, also where it is not earned
    /// yet: account 413 for a grant. Null if that part is not known.
    #[schema(required)]
    pub claimed: Option<Money>,
    /// Earned, and neither received nor claimed: account 491. Null if not known.
    #[schema(required)]
    pub earned_not_claimed: Option<Money>,
    /// Received or claimed, and not earned: account 493. Null if not known.
    #[schema(required)]
    pub deferred: Option<Money>,
    /// Received and not earned: a liability, for instalments of every kind. Null if not known.
    #[schema(required)]
    pub unearned: Option<Money>,
    /// Earned and not received, claimed or not. Null if `received_own` is null.
    #[schema(required)]
    pub receivable: Option<Money>,
    /// The owner's part of the prefinancing received. Null if not known.
    #[schema(required)]
    pub prefinancing: Option<Money>,
    /// Received for partners: `received` minus `received_own`, account 489. Zero if payments cover the own
    /// share. Null if not known.
    #[schema(required)]
    pub held_for_partners: Option<Money>,
    /// Ledger revenue of fiscal years with other currencies, of all years that have begun by the day. If
    /// `recognised_by` is `accrual`, `recognised` has the same revenue in the currency of the line.
    pub recognised_elsewhere: Vec<AmountIn>,
}

/// The source of the revenue of a position.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RecognisedBy {
    /// The entries of the ledger: without `on`, on the last day of a closed fiscal year, and if the earned
    /// amount is not known. The ledger is used only if it has a fiscal year in the currency of the line.
    Ledger,
    /// What is earned by the day, by the recognition method and the terms known on the day.
    Accrual,
}

/// An amount with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AmountIn {
    /// Currency of the amount.
    pub currency: CurrencyCode,
    /// The amount.
    pub amount: Money,
}

/// Positions of all signed funding lines on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "on": "2024-12-31", "positions": [], "next": null,
    "totals": [{
        "currency": "EUR", "lines": 1, "not_known": 0, "recognised": "15000.00", "received": "24000.00",
        "claimed": "0.00", "earned_not_claimed": "0.00", "deferred": "9000.00", "unearned": "9000.00",
        "receivable": "0.00", "prefinancing": "24000.00", "held_for_partners": "136000.00"
    }]
}"#))))]
pub struct FundingPositions {
    /// Day of the positions.
    pub on: NaiveDate,
    /// The positions of this page, by age of the lines. Lines that were signed later are left out.
    pub positions: Vec<FundingPosition>,
    /// The cursor of the next page: send it as `after`. Null on the last page.
    #[schema(required)]
    pub next: Option<String>,
    /// Totals of all lines, one for each currency.
    pub totals: Vec<PositionTotals>,
}

/// Totals of the positions in one currency. All amounts are the owner's parts, but for those of partners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PositionTotals {
    /// Currency of the amounts.
    pub currency: CurrencyCode,
    /// Number of lines that the totals count.
    #[schema(examples(1))]
    pub lines: i64,
    /// Number of lines that the totals do not count, because the owner's part of their payments is not known.
    #[schema(examples(0))]
    pub not_known: i64,
    /// Revenue.
    pub recognised: Money,
    /// Receipts.
    pub received: Money,
    /// Claimed or due, and not received (413).
    pub claimed: Money,
    /// Earned, and neither received nor claimed (491).
    pub earned_not_claimed: Money,
    /// Received or claimed, and not earned (493).
    pub deferred: Money,
    /// Received and not earned.
    pub unearned: Money,
    /// Earned and not received.
    pub receivable: Money,
    /// Prefinancing received.
    pub prefinancing: Money,
    /// Received for partners (489).
    pub held_for_partners: Money,
}

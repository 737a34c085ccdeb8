//! Payments: the instalments of funding lines, expected and received.

use chrono::NaiveDate;
use entity::value::{
    CurrencyCode, FundingLineId, Money, PartialDate, PaymentId, PaymentKind, PaymentStage, ProjectId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::finance::funding::FundingLineRef;
use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// An instalment of a funding line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0042",
    "funding_line": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "reference": "101187435" },
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "kind": "prefinancing",
    "stage": "received", "stage_on": "2024-09-20", "reference": "PF-1", "note": null, "currency": "EUR",
    "amount": "160000.00", "due": "2024-09", "due_on": "2024-09-30", "invoiced_on": null,
    "received_amount": "160000.00", "received_on": "2024-09-20", "reverses": null, "reversed_by": null
})))]
pub struct Payment {
    /// Its identifier.
    pub id: PaymentId,
    /// The line.
    pub funding_line: FundingLineRef,
    /// The line's project.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// What it is.
    pub kind: PaymentKind,
    /// Where it stands.
    pub stage: PaymentStage,
    /// Since when it stands there, once it has moved.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
    /// How it is referred to: the number of the invoice, the code on the statement.
    #[schema(required)]
    pub reference: Option<String>,
    /// What there is to say of it.
    #[schema(required)]
    pub note: Option<String>,
    /// The currency of its amounts, which is its line's.
    pub currency: CurrencyCode,
    /// What is expected, or was invoiced; null in a correction.
    #[schema(required)]
    pub amount: Option<Money>,
    /// When it is due.
    #[schema(required)]
    pub due: Option<PartialDate>,
    /// The last day on which it is due.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// When it was invoiced.
    #[schema(required)]
    pub invoiced_on: Option<NaiveDate>,
    /// What came in; negative in a correction, and when money is taken back.
    #[schema(required)]
    pub received_amount: Option<Money>,
    /// When it came in.
    #[schema(required)]
    pub received_on: Option<NaiveDate>,
    /// The payment that this one takes back, when it is a correction.
    #[schema(required)]
    pub reverses: Option<PaymentId>,
    /// The correction that takes this one back.
    #[schema(required)]
    pub reversed_by: Option<PaymentId>,
}

/// A page of payments.
pub type PaymentPage = Page<Payment>;

/// What is said of a payment that is expected.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "kind": "prefinancing", "amount": "160000.00",
    "due": "2024-09", "reference": "PF-1"
})))]
pub struct PaymentInput {
    /// The line, in whose currency its amounts are. It stays the same.
    pub funding_line: FundingLineId,
    /// What it is.
    pub kind: PaymentKind,
    /// What is expected, or was invoiced. A final payment that is taken back, a credit note and a recovery are
    /// negative.
    #[schema(examples("160000.00"))]
    pub amount: Money,
    /// When it is due; the last day of a month or a year that is given.
    pub due: Option<PartialDate>,
    /// When it was invoiced, of an invoice that has been sent.
    pub invoiced_on: Option<NaiveDate>,
    /// How it is referred to: the number of the invoice, the code on the statement.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// A change of what is said of a payment that is expected.
pub type PaymentPatch = MergePatch<PaymentInput>;

impl Patched for PaymentInput {
    fn change() -> Value {
        json!({ "due": "2024-11", "amount": "150000.00" })
    }
}

/// The receipt of a payment.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2024-09-20", "amount": "159800.00", "note": "Less the bank's charges" })))]
pub struct ReceivePayment {
    /// The day on which it came in.
    pub on: NaiveDate,
    /// What came in, when that is not what was expected.
    pub amount: Option<Money>,
    /// How the statement refers to it.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// The correction of a payment that was received: it is taken back whole, and may be recorded anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2024-10-02", "reason": "Booked under the wrong line" })))]
pub struct ReversePayment {
    /// The day on which the correction counts: not before the payment came in.
    pub on: NaiveDate,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: String,
}

/// Which payments. Filters add up.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentFilter {
    /// Those of this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Those of the lines of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those of this kind.
    pub kind: Option<PaymentKind>,
    /// Those that stand here.
    pub stage: Option<PaymentStage>,
    /// Those due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Those due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Those that came in on this day or later.
    pub received_from: Option<NaiveDate>,
    /// Those that came in on this day or earlier.
    pub received_to: Option<NaiveDate>,
    /// Those still expected that were due before this day: with today's date, what is overdue. Payments of a suspended
    /// project are never overdue.
    pub overdue_on: Option<NaiveDate>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `due_on`, `received_on`,
    /// `kind`, `stage`. What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-received_on")]
    pub sort: Option<String>,
}

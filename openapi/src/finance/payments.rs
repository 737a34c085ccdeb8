//! Payments: expected and received instalments of funding lines.

use chrono::NaiveDate;
use entity::value::{
    CurrencyCode, FundingLineId, Money, PartialDate, PaymentId, PaymentKind, PaymentStage, ProjectId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::finance::funding::FundingLineRef;
use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// An instalment of a funding line: expected, received or cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0042",
    "funding_line": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "reference": "101187435" },
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" }, "kind": "prefinancing",
    "stage": "received", "stage_on": "2024-09-20", "reference": "PF-1", "note": null, "currency": "EUR",
    "amount": "160000.00", "due": "2024-09", "due_on": "2024-09-30", "invoiced_on": null,
    "received_amount": "160000.00", "received_on": "2024-09-20", "reverses": null, "reversed_by": null
}"#))))]
pub struct Payment {
    /// Payment identifier (UUID), set by the server.
    pub id: PaymentId,
    /// The funding line that this payment belongs to.
    pub funding_line: FundingLineRef,
    /// The project of the funding line. Null if the line funds the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Kind of payment, for example `prefinancing`.
    pub kind: PaymentKind,
    /// Current stage of the payment.
    pub stage: PaymentStage,
    /// Day of the last stage change. Null if the stage has never changed.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
    /// External reference: the invoice number, or the code on the bank statement.
    #[schema(required)]
    pub reference: Option<String>,
    /// Free-text note. Null if there is none.
    #[schema(required)]
    pub note: Option<String>,
    /// Currency of all amounts of this payment. It is the currency of the funding line.
    pub currency: CurrencyCode,
    /// Expected or invoiced amount. Null in a correction.
    #[schema(required)]
    pub amount: Option<Money>,
    /// Due date as entered: a year, a month or a day.
    #[schema(required)]
    pub due: Option<PartialDate>,
    /// Due date as a day. For a month or a year, it is the last day of that month or year.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// Day on which the invoice was sent. Null if there is no invoice.
    #[schema(required)]
    pub invoiced_on: Option<NaiveDate>,
    /// Amount received. It is negative in a correction, and when money is paid back. Null before receipt.
    #[schema(required)]
    pub received_amount: Option<Money>,
    /// Day on which the money was received. Null before receipt.
    #[schema(required)]
    pub received_on: Option<NaiveDate>,
    /// In a correction: the payment that it reverses. Otherwise null.
    #[schema(required)]
    pub reverses: Option<PaymentId>,
    /// The correction that reverses this payment. Null if it is not reversed.
    #[schema(required)]
    pub reversed_by: Option<PaymentId>,
}

/// A page of payments.
pub type PaymentPage = Page<Payment>;

/// The fields of an expected payment that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015", "kind": "prefinancing", "amount": "160000.00",
    "due": "2024-09", "reference": "PF-1"
}"#))))]
pub struct PaymentInput {
    /// The funding line. Its currency applies to the amounts. The line cannot be changed later.
    pub funding_line: FundingLineId,
    /// Kind of payment, for example `prefinancing`.
    pub kind: PaymentKind,
    /// Expected or invoiced amount. It is negative for a credit note, a recovery, or a final payment that the
    /// funder takes back.
    #[schema(examples("160000.00"))]
    pub amount: Money,
    /// Due date. If only a month or a year is given, its last day counts.
    pub due: Option<PartialDate>,
    /// Day on which the invoice was sent. Allowed only if `kind` is `invoice`. It must not be in the future.
    pub invoiced_on: Option<NaiveDate>,
    /// External reference: the invoice number, or the code on the bank statement.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Free-text note.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// A partial update of an expected payment (JSON Merge Patch).
pub type PaymentPatch = MergePatch<PaymentInput>;

impl PatchExample for PaymentInput {
    fn change() -> Value {
        json!({ "due": "2024-11", "amount": "150000.00" })
    }
}

/// The receipt of a payment.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "on": "2024-09-20", "amount": "159800.00",
    "note": "Less the bank's charges" }"#))))]
pub struct ReceivePayment {
    /// Day on which the money was received.
    pub on: NaiveDate,
    /// Amount received, if it differs from the expected amount.
    pub amount: Option<Money>,
    /// Reference on the bank statement.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Free-text note.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// The correction of a received payment. The correction reverses the full payment. The payment can then be
/// recorded again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "on": "2024-10-02", "reason": "Booked under the wrong line" }"#))))]
pub struct ReversePayment {
    /// Day on which the correction counts. It must not be before the day of receipt.
    pub on: NaiveDate,
    /// Reason for the correction.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: String,
}

/// Filters for payments. A payment must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentFilter {
    /// Only payments of this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Only payments of the funding lines of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only payments of this kind.
    pub kind: Option<PaymentKind>,
    /// Only payments at this stage.
    pub stage: Option<PaymentStage>,
    /// Only payments due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Only payments due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// Only payments received on this day or later.
    pub received_from: Option<NaiveDate>,
    /// Only payments received on this day or earlier.
    pub received_to: Option<NaiveDate>,
    /// Only payments that are still expected and were due before this day. Use today's date to list overdue
    /// payments. Payments of a suspended project are never overdue.
    pub overdue_on: Option<NaiveDate>,
    /// Sort fields, most important first, separated by commas: `due_on`, `received_on`, `kind`, `stage`. A
    /// `-` before a field means descending order. Null values come first, or last in descending order.
    #[param(max_length = 200, example = "-received_on")]
    pub sort: Option<String>,
}

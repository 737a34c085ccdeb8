//! The transitions of a payment: received or cancelled; and the correction of a receipt.

use PaymentStage::{Cancelled, Expected, Received};
use axum::extract::State;
use chrono::NaiveDate;
use entity::finance::payment;
use entity::value::{FundingStage, Money, PaymentId, PaymentStage};
use openapi::finance::payments::{Payment, ReceivePayment, ReversePayment};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::transition::StageChange;

use super::draft;
use crate::finance::range::check_payments;
use crate::finance::resources::FundingLines;
use crate::finance::resources::Payments;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::{
    Lifecycle, Transition, check_transition, find_row, to_view, update_changed_columns,
};
use crate::platform::validation::ValidationErrors;

impl Lifecycle for Payments {
    type Stage = PaymentStage;
    const TRANSITIONS: &'static [(PaymentStage, &'static [PaymentStage])] =
        &[(Expected, &[Received, Cancelled])];
}

impl Transition for Payments {
    fn stage(row: &payment::Model) -> PaymentStage {
        row.stage
    }

    async fn last_transition(_: &UnitOfWork<'_>, row: &payment::Model) -> Result<Option<NaiveDate>> {
        Ok(row.stage_on)
    }

    /// Only cancels. A receipt has an amount, so [`receive`] records it.
    async fn enter(
        work: &UnitOfWork<'_>,
        was: payment::Model,
        to: PaymentStage,
        on: NaiveDate,
        note: Option<String>,
    ) -> Result<payment::Model> {
        let note = note.or_else(|| was.note.clone());
        let row = payment::Model { stage: to, stage_on: Some(on), note, ..was.clone() };
        Ok(update_changed_columns::<Payments>(work, &was, &row).await?)
    }
}

const UNIQUE: [Unique; 1] = [Unique {
    name: "payment_reversed_once",
    column: "payment.reverses_id",
    pointer: "",
    detail: "the payment has been reversed already",
}];

fn illegal(detail: impl Into<String>) -> Error {
    Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)])
}

/// Records the receipt of the expected amount, or of another.
async fn receive(
    work: &UnitOfWork<'_>,
    was: payment::Model,
    form: &ReceivePayment,
) -> Result<payment::Model> {
    check_transition::<Payments>(was.stage, Received)?;
    let line = find_row::<FundingLines>(work.tx, was.funding_line_id).await?;
    if !FundingStage::SIGNED.contains(&line.stage) {
        return Err(illegal(format!(
            "the funding line is `{}`; payments can be received only while it is `signed`",
            line.stage
        )));
    }
    let amount = form.amount.or(was.amount).unwrap_or(Money::ZERO);
    let mut faults = ValidationErrors::default();
    draft::amount(was.kind, amount, &mut faults);
    faults.future(work.today(), "/on", form.on);
    faults.into_result()?;
    let row = payment::Model {
        stage: Received,
        stage_on: Some(form.on),
        received_on: Some(form.on),
        received_amount: Some(amount),
        reference: form.reference.clone().or_else(|| was.reference.clone()),
        note: form.note.clone().or_else(|| was.note.clone()),
        ..was.clone()
    };
    let row = update_changed_columns::<Payments>(work, &was, &row).await?;
    check_payments(work.tx, line.currency, "/amount").await?;
    Ok(row)
}

/// Reverses a receipt by a new payment.
async fn reverse(
    work: &UnitOfWork<'_>,
    row: payment::Model,
    form: &ReversePayment,
) -> Result<payment::Model> {
    let (Received, None, Some(amount)) = (row.stage, row.reverses_id, row.received_amount) else {
        let what = if row.reverses_id.is_some() { "is a correction itself" } else { "has not been received" };
        return Err(illegal(format!("the payment {what}; only a `received` payment can be reversed")));
    };
    let mut faults = ValidationErrors::default();
    faults.blank("/reason", &form.reason);
    faults.future(work.today(), "/on", form.on);
    if row.received_on.is_some_and(|received| form.on < received) {
        faults.push("/on", ErrorCode::Reversed, "the reversal is dated before the receipt");
    }
    faults.into_result()?;
    let correction = payment::Model {
        id: PaymentId(work.id()),
        stage_on: Some(form.on),
        note: Some(form.reason.clone()),
        amount: None,
        due: None,
        due_on: None,
        invoiced_on: None,
        received_amount: Some(Money::ZERO.minus(amount)?),
        received_on: Some(form.on),
        reverses_id: Some(row.id),
        ..row.clone()
    };
    let inserted = insert_row(work.tx, correction).await;
    let correction = inserted.map_unique_violation(&UNIQUE)?;
    let view = to_view::<Payments>(work.tx, correction.clone()).await?;
    work.record(Entry::added::<Payments>(&correction, &view)?);
    Ok(row)
}

/// Record that a payment was received.
///
/// The amount and the date can differ from the expected ones.
#[utoipa::path(post, path = "/v1/payments/{id}/receive", tag = "payments")]
pub(crate) async fn receive_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
    body: Idempotent<Body<ReceivePayment>>,
) -> Result<PostResponse<Payment>> {
    app.act::<Payments, _>(&caller, id, if_match, body, receive).await
}

/// Cancel an expected payment.
///
/// Use this when the payment will not be received.
#[utoipa::path(post, path = "/v1/payments/{id}/cancel", tag = "payments")]
pub(crate) async fn cancel_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
    body: Idempotent<Body<StageChange>>,
) -> Result<PostResponse<Payment>> {
    app.transition::<Payments>(&caller, id, if_match, body, Cancelled).await
}

/// Reverse a received payment.
///
/// The correction is a new payment with the opposite amount.
///
/// The original payment does not change. Its `reversed_by` names the correction.
#[utoipa::path(post, path = "/v1/payments/{id}/reverse", tag = "payments")]
pub(crate) async fn reverse_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
    body: Idempotent<Body<ReversePayment>>,
) -> Result<PostResponse<Payment>> {
    app.act::<Payments, _>(&caller, id, if_match, body, reverse).await
}

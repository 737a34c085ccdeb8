//! What becomes of a payment: it comes in, or not; and what came in is corrected.

use axum::extract::State;
use chrono::NaiveDate;
use entity::finance::{funding_line, payment};
use entity::value::{FundingStage, Money, PaymentId, PaymentStage};
use openapi::finance::payments::{Payment, ReceivePayment, ReversePayment};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::problem::Place;
use openapi::platform::refusal::{NotMoved, Refusal};
use openapi::portfolio::plan::StageChange;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::draft;
use crate::platform::app::{App, Work};
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::constraint::{OnConflict, Unique};
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::platform::resource::{Resource, put, row_of, seen_row, told_changed, told_one};
use crate::platform::validation::Faults;
use crate::portfolio::plan::lifecycle::legal;

use PaymentStage::{Cancelled, Expected, Received};

const MOVES: [(PaymentStage, &[PaymentStage]); 1] = [(Expected, &[Received, Cancelled])];

const UNIQUE: [Unique; 1] = [Unique {
    name: "payment_reversed_once",
    column: "payment.reverses_id",
    pointer: "",
    detail: "the payment has been taken back already",
}];

fn illegal(detail: impl Into<String>) -> Error {
    Error::Conflict(vec![fault(Place::Path, "/id", "illegal_move", detail)])
}

/// Notes that something is said to have happened that has not.
fn past(work: &Work<'_>, on: NaiveDate, faults: &mut Faults) {
    if on > work.today() {
        faults.push("/on", "future", "it is recorded once it has happened");
    }
}

/// Receives what was expected, or another amount.
async fn receive(work: &Work<'_>, was: payment::Model, form: &ReceivePayment) -> Result<payment::Model> {
    legal(payment::Entity::NAME, &MOVES, was.stage, Received)?;
    let line = row_of::<funding_line::Entity>(work.tx, was.funding_line_id).await?;
    if ![FundingStage::Signed, FundingStage::Closed].contains(&line.stage) {
        return Err(illegal(format!(
            "the funding line is `{}`; money comes in of one that is `signed`",
            line.stage
        )));
    }
    let amount = form.amount.or(was.amount).unwrap_or(Money::ZERO);
    let mut faults = Faults::default();
    draft::amount(was.kind, amount, &mut faults);
    past(work, form.on, &mut faults);
    faults.none()?;
    let row = payment::Model {
        stage: Received,
        stage_on: Some(form.on),
        received_on: Some(form.on),
        received_amount: Some(amount),
        reference: form.reference.clone().or_else(|| was.reference.clone()),
        note: form.note.clone().or_else(|| was.note.clone()),
        ..was.clone()
    };
    Ok(put::<payment::Entity>(work, &was, &row).await?)
}

/// Gives up a payment that was expected.
async fn cancel(work: &Work<'_>, was: payment::Model, form: &StageChange) -> Result<payment::Model> {
    legal(payment::Entity::NAME, &MOVES, was.stage, Cancelled)?;
    let on = form.on.unwrap_or_else(|| work.today());
    let mut faults = Faults::default();
    past(work, on, &mut faults);
    faults.none()?;
    let row = payment::Model {
        stage: Cancelled,
        stage_on: Some(on),
        note: form.note.clone().or_else(|| was.note.clone()),
        ..was.clone()
    };
    Ok(put::<payment::Entity>(work, &was, &row).await?)
}

/// Takes back what came in, by a payment of its own.
async fn reverse(work: &Work<'_>, row: &payment::Model, form: &ReversePayment) -> Result<()> {
    let (Received, None, Some(amount)) = (row.stage, row.reverses_id, row.received_amount) else {
        let what = if row.reverses_id.is_some() { "is a correction itself" } else { "has not come in" };
        return Err(illegal(format!("the payment {what}; only one that is `received` is taken back")));
    };
    let mut faults = Faults::default();
    faults.blank("/reason", &form.reason);
    past(work, form.on, &mut faults);
    if row.received_on.is_some_and(|received| form.on < received) {
        faults.push("/on", "reversed", "the payment came in later");
    }
    faults.none()?;
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
    let inserted = correction.into_active_model().reset_all().insert(work.tx).await;
    let correction = inserted.on_conflict(&UNIQUE)?;
    let told = told_one::<payment::Entity>(work.tx, correction.clone()).await?;
    work.record(Entry::added::<payment::Entity>(&correction, &told)?);
    Ok(())
}

/// Record that a payment was received.
///
/// The amount and the date can differ from the expected ones.
#[utoipa::path(post, path = "/v1/payments/{id}/receive", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch, IdempotencyKey),
    request_body = ReceivePayment,
    responses((status = 200, description = "The payment after the change", body = Payment),
        NotMoved, Refusal))]
pub(crate) async fn receive_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    seen: IfMatch,
    once: Once<Body<ReceivePayment>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<payment::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<payment::Entity>(work, id, &seen).await?;
        let row = receive(work, row, form).await?;
        Answered::done(&told_changed::<payment::Entity>(work, row, &before).await?)
    })
    .await
}

/// Cancel an expected payment.
///
/// Use this when the payment will not be received.
#[utoipa::path(post, path = "/v1/payments/{id}/cancel", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/StageChange")),
    responses((status = 200, description = "The payment after the change", body = Payment),
        NotMoved, Refusal))]
pub(crate) async fn cancel_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<payment::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<payment::Entity>(work, id, &seen).await?;
        let row = cancel(work, row, form).await?;
        Answered::done(&told_changed::<payment::Entity>(work, row, &before).await?)
    })
    .await
}

/// Reverse a received payment.
///
/// The correction is a new payment with the opposite amount.
///
/// The original payment does not change. Its `reversed_by` names the correction.
#[utoipa::path(post, path = "/v1/payments/{id}/reverse", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch, IdempotencyKey),
    request_body = ReversePayment,
    responses((status = 200, description = "The payment after the change", body = Payment),
        NotMoved, Refusal))]
pub(crate) async fn reverse_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    seen: IfMatch,
    once: Once<Body<ReversePayment>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<payment::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<payment::Entity>(work, id, &seen).await?;
        reverse(work, &row, form).await?;
        Answered::done(&told_changed::<payment::Entity>(work, row, &before).await?)
    })
    .await
}

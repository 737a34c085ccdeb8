//! The stages of a funding line, and the verbs that move it.

use axum::extract::State;
use entity::finance::{funding_line, payment};
use entity::value::{FundingLineId, FundingStage, PaymentStage};
use openapi::finance::funding::{AmendFundingLine, FundingLine, SignFundingLine};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::refusal::{NotMoved, Refusal};
use openapi::portfolio::plan::StageChange;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::agreement;
use crate::platform::app::{App, Work};
use crate::platform::auth::Caller;
use crate::platform::constraint::Holders;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::platform::resource::{Resource, put, seen_row, told_changed};
use crate::platform::validation::Faults;
use crate::portfolio::plan::lifecycle::legal;

use FundingStage::{Closed, Draft, Rejected, Signed, Submitted, Withdrawn};

/// From each stage, those to which a funding line may move. What needs no proposal is signed at once.
const MOVES: [(FundingStage, &[FundingStage]); 3] = [
    (Draft, &[Submitted, Signed, Withdrawn]),
    (Submitted, &[Signed, Rejected, Withdrawn]),
    (Signed, &[Closed]),
];

/// Moves a line to a stage, since a day.
async fn moved(
    work: &Work<'_>,
    was: funding_line::Model,
    to: FundingStage,
    StageChange { on, note }: &StageChange,
) -> Result<funding_line::Model> {
    legal(funding_line::Entity::NAME, &MOVES, was.stage, to)?;
    let on = on.unwrap_or_else(|| work.today());
    let mut faults = Faults::default();
    if on > work.today() {
        faults.push("/on", "future", "a move is recorded once it has happened");
    }
    if was.stage_on.is_some_and(|last| on < last) {
        faults.push("/on", "reversed", "the move before this one was later");
    }
    faults.none()?;
    if to == Closed {
        settled(work, &was).await?;
    }
    let row = funding_line::Model { stage: to, stage_on: Some(on), stage_note: note.clone(), ..was.clone() };
    Ok(put::<funding_line::Entity>(work, &was, &row).await?)
}

/// Passes when nothing of a line is still expected.
async fn settled(work: &Work<'_>, row: &funding_line::Model) -> Result<()> {
    let expected = payment::Entity::find()
        .filter(payment::COLUMN.funding_line_id.eq(row.id))
        .filter(payment::COLUMN.stage.eq(PaymentStage::Expected));
    let mut holders = Holders::still_expected();
    holders.find(work, expected).await?;
    holders.none(work).await
}

async fn advance(
    app: &App,
    caller: &Caller,
    id: FundingLineId,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
    to: FundingStage,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<funding_line::Entity>(caller, id).await?;
    app.once(allowed, once, async move |work, Body(change)| {
        let (row, before) = seen_row::<funding_line::Entity>(work, id, &seen).await?;
        let row = moved(work, row, to, change).await?;
        Answered::done(&told_changed::<funding_line::Entity>(work, row, &before).await?)
    })
    .await
}

/// Submit the proposal of a funding line.
///
/// Use this when the proposal goes to the payer.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/submit", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/StageChange")),
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn submit_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
) -> Result<Answered> {
    advance(&app, &caller, id, seen, once, Submitted).await
}

/// Record that the proposal was rejected.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/reject", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/StageChange")),
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn reject_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
) -> Result<Answered> {
    advance(&app, &caller, id, seen, once, Rejected).await
}

/// Withdraw a funding line before it is signed.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/withdraw", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/StageChange")),
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn withdraw_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
) -> Result<Answered> {
    advance(&app, &caller, id, seen, once, Withdrawn).await
}

/// Close a settled funding line.
///
/// No payment may still be expected.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/close", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/StageChange")),
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn close_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<StageChange>>,
) -> Result<Answered> {
    advance(&app, &caller, id, seen, once, Closed).await
}

/// Record that the agreement or contract was signed.
///
/// A signed funding line has an award, an own share and a currency. The grant rules are fixed at signature.
/// They are the rules in the request, or otherwise the rules of the call.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/sign", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body = SignFundingLine,
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn sign_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<SignFundingLine>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<funding_line::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<funding_line::Entity>(work, id, &seen).await?;
        legal(funding_line::Entity::NAME, &MOVES, row.stage, Signed)?;
        let row = agreement::sign(work, row, form).await?;
        Answered::done(&told_changed::<funding_line::Entity>(work, row, &before).await?)
    })
    .await
}

/// Amend a signed funding line.
///
/// An amendment changes the award, the own share or the period.
///
/// The earlier values are kept in `amendments`, with the number, date and reason of the amendment.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/amend", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch, IdempotencyKey),
    request_body = AmendFundingLine,
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotMoved, Refusal))]
pub(crate) async fn amend_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    once: Once<Body<AmendFundingLine>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<funding_line::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<funding_line::Entity>(work, id, &seen).await?;
        let row = agreement::amend(work, row, form).await?;
        Answered::done(&told_changed::<funding_line::Entity>(work, row, &before).await?)
    })
    .await
}

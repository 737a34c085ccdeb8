//! The stages of a funding line, and its transitions.

use FundingStage::{Closed, Draft, Rejected, Signed, Submitted, Withdrawn};
use axum::extract::State;
use chrono::NaiveDate;
use entity::finance::{funding_line, payment};
use entity::value::{FundingLineId, FundingStage, PaymentStage};
use openapi::finance::funding::{AmendFundingLine, FundingLine, SignFundingLine};
use openapi::platform::transition::StageChange;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::agreement;
use crate::finance::resources::FundingLines;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::constraint::References;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::{Lifecycle, Transition, check_transition, update_changed_columns};

impl Lifecycle for FundingLines {
    type Stage = FundingStage;
    /// A line without a proposal can be signed at once.
    const TRANSITIONS: &'static [(FundingStage, &'static [FundingStage])] = &[
        (Draft, &[Submitted, Signed, Withdrawn]),
        (Submitted, &[Signed, Rejected, Withdrawn]),
        (Signed, &[Closed]),
    ];
}

impl Transition for FundingLines {
    fn stage(row: &funding_line::Model) -> FundingStage {
        row.stage
    }

    async fn last_transition(_: &UnitOfWork<'_>, row: &funding_line::Model) -> Result<Option<NaiveDate>> {
        Ok(row.stage_on)
    }

    async fn enter(
        work: &UnitOfWork<'_>,
        was: funding_line::Model,
        to: FundingStage,
        on: NaiveDate,
        note: Option<String>,
    ) -> Result<funding_line::Model> {
        if to == Closed {
            require_settled(work, &was).await?;
        }
        let row = funding_line::Model { stage: to, stage_on: Some(on), stage_note: note, ..was.clone() };
        Ok(update_changed_columns::<FundingLines>(work, &was, &row).await?)
    }
}

/// Checks that a line has no expected payments.
async fn require_settled(work: &UnitOfWork<'_>, row: &funding_line::Model) -> Result<()> {
    let expected = payment::Entity::find()
        .filter(payment::COLUMN.funding_line_id.eq(row.id))
        .filter(payment::COLUMN.stage.eq(PaymentStage::Expected));
    let mut holders = References::still_expected();
    holders.find(work, expected).await?;
    holders.require_none(work).await
}

/// Submit the proposal of a funding line.
///
/// Use this when the proposal goes to the payer.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/submit", tag = "funding-lines")]
pub(crate) async fn submit_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<StageChange>>,
) -> Result<PostResponse<FundingLine>> {
    app.transition::<FundingLines>(&caller, id, if_match, body, Submitted).await
}

/// Record that the proposal was rejected.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/reject", tag = "funding-lines")]
pub(crate) async fn reject_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<StageChange>>,
) -> Result<PostResponse<FundingLine>> {
    app.transition::<FundingLines>(&caller, id, if_match, body, Rejected).await
}

/// Withdraw a funding line before it is signed.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/withdraw", tag = "funding-lines")]
pub(crate) async fn withdraw_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<StageChange>>,
) -> Result<PostResponse<FundingLine>> {
    app.transition::<FundingLines>(&caller, id, if_match, body, Withdrawn).await
}

/// Close a settled funding line.
///
/// No payment may still be expected.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/close", tag = "funding-lines")]
pub(crate) async fn close_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<StageChange>>,
) -> Result<PostResponse<FundingLine>> {
    app.transition::<FundingLines>(&caller, id, if_match, body, Closed).await
}

/// Record that the agreement or contract was signed.
///
/// A signed funding line has an award, an own share and a currency. The grant rules are fixed at signature.
/// They are the rules in the request, or otherwise the rules of the call.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/sign", tag = "funding-lines")]
pub(crate) async fn sign_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<SignFundingLine>>,
) -> Result<PostResponse<FundingLine>> {
    app.act::<FundingLines, _>(&caller, id, if_match, body, async move |work, row, form| {
        check_transition::<FundingLines>(row.stage, Signed)?;
        let row = agreement::sign(work, row, form).await?;
        Ok(row)
    })
    .await
}

/// Amend a signed funding line.
///
/// An amendment changes the award, the own share or the period.
///
/// The earlier values are kept in `amendments`, with the number, date and reason of the amendment.
#[utoipa::path(post, path = "/v1/funding-lines/{id}/amend", tag = "funding-lines")]
pub(crate) async fn amend_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    body: Idempotent<Body<AmendFundingLine>>,
) -> Result<PostResponse<FundingLine>> {
    app.act::<FundingLines, _>(&caller, id, if_match, body, agreement::amend).await
}

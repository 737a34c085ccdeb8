use axum::extract::State;
use entity::finance::budget;
use entity::value::BudgetId;
use openapi::finance::budgets::{Budget, BudgetAmendment, BudgetApproval, BudgetCopy};
use openapi::platform::rights::Right;

use super::lifecycle;
use crate::finance::resources::Budgets;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Created, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::{location_of, lock_if_match, record_update, to_view};

/// Approve a draft budget.
///
/// Costs and financing must agree to the cent. Funders may not pay more than the call funds. If a version is
/// already approved, only an amendment of it can be approved. The earlier version is then superseded.
#[utoipa::path(post, path = "/v1/budgets/{id}/approve", tag = "budgets")]
pub(crate) async fn approve_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    if_match: IfMatch,
    body: Idempotent<Body<BudgetApproval>>,
) -> Result<PostResponse<Budget>> {
    let allowed = caller.allowed_everywhere(Right::WriteMoney)?;
    let approved = app.idempotent(allowed, body, async move |work, Body(form)| {
        let (row, before) = lock_if_match::<Budgets>(work, id, &if_match).await?;
        let row = lifecycle::approve(work, row, &before, *form).await?;
        PostResponse::ok(&record_update::<Budgets>(work, row, &before).await?)
    });
    approved.await
}

/// Create an amendment of the approved budget version.
///
/// The amendment is a new draft.
#[utoipa::path(post, path = "/v1/budgets/{id}/amend", tag = "budgets")]
pub(crate) async fn amend_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    body: Idempotent<Body<BudgetAmendment>>,
) -> Result<Created<Budget>> {
    let allowed = app.authorize_write::<Budgets>(&caller, id).await?;
    let amended = app.idempotent(allowed, body, async move |work, Body(form)| {
        created(work, lifecycle::amend(work, id, form.clone()).await?).await
    });
    amended.await
}

/// Create a draft budget from another version.
#[utoipa::path(post, path = "/v1/budgets/{id}/copy", tag = "budgets")]
pub(crate) async fn copy_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    body: Idempotent<Body<BudgetCopy>>,
) -> Result<Created<Budget>> {
    let allowed = app.authorize_write::<Budgets>(&caller, id).await?;
    let copied = app.idempotent(allowed, body, async move |work, Body(form)| {
        created(work, lifecycle::copy(work, id, form.clone()).await?).await
    });
    copied.await
}

/// Records a new draft, and responds with it.
async fn created(work: &UnitOfWork<'_>, row: budget::Model) -> Result<Created<Budget>> {
    let view = to_view::<Budgets>(work.tx, row.clone()).await?;
    work.record(Entry::added::<Budgets>(&row, &view)?);
    Created::created(location_of::<Budgets>(&row), &view)
}

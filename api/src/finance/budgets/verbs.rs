use axum::extract::State;
use entity::finance::budget;
use entity::value::BudgetId;
use openapi::finance::budgets::{Budget, BudgetAmendment, BudgetApproval, BudgetCopy};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::refusal::{NoSuchThing, NotMade, NotMoved, Refusal};
use openapi::platform::rights::Right;

use super::lifecycle;
use crate::platform::app::{App, Work};
use crate::platform::audit::Entry;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::platform::resource::{place_of, seen_row, told_changed, told_one};

/// Approve a draft budget.
///
/// Costs and financing must agree to the cent. Funders may not pay more than the call funds. If a version is
/// already approved, only an amendment of it can be approved. The earlier version is then superseded.
#[utoipa::path(post, path = "/v1/budgets/{id}/approve", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/BudgetApproval")),
    responses((status = 200, description = "The budget after the change", body = Budget), NotMoved, Refusal))]
pub(crate) async fn approve_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    seen: IfMatch,
    once: Once<Body<BudgetApproval>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::WriteMoney)?;
    let approved = app.once(allowed, once, async move |work, Body(form)| {
        let (row, before) = seen_row::<budget::Entity>(work, id, &seen).await?;
        let row = lifecycle::approve(work, row, &before, *form).await?;
        Answered::done(&told_changed::<budget::Entity>(work, row, &before).await?)
    });
    approved.await
}

/// Create an amendment of the approved budget version.
///
/// The amendment is a new draft.
#[utoipa::path(post, path = "/v1/budgets/{id}/amend", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the approved budget version"), IdempotencyKey),
    request_body = BudgetAmendment,
    responses((status = 201, description = "The draft that was created", body = Budget),
        NoSuchThing, NotMade, Refusal))]
pub(crate) async fn amend_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    once: Once<Body<BudgetAmendment>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<budget::Entity>(&caller, id).await?;
    let amended = app.once(allowed, once, async move |work, Body(form)| {
        added(work, lifecycle::amend(work, id, form.clone()).await?).await
    });
    amended.await
}

/// Create a draft budget from another version.
#[utoipa::path(post, path = "/v1/budgets/{id}/copy", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget version"), IdempotencyKey),
    request_body(content = ref("#/components/schemas/BudgetCopy")),
    responses((status = 201, description = "The draft that was created", body = Budget),
        NoSuchThing, NotMade, Refusal))]
pub(crate) async fn copy_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    once: Once<Body<BudgetCopy>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<budget::Entity>(&caller, id).await?;
    let copied = app.once(allowed, once, async move |work, Body(form)| {
        added(work, lifecycle::copy(work, id, form.clone()).await?).await
    });
    copied.await
}

/// Records a draft that was made, and answers with it.
async fn added(work: &Work<'_>, row: budget::Model) -> Result<Answered> {
    let told = told_one::<budget::Entity>(work.tx, row.clone()).await?;
    work.record(Entry::added::<budget::Entity>(&row, &told)?);
    Answered::made(place_of::<budget::Entity>(&row), &told)
}

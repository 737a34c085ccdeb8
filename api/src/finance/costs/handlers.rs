use axum::extract::State;
use entity::finance::cost;
use entity::value::{BudgetId, CostId, ProjectId};
use openapi::finance::costs::{
    BudgetExecution, Cost, CostAcceptance, CostFilter, CostInput, CostPage, CostPatch, CostsInput,
    DeclaredCosts, ExecutionQuery,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, TableQuery, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    BadListing, NoSuchProject, NoSuchThing, NotChanged, NotDeleted, NotExchanged, NotMade, NotMoved, Refusal,
};
use openapi::platform::rights::Right;

use super::execution::{Asked, execution};
use super::{service, spreadsheet};
use crate::finance::budgets::cell::axes;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::Told;
use crate::platform::http::{
    Answered, Body, Gone, IfMatch, Json, Listing, Media, Once, One, Paged, Patch, Path, Tabular,
};
use crate::platform::resource::{seen_row, told_changed};

/// List declared costs by the date they were incurred.
#[utoipa::path(get, path = "/v1/costs", tag = "costs", params(CostFilter, PageQuery),
    responses((status = 200, description = "A page of costs", content((CostPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_costs(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CostFilter>,
) -> Result<Paged<Cost>> {
    app.page::<cost::Entity>(&caller, listing).await
}

/// Get a declared cost.
#[utoipa::path(get, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MaySkip),
    responses((status = 200, description = "The cost", body = Cost),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
) -> Result<One<Cost>> {
    app.one::<cost::Entity>(&caller, id).await
}

/// Declare costs of a project.
///
/// Either all costs are recorded or none.
#[utoipa::path(post, path = "/v1/projects/{id}/costs", tag = "costs",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = CostsInput,
    responses((status = 201, description = "The costs that were declared", body = DeclaredCosts),
        NoSuchProject, NotMade, Refusal))]
pub(crate) async fn declare_costs(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    once: Once<Body<CostsInput>>,
) -> Result<Answered> {
    let allowed = app.allowed_in(&caller, Right::WriteBudgets, Some(project)).await?;
    let declared = app.once(allowed, once, async move |work, Body(new)| {
        let costs = service::declare(work, project, new.costs.clone()).await?;
        Answered::made(format!("/v1/costs?project={}", project.0), &DeclaredCosts { costs })
    });
    declared.await
}

/// Update a declared cost that is not accepted.
#[utoipa::path(patch, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch),
    request_body(content = CostPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The cost after the change", body = Cost), NotChanged, Refusal))]
pub(crate) async fn change_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    seen: IfMatch,
    patch: Patch<CostInput>,
) -> Result<One<Cost>> {
    app.change::<cost::Entity>(&caller, id, &seen, patch).await
}

/// Delete a declared cost that is not accepted.
#[utoipa::path(delete, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch),
    responses((status = 204, description = "The cost was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<cost::Entity>(&caller, id, &seen).await
}

/// Accept a declared cost.
///
/// An accepted cost cannot be changed.
#[utoipa::path(post, path = "/v1/costs/{id}/accept", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/CostAcceptance")),
    responses((status = 200, description = "The cost after the change", body = Cost), NotMoved, Refusal))]
pub(crate) async fn accept_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    seen: IfMatch,
    once: Once<Body<CostAcceptance>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::WriteMoney)?;
    let accepted = app.once(allowed, once, async move |work, Body(CostAcceptance {})| {
        let (row, before) = seen_row::<cost::Entity>(work, id, &seen).await?;
        let row = service::accept(work, row).await?;
        Answered::done(&told_changed::<cost::Entity>(work, row, &before).await?)
    });
    accepted.await
}

/// Compare declared costs with a budget.
///
/// The response shows what is spent and what is left. It also shows a forecast that assumes the current rate
/// of spending.
///
/// Costs in another currency are converted by the rule of the budget. A missing exchange rate is named and
/// never estimated. If the rules compute indirect costs, the indirect costs of the declared costs are added.
#[utoipa::path(get, path = "/v1/budgets/{id}/execution", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), ExecutionQuery, TableQuery),
    responses((status = 200, description = "The amounts spent, left and forecast", content((BudgetExecution = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), NoSuchThing, NotExchanged, BadListing, Refusal))]
pub(crate) async fn track_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Tabular { query, asked: how }: Tabular<ExecutionQuery>,
) -> Result<Told<Json<BudgetExecution>>> {
    let today = app.today();
    let (by, on) = (axes(query.by.as_ref())?, query.on.unwrap_or(today));
    let asked = Asked { id, by, on, today };
    let told = app.read(async |connection| execution(connection, &caller, asked).await).await?;
    if how.media == Media::Json {
        return Ok(Told::Plain(Json(told)));
    }
    spreadsheet::handed_out(&app, &caller, told, &how).await.map(Told::File)
}

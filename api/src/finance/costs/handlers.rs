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

/// List declared costs, by the days on which they were incurred.
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

/// Read a declared cost.
#[utoipa::path(get, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "The cost"), MaySkip),
    responses((status = 200, description = "The cost", body = Cost),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
) -> Result<One<Cost>> {
    app.one::<cost::Entity>(&caller, id).await
}

/// Declare costs of a project, all of them or none.
#[utoipa::path(post, path = "/v1/projects/{id}/costs", tag = "costs",
    params(("id" = ProjectId, Path, description = "The project"), IdempotencyKey), request_body = CostsInput,
    responses((status = 201, description = "The costs", body = DeclaredCosts),
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

/// Change a declared cost that was not accepted.
#[utoipa::path(patch, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "The cost"), MustMatch),
    request_body(content = CostPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The cost as it is now", body = Cost), NotChanged, Refusal))]
pub(crate) async fn change_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    seen: IfMatch,
    patch: Patch<CostInput>,
) -> Result<One<Cost>> {
    app.change::<cost::Entity>(&caller, id, &seen, patch).await
}

/// Delete a declared cost that was not accepted.
#[utoipa::path(delete, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "The cost"), MustMatch),
    responses((status = 204, description = "It is gone"), NotDeleted, Refusal))]
pub(crate) async fn delete_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<cost::Entity>(&caller, id, &seen).await
}

/// Accept a declared cost. It changes no more.
#[utoipa::path(post, path = "/v1/costs/{id}/accept", tag = "costs",
    params(("id" = CostId, Path, description = "The cost"), MustMatch, IdempotencyKey), request_body(content = ref("#/components/schemas/CostAcceptance")),
    responses((status = 200, description = "The cost as it is now", body = Cost), NotMoved, Refusal))]
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

/// Hold declared costs against a budget: what is spent, what is left, and what it comes to if costs go on as until now.
///
/// Costs in another currency are converted by the rule of the budget; a rate that is missing is named, and never guessed.
/// Where the rules compute indirect costs, those of the declared costs are added to them.
#[utoipa::path(get, path = "/v1/budgets/{id}/execution", tag = "budgets",
    params(("id" = BudgetId, Path, description = "The budget"), ExecutionQuery, TableQuery),
    responses((status = 200, description = "How much is spent", content((BudgetExecution = "application/json"),
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

use axum::extract::State;
use entity::value::{BudgetId, CostId, ProjectId};
use openapi::finance::costs::{
    BudgetExecution, Cost, CostAcceptance, CostFilter, CostInput, CostsInput, DeclaredCosts, ExecutionQuery,
};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;

use super::execution::{ExecutionRequest, execution};
use super::{service, spreadsheet};
use crate::finance::budgets::cell::axes;
use crate::finance::resources::Costs;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::JsonOrFile;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Json, Listing, Media, NoContent, Paged, Patch, Path, PostResponse,
    TableRequest, Tagged,
};
use crate::platform::resource::{lock_if_match, record_update};

/// List declared costs by the date they were incurred.
#[utoipa::path(get, path = "/v1/costs", tag = "costs")]
pub(crate) async fn list_costs(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CostFilter>,
) -> Result<Paged<Cost>> {
    app.list::<Costs>(&caller, listing).await
}

/// Get a declared cost.
#[utoipa::path(get, path = "/v1/costs/{id}", tag = "costs")]
pub(crate) async fn get_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
) -> Result<Tagged<Cost>> {
    app.get::<Costs>(&caller, id).await
}

/// Declare costs of a project.
///
/// Either all costs are recorded or none.
#[utoipa::path(post, path = "/v1/projects/{id}/costs", tag = "costs")]
pub(crate) async fn create_costs(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<CostsInput>>,
) -> Result<Created<DeclaredCosts>> {
    let allowed = caller.allowed_in(&app.database, Right::WriteBudgets, Some(project)).await?;
    let declared = app.idempotent(allowed, body, async move |work, Body(new)| {
        let costs = service::declare(work, project, new.costs.clone()).await?;
        Created::created(format!("/v1/costs?project={}", project.0), &DeclaredCosts { costs })
    });
    declared.await
}

/// Update a declared cost that is not accepted.
#[utoipa::path(patch, path = "/v1/costs/{id}", tag = "costs")]
pub(crate) async fn update_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    if_match: IfMatch,
    patch: Patch<CostInput>,
) -> Result<Tagged<Cost>> {
    app.update::<Costs>(&caller, id, &if_match, patch).await
}

/// Delete a declared cost that is not accepted.
#[utoipa::path(delete, path = "/v1/costs/{id}", tag = "costs")]
pub(crate) async fn delete_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Costs>(&caller, id, &if_match).await
}

/// Accept a declared cost.
///
/// An accepted cost cannot be changed.
#[utoipa::path(post, path = "/v1/costs/{id}/accept", tag = "costs")]
pub(crate) async fn accept_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    if_match: IfMatch,
    body: Idempotent<Body<CostAcceptance>>,
) -> Result<PostResponse<Cost>> {
    let allowed = caller.allowed_everywhere(Right::WriteMoney)?;
    let accepted = app.idempotent(allowed, body, async move |work, Body(CostAcceptance {})| {
        let (row, before) = lock_if_match::<Costs>(work, id, &if_match).await?;
        let row = service::accept(work, row).await?;
        PostResponse::ok(&record_update::<Costs>(work, row, &before).await?)
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
#[utoipa::path(get, path = "/v1/budgets/{id}/execution", tag = "budgets", responses(AmountOutOfRange))]
pub(crate) async fn get_budget_execution(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    TableRequest { query, request: how }: TableRequest<ExecutionQuery>,
) -> Result<JsonOrFile<Json<BudgetExecution>>> {
    let today = app.today();
    let (by, on) = (axes(query.by.as_ref())?, query.on.unwrap_or(today));
    let asked = ExecutionRequest { id, by, on, today };
    let told = app.read(async |connection| execution(connection, &caller, asked).await).await?;
    if how.media == Media::Json {
        return Ok(JsonOrFile::Plain(Json(told)));
    }
    spreadsheet::handed_out(&app, &caller, told, &how).await.map(JsonOrFile::File)
}

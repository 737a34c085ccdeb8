use axum::extract::State;
use entity::value::{BudgetId, CostId, ProjectId};
use openapi::finance::costs::{
    BudgetExecution, Cost, CostAcceptance, CostFilter, CostInput, CostPage, CostPatch, CostsInput,
    DeclaredCosts, ExecutionQuery,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, TableQuery, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, ConversionErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound,
    TransitionErrors, UpdateErrors,
};
use openapi::platform::rights::Right;

use super::execution::{ExecutionRequest, execution};
use super::{service, spreadsheet};
use crate::finance::budgets::cell::axes;
use crate::finance::resources::Costs;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::JsonOrFile;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Json, Listing, Media, NoContent, Paged, Patch, Path, PostResponse,
    TableRequest, Tagged,
};
use crate::platform::resource::{lock_if_match, record_update};

/// List declared costs by the date they were incurred.
#[utoipa::path(get, path = "/v1/costs", tag = "costs", params(CostFilter, PageQuery),
    responses((status = 200, description = "A page of costs", content((CostPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_costs(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<CostFilter>,
) -> Result<Paged<Cost>> {
    app.list::<Costs>(&caller, listing).await
}

/// Get a declared cost.
#[utoipa::path(get, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MaySkip),
    responses((status = 200, description = "The cost", body = Cost),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
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
#[utoipa::path(post, path = "/v1/projects/{id}/costs", tag = "costs",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = CostsInput,
    responses((status = 201, description = "The costs that were declared", body = DeclaredCosts),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn declare_costs(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<CostsInput>>,
) -> Result<PostResponse> {
    let allowed = app.allowed_in(&caller, Right::WriteBudgets, Some(project)).await?;
    let declared = app.idempotent(allowed, body, async move |work, Body(new)| {
        let costs = service::declare(work, project, new.costs.clone()).await?;
        PostResponse::created(format!("/v1/costs?project={}", project.0), &DeclaredCosts { costs })
    });
    declared.await
}

/// Update a declared cost that is not accepted.
#[utoipa::path(patch, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch),
    request_body(content = CostPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The cost after the change", body = Cost), UpdateErrors, CommonErrors))]
pub(crate) async fn change_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    if_match: IfMatch,
    patch: Patch<CostInput>,
) -> Result<Tagged<Cost>> {
    app.update::<Costs>(&caller, id, &if_match, patch).await
}

/// Delete a declared cost that is not accepted.
#[utoipa::path(delete, path = "/v1/costs/{id}", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch),
    responses((status = 204, description = "The cost was deleted"), DeleteErrors, CommonErrors))]
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
#[utoipa::path(post, path = "/v1/costs/{id}/accept", tag = "costs",
    params(("id" = CostId, Path, description = "Identifier of the cost"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/CostAcceptance")),
    responses((status = 200, description = "The cost after the change", body = Cost), TransitionErrors, CommonErrors))]
pub(crate) async fn accept_cost(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<CostId>,
    if_match: IfMatch,
    body: Idempotent<Body<CostAcceptance>>,
) -> Result<PostResponse> {
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
#[utoipa::path(get, path = "/v1/budgets/{id}/execution", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), ExecutionQuery, TableQuery),
    responses((status = 200, description = "The amounts spent, left and forecast", content((BudgetExecution = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), GetErrors, ConversionErrors, ListErrors, CommonErrors))]
pub(crate) async fn track_budget(
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

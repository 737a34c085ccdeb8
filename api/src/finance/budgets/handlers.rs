use axum::extract::State;
use entity::value::{BudgetId, ProjectId};
use openapi::finance::budgets::{
    Budget, BudgetDiff, BudgetFilter, BudgetInput, BudgetPage, BudgetPatch, BudgetTable, DiffQuery,
    TotalsQuery,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, TableQuery, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, ProjectNotFound, QueryErrors,
    RangeErrors, UpdateErrors,
};

use super::cell::axes;
use super::compared::{compared, table};
use super::parts::Parts;
use super::queries::{find_visible, other};
use super::workbook;
use crate::finance::resources::Budgets;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::JsonOrFile;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Json, Listing, Media, NoContent, NoFilter, Paged, Patch, Path, PostResponse,
    Query, TableRequest, Tagged,
};

/// List budget versions, oldest first, with their totals.
#[utoipa::path(get, path = "/v1/budgets", tag = "budgets", params(BudgetFilter, PageQuery),
    responses((status = 200, description = "A page of budget versions", content((BudgetPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_budgets(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<BudgetFilter>,
) -> Result<Paged<Budget>> {
    app.list::<Budgets>(&caller, listing).await
}

/// Get a budget version.
///
/// The response contains its lines and its financing.
///
/// You can fill in the workbook and import it as a new draft. The CSV contains the lines.
#[utoipa::path(get, path = "/v1/budgets/{id}", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), TableQuery, MaySkip),
    responses((status = 200, description = "The budget", content((Budget = "application/json"), (Csv = "text/csv"),
        (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, ListErrors, CommonErrors))]
pub(crate) async fn get_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    TableRequest { request: asked, .. }: TableRequest<NoFilter>,
) -> Result<JsonOrFile<Tagged<Budget>>> {
    let Tagged(told) = app.get::<Budgets>(&caller, id).await?;
    if asked.media == Media::Json {
        return Ok(JsonOrFile::Plain(Tagged(told)));
    }
    workbook::handed_out(&app, &caller, told, &asked).await.map(JsonOrFile::File)
}

/// Create a draft budget for a project.
///
/// Indirect costs and funding are computed by the rules of the call that the budget names.
#[utoipa::path(post, path = "/v1/projects/{id}/budgets", tag = "budgets",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = BudgetInput,
    responses((status = 201, description = "The draft that was created", body = Budget),
        ProjectNotFound, CreateErrors, CommonErrors))]
pub(crate) async fn draft_budget(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<BudgetInput>>,
) -> Result<PostResponse> {
    app.create::<Budgets>(&caller, project, body).await
}

/// Update a draft budget.
///
/// A list in the request replaces the stored list.
#[utoipa::path(patch, path = "/v1/budgets/{id}", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), MustMatch),
    request_body(content = BudgetPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The budget after the change", body = Budget),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    if_match: IfMatch,
    patch: Patch<BudgetInput>,
) -> Result<Tagged<Budget>> {
    app.update::<Budgets>(&caller, id, &if_match, patch).await
}

/// Delete a draft budget.
#[utoipa::path(delete, path = "/v1/budgets/{id}", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), MustMatch),
    responses((status = 204, description = "The budget was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Budgets>(&caller, id, &if_match).await
}

/// Get the cost totals of a budget.
///
/// Group the totals by partner, category, work package or period, or by several of these.
#[utoipa::path(get, path = "/v1/budgets/{id}/totals", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), TotalsQuery),
    responses((status = 200, description = "The totals", body = BudgetTable),
        GetErrors, RangeErrors, QueryErrors, CommonErrors))]
pub(crate) async fn total_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Query(query): Query<TotalsQuery>,
) -> Result<Json<BudgetTable>> {
    let table = app.read(async |connection| {
        let row = find_visible(connection, &caller, id).await?;
        let parts = Parts::of(connection, vec![id]).await?;
        table(&row, &parts, &parts.names(connection).await?, axes(query.by.as_ref())?)
    });
    table.await.map(Json)
}

/// Compare two versions of a budget.
///
/// The response checks each transfer against the transfer threshold.
#[utoipa::path(get, path = "/v1/budgets/{id}/diff", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), DiffQuery),
    responses((status = 200, description = "The differences", body = BudgetDiff),
        GetErrors, RangeErrors, QueryErrors, CommonErrors))]
pub(crate) async fn compare_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Query(query): Query<DiffQuery>,
) -> Result<Json<BudgetDiff>> {
    let diff = app.read(async |connection| {
        let row = find_visible(connection, &caller, id).await?;
        let against = other(connection, &row, query.against).await?;
        let ids = std::iter::once(id).chain(against.as_ref().map(|row| row.id)).collect();
        let parts = Parts::of(connection, ids).await?;
        compared(&row, against.as_ref(), &parts, &parts.names(connection).await?)
    });
    diff.await.map(Json)
}

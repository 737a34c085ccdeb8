use axum::extract::State;
use entity::value::{BudgetId, ProjectId};
use openapi::finance::budgets::{
    Budget, BudgetDiff, BudgetFilter, BudgetInput, BudgetTable, DiffQuery, TotalsQuery,
};
use openapi::platform::shared_response::AmountOutOfRange;

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
    Body, Created, Idempotent, IfMatch, Json, Listing, Media, NoContent, NoFilter, Paged, Patch, Path, Query,
    TableRequest, Tagged,
};

/// List budget versions, oldest first, with their totals.
#[utoipa::path(get, path = "/v1/budgets", tag = "budgets")]
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
#[utoipa::path(get, path = "/v1/budgets/{id}", tag = "budgets")]
pub(crate) async fn get_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    TableRequest { request: asked, .. }: TableRequest<NoFilter>,
) -> Result<JsonOrFile<Tagged<Budget>>> {
    let Tagged(view) = app.get::<Budgets>(&caller, id).await?;
    if asked.media == Media::Json {
        return Ok(JsonOrFile::Plain(Tagged(view)));
    }
    workbook::handed_out(&app, &caller, view, &asked).await.map(JsonOrFile::File)
}

/// Create a draft budget for a project.
///
/// Indirect costs and funding are computed by the rules of the call that the budget names.
#[utoipa::path(post, path = "/v1/projects/{id}/budgets", tag = "budgets")]
pub(crate) async fn create_budget(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    body: Idempotent<Body<BudgetInput>>,
) -> Result<Created<Budget>> {
    app.create::<Budgets>(&caller, project, body).await
}

/// Update a draft budget.
///
/// A list in the request replaces the stored list.
#[utoipa::path(patch, path = "/v1/budgets/{id}", tag = "budgets")]
pub(crate) async fn update_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    if_match: IfMatch,
    patch: Patch<BudgetInput>,
) -> Result<Tagged<Budget>> {
    app.update::<Budgets>(&caller, id, &if_match, patch).await
}

/// Delete a draft budget.
#[utoipa::path(delete, path = "/v1/budgets/{id}", tag = "budgets")]
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
#[utoipa::path(get, path = "/v1/budgets/{id}/totals", tag = "budgets", responses(AmountOutOfRange))]
pub(crate) async fn get_budget_totals(
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
#[utoipa::path(get, path = "/v1/budgets/{id}/diff", tag = "budgets", responses(AmountOutOfRange))]
pub(crate) async fn get_budget_diff(
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

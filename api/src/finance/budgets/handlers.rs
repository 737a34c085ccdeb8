use axum::extract::State;
use entity::finance::budget;
use entity::value::{BudgetId, ProjectId};
use openapi::finance::budgets::{
    Budget, BudgetDiff, BudgetFilter, BudgetInput, BudgetPage, BudgetPatch, BudgetTable, DiffQuery,
    TotalsQuery,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, TableQuery, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    BadListing, BadQuery, NoSuchProject, NoSuchThing, NotChanged, NotDeleted, NotMade, OutOfRange, Refusal,
};

use super::cell::axes;
use super::compared::{compared, table};
use super::parts::Parts;
use super::queries::{other, seen};
use super::workbook;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::Told;
use crate::platform::http::{
    Answered, Body, Gone, IfMatch, Json, Listing, Media, NoFilter, Once, One, Paged, Patch, Path, Query,
    Tabular,
};

/// List budget versions, oldest first, with their totals.
#[utoipa::path(get, path = "/v1/budgets", tag = "budgets", params(BudgetFilter, PageQuery),
    responses((status = 200, description = "A page of budget versions", content((BudgetPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_budgets(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<BudgetFilter>,
) -> Result<Paged<Budget>> {
    app.page::<budget::Entity>(&caller, listing).await
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
        NoSuchThing, BadListing, Refusal))]
pub(crate) async fn get_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Tabular { asked, .. }: Tabular<NoFilter>,
) -> Result<Told<One<Budget>>> {
    let One(told) = app.one::<budget::Entity>(&caller, id).await?;
    if asked.media == Media::Json {
        return Ok(Told::Plain(One(told)));
    }
    workbook::handed_out(&app, &caller, told, &asked).await.map(Told::File)
}

/// Create a draft budget for a project.
///
/// Indirect costs and funding are computed by the rules of the call that the budget names.
#[utoipa::path(post, path = "/v1/projects/{id}/budgets", tag = "budgets",
    params(("id" = ProjectId, Path, description = "Identifier of the project"), IdempotencyKey),
    request_body = BudgetInput,
    responses((status = 201, description = "The draft that was created", body = Budget),
        NoSuchProject, NotMade, Refusal))]
pub(crate) async fn draft_budget(
    State(app): State<App>,
    caller: Caller,
    Path(project): Path<ProjectId>,
    once: Once<Body<BudgetInput>>,
) -> Result<Answered> {
    app.make::<budget::Entity>(&caller, project, once).await
}

/// Update a draft budget.
///
/// A list in the request replaces the stored list.
#[utoipa::path(patch, path = "/v1/budgets/{id}", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), MustMatch),
    request_body(content = BudgetPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The budget after the change", body = Budget),
        NotChanged, Refusal))]
pub(crate) async fn change_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    seen: IfMatch,
    patch: Patch<BudgetInput>,
) -> Result<One<Budget>> {
    app.change::<budget::Entity>(&caller, id, &seen, patch).await
}

/// Delete a draft budget.
#[utoipa::path(delete, path = "/v1/budgets/{id}", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), MustMatch),
    responses((status = 204, description = "The budget was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<budget::Entity>(&caller, id, &seen).await
}

/// Get the cost totals of a budget.
///
/// Group the totals by partner, category, work package or period, or by several of these.
#[utoipa::path(get, path = "/v1/budgets/{id}/totals", tag = "budgets",
    params(("id" = BudgetId, Path, description = "Identifier of the budget"), TotalsQuery),
    responses((status = 200, description = "The totals", body = BudgetTable),
        NoSuchThing, OutOfRange, BadQuery, Refusal))]
pub(crate) async fn total_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Query(query): Query<TotalsQuery>,
) -> Result<Json<BudgetTable>> {
    let table = app.read(async |connection| {
        let row = seen(connection, &caller, id).await?;
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
        NoSuchThing, OutOfRange, BadQuery, Refusal))]
pub(crate) async fn compare_budget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BudgetId>,
    Query(query): Query<DiffQuery>,
) -> Result<Json<BudgetDiff>> {
    let diff = app.read(async |connection| {
        let row = seen(connection, &caller, id).await?;
        let against = other(connection, &row, query.against).await?;
        let ids = std::iter::once(id).chain(against.as_ref().map(|row| row.id)).collect();
        let parts = Parts::of(connection, ids).await?;
        compared(&row, against.as_ref(), &parts, &parts.names(connection).await?)
    });
    diff.await.map(Json)
}

use axum::extract::State;
use entity::value::{FiscalYearId, RevenueEntryId};
use entity::{fiscal_year, revenue_entry};
use openapi::access::Right;
use openapi::conditional::MaySkip;
use openapi::page::PageQuery;
use openapi::refusal::{BadQuery, NoSuchThing, OutOfRange, Refusal};
use openapi::revenue::{
    FiscalYear, FiscalYearPage, RevenueEntry, RevenueEntryFilter, RevenueEntryPage, RevenueSplit, SplitQuery,
};

use super::queries;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Json, Listing, NoFilter, One, Paged, Path, Query};

/// Split a year's revenue over the European, national and consultancy classes.
///
/// The classes total the total to the cent, and their percentages total exactly 100. With `explain=true` every
/// contribution is given, and the contributions of a class total its amount to the cent. What belongs to the
/// basis and cannot be counted is listed under `not_counted`.
#[utoipa::path(get, path = "/v1/revenue-split", tag = "revenue", params(SplitQuery),
    responses((status = 200, description = "The split", body = RevenueSplit), OutOfRange, BadQuery, Refusal))]
pub(crate) async fn split_revenue(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SplitQuery>,
) -> Result<Json<RevenueSplit>> {
    caller.must_everywhere(Right::ReadMoney)?;
    app.read(async |connection| queries::revenue_split(connection, query).await).await.map(Json)
}

/// List the fiscal years, oldest first.
#[utoipa::path(get, path = "/v1/fiscal-years", tag = "revenue", params(PageQuery),
    responses((status = 200, description = "A page of fiscal years", body = FiscalYearPage), BadQuery, Refusal))]
pub(crate) async fn list_fiscal_years(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<FiscalYear>> {
    app.page::<fiscal_year::Entity>(&caller, listing).await
}

/// Read a fiscal year, with what was published of it.
#[utoipa::path(get, path = "/v1/fiscal-years/{id}", tag = "revenue", params(("id" = FiscalYearId, Path, description = "The fiscal year"), MaySkip),
    responses((status = 200, description = "The fiscal year", body = FiscalYear,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
) -> Result<One<FiscalYear>> {
    app.one::<fiscal_year::Entity>(&caller, id).await
}

/// List revenue entries, by their references.
#[utoipa::path(get, path = "/v1/revenue-entries", tag = "revenue", params(RevenueEntryFilter, PageQuery),
    responses((status = 200, description = "A page of revenue entries", body = RevenueEntryPage), BadQuery, Refusal))]
pub(crate) async fn list_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueEntryFilter>,
) -> Result<Paged<RevenueEntry>> {
    app.page::<revenue_entry::Entity>(&caller, listing).await
}

/// Read a revenue entry.
#[utoipa::path(get, path = "/v1/revenue-entries/{id}", tag = "revenue", params(("id" = RevenueEntryId, Path, description = "The entry"), MaySkip),
    responses((status = 200, description = "The entry", body = RevenueEntry,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
) -> Result<One<RevenueEntry>> {
    app.one::<revenue_entry::Entity>(&caller, id).await
}

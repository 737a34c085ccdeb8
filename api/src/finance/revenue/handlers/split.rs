use axum::extract::State;
use openapi::finance::revenue::{
    CompareQuery, Comparison, RevenueSplit, RevenueSplits, SplitQuery, SplitsQuery, WhatIf, WhatIfSplit,
};
use openapi::platform::export::{Csv, TableQuery, Workbook};
use openapi::platform::refusal::{BadListing, BadQuery, NotMade, OutOfRange, Refusal};
use openapi::platform::rights::Right;

use crate::finance::revenue::{queries, sides, workbook};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::Told;
use crate::platform::http::{Body, Json, Media, Query, Tabular, Unread};

/// Split a year's revenue over the European, national and consultancy classes.
///
/// The classes total the total to the cent, and their percentages total exactly 100. With `explain=true` every
/// contribution is given, and the contributions of a class total its amount to the cent. What belongs to the
/// basis and cannot be counted is listed under `not_counted`.
///
/// As a workbook it is told in full: a sheet a level - the split and its checks, classes, programmes, payers, projects,
/// funding lines, contributions, what is not counted - each held against the one above by formulas. As CSV, the
/// contributions.
#[utoipa::path(get, path = "/v1/revenue-split", tag = "revenue", params(SplitQuery, TableQuery),
    responses((status = 200, description = "The split", content((RevenueSplit = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), OutOfRange, BadListing, Refusal))]
pub(crate) async fn split_revenue(
    State(app): State<App>,
    caller: Caller,
    Tabular { query, asked }: Tabular<SplitQuery>,
) -> Result<Told<Json<RevenueSplit>>> {
    caller.must_everywhere(Right::ReadMoney)?;
    if asked.media == Media::Json {
        let split = app.read(async |connection| queries::revenue_split(connection, query).await).await?;
        return Ok(Told::Plain(Json(split)));
    }
    workbook::handed_out(&app, &caller, query, &asked).await.map(Told::File)
}

/// Split the revenue of several years, and of all of them together.
#[utoipa::path(get, path = "/v1/revenue-splits", tag = "revenue", params(SplitsQuery),
    responses((status = 200, description = "The splits", body = RevenueSplits), OutOfRange, BadQuery, Refusal))]
pub(crate) async fn split_revenue_of_years(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SplitsQuery>,
) -> Result<Json<RevenueSplits>> {
    caller.must_everywhere(Right::ReadMoney)?;
    app.read(async |connection| sides::of_years(connection, query).await).await.map(Json)
}

/// Compare a year's revenue by every basis and in both views, and say what makes the differences.
#[utoipa::path(get, path = "/v1/revenue-split/compare", tag = "revenue", params(CompareQuery),
    responses((status = 200, description = "The splits beside each other", body = Comparison), OutOfRange, BadQuery, Refusal))]
pub(crate) async fn compare_revenue_splits(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CompareQuery>,
) -> Result<Json<Comparison>> {
    caller.must_everywhere(Right::ReadMoney)?;
    app.read(async |connection| sides::compared(connection, query).await).await.map(Json)
}

/// Split a year as it would be under another classification policy. Nothing is kept of it.
#[utoipa::path(post, path = "/v1/revenue-split/what-if", tag = "revenue", request_body = WhatIf,
    responses((status = 200, description = "The split as it is, and as it would be", body = WhatIfSplit), NotMade, Refusal))]
pub(crate) async fn split_revenue_what_if(
    State(app): State<App>,
    caller: Caller,
    form: Unread<Body<WhatIf>>,
) -> Result<Json<WhatIfSplit>> {
    let Body(form) = form.read(&app, caller.allowed_everywhere(Right::ReadMoney)?).await?;
    app.read(async |connection| sides::what_if(connection, &form).await).await.map(Json)
}

use axum::extract::State;
use openapi::access::Right;
use openapi::refusal::{BadQuery, NotMade, OutOfRange, Refusal};
use openapi::revenue::{
    CompareQuery, Comparison, RevenueSplit, RevenueSplits, SplitQuery, SplitsQuery, WhatIf, WhatIfSplit,
};

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Body, Json, Query};
use crate::revenue::{queries, sides};

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
    Body(form): Body<WhatIf>,
) -> Result<Json<WhatIfSplit>> {
    caller.must_everywhere(Right::ReadMoney)?;
    app.read(async |connection| sides::what_if(connection, &form).await).await.map(Json)
}

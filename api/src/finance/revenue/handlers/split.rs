use axum::extract::State;
use openapi::finance::revenue::{
    CompareQuery, Comparison, ExplainedSplitQuery, RevenueSplit, RevenueSplits, SplitsQuery, WhatIf,
    WhatIfSplit,
};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;

use crate::finance::revenue::{comparison, explained, queries, workbook};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::export::JsonOrFile;
use crate::platform::http::{Body, Json, Media, Query, TableRequest, Unread};

/// Split the revenue of a year by class.
///
/// The classes are European, national and consultancy.
///
/// The amounts of the classes add up to the total, to the cent. The percentages add up to exactly 100. With
/// `explain=true`, the response has a page of the contributions. `contributions_next` leads to the next page.
/// The contributions of a class add up to its amount, to the cent. Items that belong to the basis but cannot
/// be counted are listed under `not_counted`.
///
/// The workbook has one sheet per level: the split and its checks, classes, programmes, payers, projects,
/// funding lines, contributions, items not counted. Formulas check each sheet against the sheet above. The
/// CSV contains the contributions.
#[utoipa::path(get, path = "/v1/revenue-split", tag = "revenue", responses(AmountOutOfRange))]
pub(crate) async fn get_revenue_split(
    State(app): State<App>,
    caller: Caller,
    TableRequest { query, request: asked }: TableRequest<ExplainedSplitQuery>,
) -> Result<JsonOrFile<Json<RevenueSplit>>> {
    caller.require_everywhere(Right::ReadMoney)?;
    let ExplainedSplitQuery { split, page } = query;
    if asked.media == Media::Json {
        let split = app.read(async |connection| queries::split_for_year(connection, split).await).await?;
        return explained::page_of(split, &page).map(Json).map(JsonOrFile::Plain);
    }
    explained::refuse_for_file(&page)?;
    workbook::handed_out(&app, &caller, split, &asked).await.map(JsonOrFile::File)
}

/// Split the revenue of several years by class.
///
/// The response also contains the split of all these years together.
#[utoipa::path(get, path = "/v1/revenue-splits", tag = "revenue", responses(AmountOutOfRange))]
pub(crate) async fn get_revenue_splits(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SplitsQuery>,
) -> Result<Json<RevenueSplits>> {
    caller.require_everywhere(Right::ReadMoney)?;
    app.read(async |connection| comparison::of_years(connection, query).await).await.map(Json)
}

/// Compare the splits of a year.
///
/// The response contains every basis in both views, and explains the differences.
#[utoipa::path(get, path = "/v1/revenue-split/compare", tag = "revenue", responses(AmountOutOfRange))]
pub(crate) async fn compare_revenue_splits(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CompareQuery>,
) -> Result<Json<Comparison>> {
    caller.require_everywhere(Right::ReadMoney)?;
    app.read(async |connection| comparison::compared(connection, query).await).await.map(Json)
}

/// Split a year under another classification policy.
///
/// Nothing is stored.
#[utoipa::path(post, path = "/v1/revenue-split/what-if", tag = "revenue", responses(AmountOutOfRange))]
pub(crate) async fn simulate_revenue_split(
    State(app): State<App>,
    caller: Caller,
    form: Unread<Body<WhatIf>>,
) -> Result<Json<WhatIfSplit>> {
    let Body(form) = form.read(&app, caller.allowed_everywhere(Right::ReadMoney)?).await?;
    app.read(async |connection| comparison::what_if(connection, &form).await).await.map(Json)
}

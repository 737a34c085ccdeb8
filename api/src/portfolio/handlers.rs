use axum::extract::State;
use openapi::access::Right;
use openapi::portfolio::{PortfolioSummary, SummaryQuery};
use openapi::refusal::{BadQuery, Refusal};

use super::queries;
use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Json, Query};

/// Sum up a year of the portfolio.
///
/// How many projects were active and launched, by kind, programme and theme; how many partners, by country;
/// how many publications and events, by theme.
#[utoipa::path(get, path = "/v1/portfolio/summary", tag = "portfolio", params(SummaryQuery),
    responses((status = 200, description = "The year in figures", body = PortfolioSummary), BadQuery, Refusal))]
pub(crate) async fn summarise_portfolio(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SummaryQuery>,
) -> Result<Json<PortfolioSummary>> {
    caller.must(Right::ReadPortfolio)?;
    app.read(async |connection| queries::summary(connection, query.year).await).await.map(Json)
}

use axum::extract::State;
use openapi::portfolio::{PortfolioSummary, SummaryQuery};
use openapi::refusal::{BadQuery, Refusal};

use super::queries;
use crate::app::App;
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
    Query(query): Query<SummaryQuery>,
) -> Result<Json<PortfolioSummary>> {
    app.read(async |connection| queries::summary(connection, query.year).await).await.map(Json)
}

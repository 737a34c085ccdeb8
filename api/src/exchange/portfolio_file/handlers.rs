use axum::extract::State;
use openapi::finance::summary::{PortfolioSummary, SummaryQuery};
use openapi::platform::rights::Right;

use super::queries;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Json, Query};

/// Summarise the portfolio for a year.
///
/// The summary counts active and launched projects by kind, programme and theme. It counts partners by
/// country, and publications and events by theme.
#[utoipa::path(get, path = "/v1/portfolio/summary", tag = "portfolio")]
pub(crate) async fn get_portfolio_summary(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SummaryQuery>,
) -> Result<Json<PortfolioSummary>> {
    caller.require(Right::ReadPortfolio)?;
    app.read(async |connection| queries::summary(connection, query.year).await).await.map(Json)
}

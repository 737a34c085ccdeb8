use axum::extract::State;
use openapi::finance::cash_flow::{CashFlow, CashFlowQuery};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;
use openapi::platform::shared_response::NotFound;

use super::queries;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::http::{Json, Query};

/// Get the cash flow by month.
///
/// Each month shows what was received, expected and earned. It also shows the amount that is thereby
/// advanced.
///
/// The cash flow of one project needs the right to read its money. The cash flow of the whole portfolio needs
/// the right to read all money.
#[utoipa::path(get, path = "/v1/cash-flow", tag = "payments", responses(NotFound, AmountOutOfRange))]
pub(crate) async fn get_cash_flow(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CashFlowQuery>,
) -> Result<Json<CashFlow>> {
    caller.require(Right::ReadMoney)?;
    let (window, today) = (queries::Window::of(&query)?, app.today());
    app.read(async |connection| {
        FinancialScope::of(connection, &caller).await?.require_money_of(query.project)?;
        queries::cash_flow(connection, &query, &window, today).await
    })
    .await
    .map(Json)
}

use axum::extract::State;
use openapi::finance::cash_flow::{CashCurve, CashCurveQuery};
use openapi::platform::refusal::{BadQuery, NoSuchProject, OutOfRange, Refusal};
use openapi::platform::rights::Right;

use super::queries;
use crate::platform::app::App;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::Result;
use crate::platform::http::{Json, Query};

/// Draw the cash curve: month by month, what came in and is expected, what is earned, and what is thereby advanced.
///
/// Of one project it may be asked for by whoever may read its money; of the whole portfolio, by whoever may read all
/// money.
#[utoipa::path(get, path = "/v1/cash-curve", tag = "payments", params(CashCurveQuery),
    responses((status = 200, description = "The curve", body = CashCurve), NoSuchProject, OutOfRange, BadQuery, Refusal))]
pub(crate) async fn draw_cash_curve(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CashCurveQuery>,
) -> Result<Json<CashCurve>> {
    caller.must(Right::ReadMoney)?;
    let (window, today) = (queries::Window::of(&query)?, app.today());
    app.read(async |connection| {
        Eyes::of(connection, &caller).await?.must_see_money_of(query.project)?;
        queries::curve(connection, &query, &window, today).await
    })
    .await
    .map(Json)
}

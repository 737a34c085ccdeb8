use axum::extract::State;
use openapi::access::Right;
use openapi::cash_curve::{CashCurve, CashCurveQuery};
use openapi::refusal::{BadQuery, NoSuchProject, OutOfRange, Refusal};

use super::queries;
use crate::app::App;
use crate::auth::{Caller, Eyes};
use crate::error::Result;
use crate::http::{Json, Query};

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

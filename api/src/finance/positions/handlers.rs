use axum::extract::State;
use entity::value::FundingLineId;
use openapi::finance::positions::{FundingPosition, FundingPositions, PositionQuery, PositionsQuery};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;

use super::queries;
use crate::finance::resources::FundingLines;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::http::{Json, Path, Query};
use crate::platform::resource::{Resource, find_row};

/// Get the position of a funding line.
///
/// The response shows the amounts awarded, invoiced, received, earned and owed.
///
/// Without `on`, it is the position of today with the revenue of the whole ledger. With `on`, it is the
/// position of that day, in the past or in the future. Revenue is then what is earned by that day, by the
/// terms known on it. On the last day of a closed fiscal year it is the ledger.
#[utoipa::path(
    get,
    path = "/v1/funding-lines/{id}/position",
    tag = "funding-lines",
    responses(AmountOutOfRange,)
)]
pub(crate) async fn get_funding_position(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    Query(query): Query<PositionQuery>,
) -> Result<Json<FundingPosition>> {
    caller.require(FundingLines::READ)?;
    let today = app.today();
    app.read(async |connection| {
        let row = find_row::<FundingLines>(connection, id).await?;
        FundingLines::authorize_read(&row, &FinancialScope::of(connection, &caller).await?)?;
        queries::of_line(connection, row, query.on, today).await
    })
    .await
    .map(Json)
}

/// List the positions of all signed funding lines on a day.
///
/// The totals by currency count all lines, not only those of the page. `not_known` is the number of lines
/// that they leave out, because the owner's part of their payments is not known.
///
/// The balances agree in each currency: recognised + deferred = received + claimed + earned and not claimed.
#[utoipa::path(get, path = "/v1/positions", tag = "funding-lines", responses(AmountOutOfRange))]
pub(crate) async fn list_positions(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PositionsQuery>,
) -> Result<Json<FundingPositions>> {
    caller.require_everywhere(Right::ReadMoney)?;
    let today = app.today();
    app.read(async |connection| queries::of_all(connection, &query, today).await).await.map(Json)
}

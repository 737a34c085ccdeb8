use axum::extract::State;
use openapi::finance::findings::{FindingFilter, Findings};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;

use super::queries::findings;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Json, Query};

/// List possible errors in the portfolio, with evidence.
///
/// The checks on money find:
///
/// - a document that proves costs under two funding lines
/// - more than 215 declared days of a person in a calendar year
/// - a funding line that is counted twice
/// - an action that several grants fund beyond its costs
/// - a funding line whose revenue in the ledger is above its own share, or will stay below it
///
/// The checks on projects find:
///
/// - several coordinators of a project
/// - reporting periods that overlap
/// - deliverables and milestones that are due after the end of their project
///
/// A finding never blocks a request. A person must decide whether it is an error.
#[utoipa::path(get, path = "/v1/findings", tag = "findings", responses(AmountOutOfRange))]
pub(crate) async fn list_findings(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<FindingFilter>,
) -> Result<Json<Findings>> {
    caller.require_everywhere(Right::ReadMoney)?;
    let found = app.read(async |connection| findings(connection, &filter).await);
    found.await.map(|findings| Json(Findings { findings }))
}

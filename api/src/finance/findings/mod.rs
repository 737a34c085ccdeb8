//! Findings: suspect data across the portfolio, with evidence. They are only reported, and block no
//! request.
//!
//! The database selects suspect rows; `checks.rs` decides without a database.

mod checks;
mod evidence;
mod handlers;
mod ledger;
mod of_year;
mod plan;
mod queries;

pub(crate) use of_year::findings_of_year;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_findings))
}

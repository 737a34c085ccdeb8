//! Findings: what looks wrong across the portfolio, with its evidence. They are told, and never refuse anything.
//!
//! The database finds what is suspect; `judged.rs` says of it what is found, without a database.

mod checks;
mod evidence;
mod handlers;
mod plan;
mod queries;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_findings))
}

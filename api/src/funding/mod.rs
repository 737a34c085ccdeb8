//! Funding lines: money from one payer to one project, or to the organisation as a whole.

mod handlers;
pub(crate) mod queries;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_funding_lines))
        .routes(routes!(handlers::get_funding_line))
}

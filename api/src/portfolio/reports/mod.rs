//! Reports that a project owes its funder.

pub(crate) mod draft;
mod handlers;
mod lifecycle;
mod resource;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_reports))
        .routes(routes!(handlers::create_report))
        .routes(routes!(handlers::get_report, handlers::update_report, handlers::delete_report))
        .routes(routes!(lifecycle::submit_report))
        .routes(routes!(lifecycle::accept_report))
        .routes(routes!(lifecycle::reject_report))
}

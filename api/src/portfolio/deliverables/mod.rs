//! Deliverables: what a project delivers, when, and with which result.

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
        .routes(routes!(handlers::list_deliverables))
        .routes(routes!(handlers::create_deliverable))
        .routes(routes!(
            handlers::get_deliverable,
            handlers::update_deliverable,
            handlers::delete_deliverable
        ))
        .routes(routes!(lifecycle::submit_deliverable))
        .routes(routes!(lifecycle::accept_deliverable))
        .routes(routes!(lifecycle::reject_deliverable))
}

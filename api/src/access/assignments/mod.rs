//! Assignments of projects to users. Project managers can write the projects that are assigned to them.

mod handlers;
mod resource;
pub(crate) mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_assignments, handlers::create_assignment))
        .routes(routes!(handlers::get_assignment, handlers::delete_assignment))
}

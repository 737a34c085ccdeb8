//! Assignments of projects to users. Project managers can write the projects that are assigned to them.

mod handlers;
mod resource;
pub(crate) mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_assignments, handlers::assign_project))
        .routes(routes!(handlers::get_assignment, handlers::end_assignment))
}

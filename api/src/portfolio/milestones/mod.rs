//! Milestones of projects, and whether they were reached.

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
        .routes(routes!(handlers::list_milestones))
        .routes(routes!(handlers::create_milestone))
        .routes(routes!(handlers::get_milestone, handlers::update_milestone, handlers::delete_milestone))
        .routes(routes!(lifecycle::achieve_milestone))
        .routes(routes!(lifecycle::miss_milestone))
}

//! Milestones: the points that a project is to reach, and whether it did.

pub(crate) mod draft;
mod handlers;
mod lifecycle;
mod resource;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Milestones, as a resource.
pub(crate) struct Milestones;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_milestones))
        .routes(routes!(handlers::create_milestone))
        .routes(routes!(handlers::get_milestone, handlers::update_milestone, handlers::delete_milestone))
        .routes(routes!(lifecycle::achieve_milestone))
        .routes(routes!(lifecycle::miss_milestone))
}

//! Programmes: the sources of funding. What share of the revenue one is depends on its level, by policy.

pub(crate) mod draft;
mod handlers;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Programmes, as a resource.
pub(crate) struct Programmes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_programmes, handlers::create_programme))
        .routes(routes!(handlers::get_programme, handlers::update_programme, handlers::delete_programme))
}

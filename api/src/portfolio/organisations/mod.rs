//! Organisations: every legal entity the portfolio knows, each once, one of them the owner.

pub(crate) mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Organisations, as a resource.
pub(crate) struct Organisations;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_organisations, handlers::create_organisation)).routes(
        routes!(handlers::get_organisation, handlers::update_organisation, handlers::delete_organisation),
    )
}

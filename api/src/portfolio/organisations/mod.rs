//! Organisations: every legal entity in the portfolio, each once. One of them is the owner.

pub(crate) mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_organisations, handlers::create_organisation)).routes(
        routes!(handlers::get_organisation, handlers::update_organisation, handlers::delete_organisation),
    )
}

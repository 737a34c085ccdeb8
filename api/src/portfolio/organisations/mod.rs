//! Organisations: every legal entity in the portfolio, each once. One of them is the owner.

pub(crate) mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_organisations, handlers::register_organisation))
        .routes(routes!(
            handlers::get_organisation,
            handlers::change_organisation,
            handlers::delete_organisation
        ))
}

//! Partners of projects: an organisation, or a group without named members.

mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod service;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_partners))
        .routes(routes!(handlers::create_partner))
        .routes(routes!(handlers::get_partner, handlers::update_partner, handlers::delete_partner))
}

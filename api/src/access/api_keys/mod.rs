//! API keys: how programs get in. A key has one role, and is told once.

mod handlers;
mod resource;
mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// API keys, as a resource.
pub(crate) struct ApiKeys;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_api_keys, handlers::create_api_key))
        .routes(routes!(handlers::get_api_key, handlers::delete_api_key))
}

//! API keys for programs. A key has one role, and its secret is shown once.

mod handlers;
mod resource;
mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_api_keys, handlers::create_api_key))
        .routes(routes!(handlers::get_api_key, handlers::delete_api_key))
}

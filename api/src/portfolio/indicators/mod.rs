//! Indicators of a project or of the whole organisation. A changed target keeps its earlier values, with
//! the reason, the user and the time.

pub(crate) mod draft;
mod handlers;
mod hanging;
mod resource;
mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_indicators, handlers::create_indicator))
        .routes(routes!(handlers::get_indicator, handlers::update_indicator, handlers::delete_indicator))
        .routes(routes!(handlers::record_measurement))
}

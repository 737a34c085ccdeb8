//! Indicators of a project or of the whole organisation. A changed target keeps its earlier values, with
//! the reason, the user and the time.

pub(crate) mod draft;
mod handlers;
mod hanging;
mod resource;
mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_indicators, handlers::register_indicator))
        .routes(routes!(handlers::get_indicator, handlers::change_indicator, handlers::delete_indicator))
        .routes(routes!(handlers::record_measurement))
}

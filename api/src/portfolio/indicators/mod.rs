//! Indicators: what is measured of a project, or of the organisation as a whole. A target that changes keeps what
//! it was, with the reason, who changed it and when.

pub(crate) mod draft;
mod handlers;
mod hanging;
mod resource;
mod service;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Indicators, as a resource.
pub(crate) struct Indicators;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_indicators, handlers::create_indicator))
        .routes(routes!(handlers::get_indicator, handlers::update_indicator, handlers::delete_indicator))
        .routes(routes!(handlers::record_measurement))
}

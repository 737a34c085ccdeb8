//! Events, past and future.

mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_events, handlers::create_event)).routes(routes!(
        handlers::get_event,
        handlers::update_event,
        handlers::delete_event
    ))
}

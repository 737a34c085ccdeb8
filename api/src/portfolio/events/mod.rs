//! Events, past and future.

mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_events, handlers::register_event)).routes(routes!(
        handlers::get_event,
        handlers::change_event,
        handlers::delete_event
    ))
}

//! Calls of programmes for proposals, and the rules of their grants. Rules are data: no programme's are in code.

pub(crate) mod draft;
mod handlers;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Calls, as a resource.
pub(crate) struct Calls;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_calls, handlers::create_call)).routes(routes!(
        handlers::get_call,
        handlers::update_call,
        handlers::delete_call
    ))
}

//! Calls for proposals and their grant rules. Rules are data; no rules of a programme are in code.

pub(crate) mod draft;
mod flat_rates;
mod handlers;
pub(crate) mod indirect_costs;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_calls, handlers::create_call)).routes(routes!(
        handlers::get_call,
        handlers::update_call,
        handlers::delete_call
    ))
}

//! From a socket or a command line to the routes.

pub mod cli;
pub(crate) mod docs;
mod guide;
pub(crate) mod health;
pub mod server;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;

/// The routes of the area. They need no token.
pub(crate) fn routes() -> OpenApiRouter<App> {
    health::routes()
}

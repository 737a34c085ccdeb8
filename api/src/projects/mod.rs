//! Projects, and everything that hangs on them. A page of them never costs a query a project.

mod handlers;
pub(crate) mod queries;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_projects)).routes(routes!(handlers::get_project))
}

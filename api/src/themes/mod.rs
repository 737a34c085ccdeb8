//! Themes: what projects, publications and events are about.

mod handlers;
pub(crate) mod queries;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_themes)).routes(routes!(handlers::get_theme))
}

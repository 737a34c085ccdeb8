//! Themes of projects, publications and events.

pub(crate) mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_themes, handlers::register_theme)).routes(routes!(
        handlers::get_theme,
        handlers::change_theme,
        handlers::delete_theme
    ))
}

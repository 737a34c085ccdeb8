//! Themes of projects, publications and events.

pub(crate) mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_themes, handlers::create_theme)).routes(routes!(
        handlers::get_theme,
        handlers::update_theme,
        handlers::delete_theme
    ))
}

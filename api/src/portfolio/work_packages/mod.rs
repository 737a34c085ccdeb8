//! Work packages of projects.

pub(crate) mod draft;
mod handlers;
mod resource;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_work_packages))
        .routes(routes!(handlers::create_work_package))
        .routes(routes!(
            handlers::get_work_package,
            handlers::update_work_package,
            handlers::delete_work_package
        ))
}

//! Funding programmes. The classification policy uses their level for the revenue split.

pub(crate) mod draft;
mod handlers;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_programmes, handlers::create_programme))
        .routes(routes!(handlers::get_programme, handlers::update_programme, handlers::delete_programme))
}

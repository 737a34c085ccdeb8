//! Publications of the organisation and its projects.

mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_publications, handlers::create_publication)).routes(
        routes!(handlers::get_publication, handlers::update_publication, handlers::delete_publication),
    )
}

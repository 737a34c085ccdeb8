//! Publications of the organisation and its projects.

mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_publications, handlers::register_publication)).routes(
        routes!(handlers::get_publication, handlers::change_publication, handlers::delete_publication),
    )
}

//! Projects and their parts. The number of queries for a page does not grow with the projects.

mod changes;
mod describe;
mod draft;
mod extension;
mod handlers;
mod history;
mod history_row;
mod lifecycle;
mod page;
mod parts;
pub(crate) mod queries;
mod resource;
mod service;
pub(crate) mod themes;
mod timeline;
pub(crate) mod view;

pub(crate) use page::all;
pub(crate) use service::moved;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_projects, handlers::create_project))
        .routes(routes!(handlers::update_project, handlers::delete_project))
        .routes(routes!(lifecycle::submit_project))
        .routes(routes!(lifecycle::award_project))
        .routes(routes!(lifecycle::reject_project))
        .routes(routes!(lifecycle::withdraw_project))
        .routes(routes!(lifecycle::sign_project))
        .routes(routes!(lifecycle::suspend_project))
        .routes(routes!(lifecycle::resume_project))
        .routes(routes!(lifecycle::close_project))
        .routes(routes!(lifecycle::terminate_project))
        .routes(routes!(handlers::extend_project))
        .routes(routes!(handlers::get_project_timeline))
        .routes(routes!(handlers::list_project_history))
}

//! Users: the people who may sign in. They are never deleted, since the audit trail speaks of them: they are disabled.
//! There is always an administrator who may get in.

mod command_line;
mod draft;
pub(crate) mod external_identity;
mod handlers;
pub(crate) mod queries;
mod resource;
pub(crate) mod service;
pub(crate) mod view;

pub use command_line::{FIRST_ADDRESS, add, apply, first_administrator, list};
pub(crate) use draft::key as email_key;
pub use service::Verb;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Users, as a resource.
pub(crate) struct Users;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_users, handlers::create_user))
        .routes(routes!(handlers::get_user, handlers::update_user))
        .routes(routes!(handlers::disable_user))
        .routes(routes!(handlers::enable_user))
        .routes(routes!(handlers::reset_user))
}

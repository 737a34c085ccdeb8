//! Users: the people who can sign in. They are disabled and never deleted, because the audit trail refers
//! to them. At least one enabled administrator always remains.

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

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_users, handlers::create_user))
        .routes(routes!(handlers::get_user, handlers::update_user))
        .routes(routes!(handlers::disable_user))
        .routes(routes!(handlers::enable_user))
        .routes(routes!(handlers::reset_user))
}

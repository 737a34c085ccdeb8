//! Access: sign-in, users, sessions, API keys, assignments, and reading the audit trail.

pub(crate) mod api_keys;
pub(crate) mod assignments;
pub mod audit;
mod authenticate;
mod caller_for_job;
mod guard;
pub(crate) mod resources;
pub(crate) mod sessions;
pub mod users;

pub(crate) use guard::{authenticate, request_id};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;

/// The routes of the area that require authentication.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(sessions::routes())
        .merge(users::routes())
        .merge(api_keys::routes())
        .merge(assignments::routes())
        .merge(audit::routes())
}

/// The routes of the area that need no token.
pub(crate) fn open_routes() -> OpenApiRouter<App> {
    sessions::open_routes()
}

//! Reading and verifying the audit trail.

mod handlers;
mod resource;
mod verify;
mod view;

use utoipa_axum::router::OpenApiRouter;
pub use verify::{Verified, verify};

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_audit_events))
        .routes(routes!(handlers::get_audit_event))
}

//! The audit trail, for those who may read it, and the walk along its chain.

mod handlers;
mod resource;
mod verify;
mod view;

use utoipa_axum::router::OpenApiRouter;
pub use verify::{Verified, verify};

use crate::platform::app::App;
use crate::platform::http::routes;

/// Entries of the audit trail, as a resource.
pub(crate) struct AuditEvents;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_audit_events))
        .routes(routes!(handlers::get_audit_event))
}

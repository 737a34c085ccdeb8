use axum::extract::State;
use entity::value::AuditEventId;
use openapi::access::audit::{AuditEvent, AuditEventFilter};

use crate::access::resources::AuditEvents;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Listing, Paged, Path, Tagged};

/// List audit events, oldest first.
#[utoipa::path(get, path = "/v1/audit-events", tag = "audit")]
pub(crate) async fn list_audit_events(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AuditEventFilter>,
) -> Result<Paged<AuditEvent>> {
    app.list::<AuditEvents>(&caller, listing).await
}

/// Get an audit event.
#[utoipa::path(get, path = "/v1/audit-events/{id}", tag = "audit")]
pub(crate) async fn get_audit_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AuditEventId>,
) -> Result<Tagged<AuditEvent>> {
    app.get::<AuditEvents>(&caller, id).await
}

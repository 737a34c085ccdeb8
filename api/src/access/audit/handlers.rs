use axum::extract::State;
use entity::value::AuditEventId;
use openapi::access::audit::{AuditEvent, AuditEventFilter, AuditEventPage};
use openapi::platform::conditional::MaySkip;
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{CommonErrors, GetErrors, ListErrors};

use crate::access::resources::AuditEvents;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Listing, Paged, Path, Tagged};

/// List audit events, oldest first.
#[utoipa::path(get, path = "/v1/audit-events", tag = "audit", params(AuditEventFilter, PageQuery),
    responses((status = 200, description = "A page of audit events", content((AuditEventPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_audit_events(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<AuditEventFilter>,
) -> Result<Paged<AuditEvent>> {
    app.list::<AuditEvents>(&caller, listing).await
}

/// Get an audit event.
#[utoipa::path(get, path = "/v1/audit-events/{id}", tag = "audit",
    params(("id" = AuditEventId, Path, description = "Identifier of the audit event"), MaySkip),
    responses((status = 200, description = "The audit event", body = AuditEvent),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_audit_event(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<AuditEventId>,
) -> Result<Tagged<AuditEvent>> {
    app.get::<AuditEvents>(&caller, id).await
}

//! The resource traits of audit entries.

use entity::platform::audit_event;
use entity::value::AuditEventId;
use openapi::access::audit::{AuditEvent, AuditEventFilter};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::access::resources::AuditEvents;
use crate::platform::auth::FinancialScope;
use crate::platform::disclosure;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;

impl Keyset for audit_event::Entity {
    const SORT_COLUMNS: &'static [(&'static str, audit_event::Column)] =
        &[("number", audit_event::Column::Number)];
    const DEFAULT_SORT: &'static [audit_event::Column] = &[audit_event::Column::Number];
    const ID: audit_event::Column = audit_event::Column::Id;
}

impl Resource for AuditEvents {
    type Entity = audit_event::Entity;
    type Id = AuditEventId;
    type View = AuditEvent;
    type Filter = AuditEventFilter;
    const NAME: &'static str = "entry of the audit trail";
    const READ: Right = Right::ReadAuditTrail;
    // Entries are about all resources, including financial ones.
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<audit_event::Column> = Some(audit_event::Column::ProjectId);

    fn filtered(filter: &AuditEventFilter) -> Select<audit_event::Entity> {
        let AuditEventFilter { subject, project, actor, kind, from, to, sort: _ } = filter;
        let mut within = Condition::all();
        if let Some(from) = from {
            within = within.add(audit_event::Column::At.gte(*from));
        }
        if let Some(to) = to {
            within = within.add(audit_event::Column::At.lt(*to));
        }
        audit_event::Entity::find()
            .filter(eq_if(audit_event::Column::SubjectId, *subject))
            .filter(eq_if(audit_event::Column::ProjectId, *project))
            .filter(eq_if(audit_event::Column::ActorId, *actor))
            .filter(eq_if(audit_event::Column::Kind, *kind))
            .filter(within)
    }

    fn redact(view: &mut AuditEvent, scope: &FinancialScope<'_>) {
        disclosure::withhold(view, scope);
    }

    fn sort(filter: &AuditEventFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(_: &impl ConnectionTrait, rows: Vec<audit_event::Model>) -> Result<Vec<AuditEvent>> {
        rows.into_iter().map(view::audit_event).collect()
    }
}

use entity::platform::audit_event;
use entity::value::AuditEventId;
use openapi::access::audit::{AuditEvent, AuditEventFilter};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::view;
use crate::platform::auth::Eyes;
use crate::platform::disclosure;
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;

impl Keyset for audit_event::Entity {
    const SORTS: &'static [(&'static str, audit_event::Column)] = &[("number", audit_event::Column::Number)];
    const USUALLY: &'static [audit_event::Column] = &[audit_event::Column::Number];
    const ID: audit_event::Column = audit_event::Column::Id;
}

impl Resource for audit_event::Entity {
    type Id = AuditEventId;
    type Told = AuditEvent;
    type Filter = AuditEventFilter;
    const NAME: &'static str = "entry of the audit trail";
    const READ: Right = Right::ReadAuditTrail;
    // Of everything, money too.
    const MONEY: bool = true;
    const PROJECT: Option<audit_event::Column> = Some(audit_event::Column::ProjectId);

    fn passing(filter: &AuditEventFilter) -> Select<Self> {
        let AuditEventFilter { subject, project, actor, kind, from, to, sort: _ } = filter;
        let mut within = Condition::all();
        if let Some(from) = from {
            within = within.add(audit_event::Column::At.gte(*from));
        }
        if let Some(to) = to {
            within = within.add(audit_event::Column::At.lt(*to));
        }
        Self::find()
            .filter(is(audit_event::Column::SubjectId, *subject))
            .filter(is(audit_event::Column::ProjectId, *project))
            .filter(is(audit_event::Column::ActorId, *actor))
            .filter(is(audit_event::Column::Kind, *kind))
            .filter(within)
    }

    fn withhold(told: &mut AuditEvent, eyes: &Eyes<'_>) {
        disclosure::withhold(told, eyes);
    }

    fn sort(filter: &AuditEventFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(_: &impl ConnectionTrait, rows: Vec<audit_event::Model>) -> Result<Vec<AuditEvent>> {
        rows.into_iter().map(view::audit_event).collect()
    }
}

use entity::platform::audit_event;
use openapi::access::audit::{AuditActor, AuditEvent, AuditSubject};
use openapi::platform::subject_kind::SubjectKind;

use crate::platform::audit::stored_members;
use crate::platform::error::Result;

pub(super) fn audit_event(row: audit_event::Model) -> Result<AuditEvent> {
    let (id, name, project) = (row.subject_id, row.subject, row.project_id);
    Ok(AuditEvent {
        id: row.id,
        number: row.number,
        at: row.at,
        actor: AuditActor { kind: row.actor_kind, id: row.actor_id, name: row.actor },
        request_id: row.request_id,
        kind: row.kind,
        subject: row.subject_kind.map(|kind| AuditSubject {
            kind: SubjectKind::of(&kind),
            id,
            name,
            project,
        }),
        before: stored_members(row.before.as_deref())?,
        after: stored_members(row.after.as_deref())?,
        hash: row.hash,
    })
}

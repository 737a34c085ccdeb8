//! The part of a project's history that comes from the audit trail: all changes except dates and stages.

use entity::platform::audit_event;
use entity::value::{AuditKind, ProjectId};
use openapi::access::audit::AuditSubject;
use openapi::platform::subject_kind::SubjectKind;
use openapi::portfolio::plan::{HistoryEntry, HistoryFilter, ThingChanged};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::history_row::Row;
use crate::platform::auth::FinancialScope;
use crate::platform::disclosure::{Disclosed, Kind, disclose};
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::resource::Resource;
use crate::portfolio::resources::Deliverables;
use crate::portfolio::resources::Milestones;
use crate::portfolio::resources::Projects;
use crate::portfolio::resources::Reports;

/// The resources whose dates and stages have their own records, with reasons.
const RECORDED: [&str; 4] = [
    <Projects as Resource>::NAME,
    <Deliverables as Resource>::NAME,
    <Milestones as Resource>::NAME,
    <Reports as Resource>::NAME,
];
/// The fields in these records.
const TOLD_ELSEWHERE: [&str; 9] =
    ["stage", "stage_on", "due", "due_on", "original_due", "original_due_on", "start", "end", "period"];
/// The kinds of entries that are shown.
const KINDS: [AuditKind; 3] = [AuditKind::Added, AuditKind::Changed, AuditKind::Deleted];

/// Changes after a cursor, oldest first, up to a limit.
pub(super) async fn changes(
    connection: &impl ConnectionTrait,
    id: ProjectId,
    scope: &FinancialScope<'_>,
    filter: &HistoryFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>> {
    let HistoryFilter { deliverable, milestone, report } = filter;
    let of_project = audit_event::Entity::find()
        .filter(audit_event::COLUMN.project_id.eq(id))
        .filter(audit_event::COLUMN.kind.is_in(KINDS))
        .filter(audit_event::COLUMN.subject_kind.is_in(Kind::visible_in(id, scope)))
        .filter(eq_if(audit_event::Column::SubjectId, deliverable.map(|id| id.0)))
        .filter(eq_if(audit_event::Column::SubjectId, milestone.map(|id| id.0)))
        .filter(eq_if(audit_event::Column::SubjectId, report.map(|id| id.0)))
        .order_by_asc(audit_event::COLUMN.id)
        .limit(limit);
    let (wanted, mut after, mut all) = (usize::try_from(limit).unwrap_or(usize::MAX), after, Vec::new());
    // Some rows have no other fields to show, so one query may not return enough.
    loop {
        let select = match after {
            Some(after) => of_project.clone().filter(audit_event::Column::Id.gt(after)),
            None => of_project.clone(),
        };
        let rows = select.all(connection).await?;
        let last = rows.len() < wanted;
        after = rows.last().map(|row| row.id.0);
        for row in rows {
            all.extend(told(row, scope)?);
        }
        if last || all.len() >= wanted {
            all.truncate(wanted);
            return Ok(all);
        }
    }
}

/// A history entry for an audit entry, if it has anything to show.
fn told(row: audit_event::Model, scope: &FinancialScope<'_>) -> Result<Option<Row>> {
    let Some(Disclosed { mut before, mut after }) = disclose(&row, scope)? else { return Ok(None) };
    let Some(kind) = row.subject_kind else { return Ok(None) };
    let recorded = row.kind == AuditKind::Changed && RECORDED.contains(&kind.as_str());
    let id = row.id;
    for fields in [&mut before, &mut after].into_iter().flatten() {
        fields.retain(|name, _| !(recorded && TOLD_ELSEWHERE.contains(&name.as_str())));
    }
    let empty = |fields: &Option<Map<String, Value>>| fields.as_ref().is_none_or(Map::is_empty);
    if empty(&before) && empty(&after) {
        return Ok(None);
    }
    let kind = SubjectKind::of(&kind);
    let subject = AuditSubject { kind, id: row.subject_id, name: row.subject, project: row.project_id };
    let entry = HistoryEntry {
        at: row.at,
        by: Some(row.actor),
        summary: String::new(),
        item: None,
        date: None,
        stage: None,
        change: Some(ThingChanged { id, kind: row.kind, subject, before, after }),
    };
    Ok(Some((id.0, (None, None, None), entry)))
}

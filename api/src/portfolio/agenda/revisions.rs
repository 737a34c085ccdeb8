//! The last revision of agenda items and the number of their revisions, from the audit trail.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::platform::audit_event;
use entity::value::AuditKind;
use openapi::portfolio::agenda::AgendaItem;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::platform::error::Result;

/// How many subjects one statement selects.
const SUBJECTS: usize = 1000;

/// The last revision of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Revision {
    /// When it was made; `None` without audit entries.
    pub(super) at: Option<DateTime<Utc>>,
    /// The number of revisions.
    pub(super) number: u32,
}

/// The revisions of agenda items and their projects.
#[derive(Debug, Default)]
pub(super) struct Revisions(HashMap<Uuid, Revision>);

impl Revisions {
    /// Reads the revisions of some items and their projects.
    pub(super) async fn read(connection: &impl ConnectionTrait, items: &[AgendaItem]) -> Result<Self> {
        let mut ids: Vec<_> = items.iter().flat_map(|item| [item.id, item.project.id.0]).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut revisions = HashMap::new();
        for some in ids.chunks(SUBJECTS) {
            let of_some: Vec<(Uuid, DateTime<Utc>, i64)> = audit_event::Entity::find()
                .select_only()
                .column(audit_event::Column::SubjectId)
                .column_as(audit_event::Column::At.max(), "at")
                .column_as(audit_event::Column::Number.count(), "number")
                .filter(audit_event::Column::SubjectId.is_in(some.iter().copied()))
                .filter(audit_event::Column::Kind.is_in([AuditKind::Added, AuditKind::Changed]))
                .group_by(audit_event::Column::SubjectId)
                .into_tuple()
                .all(connection)
                .await?;
            revisions.extend(of_some.into_iter().map(|(id, at, entries)| {
                // The entry of its creation is not a revision.
                let number = u32::try_from(entries - 1).unwrap_or_default();
                (id, Revision { at: Some(at), number })
            }));
        }
        Ok(Self(revisions))
    }

    /// The last revision of an item or of its project. It never decreases.
    pub(super) fn of(&self, item: &AgendaItem) -> Revision {
        let of = |id: Uuid| self.0.get(&id).copied().unwrap_or_default();
        let (own, project) = (of(item.id), of(item.project.id.0));
        if item.id == item.project.id.0 {
            return own;
        }
        Revision { at: own.at.max(project.at), number: own.number.saturating_add(project.number) }
    }
}

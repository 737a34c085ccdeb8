//! When things were revised last, and how often, as the audit trail has it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::platform::audit_event;
use entity::value::AuditKind;
use openapi::portfolio::agenda::AgendaItem;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::platform::error::Result;

/// How many subjects one statement asks for.
const SUBJECTS: usize = 1000;

/// The last revision of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Revision {
    /// When it was made; none where the trail has no entry.
    pub(super) at: Option<DateTime<Utc>>,
    /// How many there were.
    pub(super) number: u32,
}

/// The revisions of things that are due, and of their projects.
#[derive(Debug, Default)]
pub(super) struct Revisions(HashMap<Uuid, Revision>);

impl Revisions {
    /// Reads the revisions of some things and of their projects.
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
                // The entry of its making is no revision.
                let number = u32::try_from(entries - 1).unwrap_or_default();
                (id, Revision { at: Some(at), number })
            }));
        }
        Ok(Self(revisions))
    }

    /// The last revision of what is told of a thing: of itself, or of its project. It never goes back.
    pub(super) fn of(&self, item: &AgendaItem) -> Revision {
        let of = |id: Uuid| self.0.get(&id).copied().unwrap_or_default();
        let (own, project) = (of(item.id), of(item.project.id.0));
        if item.id == item.project.id.0 {
            return own;
        }
        Revision { at: own.at.max(project.at), number: own.number.saturating_add(project.number) }
    }
}

//! The contents of an audit entry.

use entity::value::{AuditKind, ProjectId};
use sea_orm::sea_query::sea_value_to_json_value;
use sea_orm::{EntityTrait, IdenStatic, Iterable, ModelTrait};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::platform::error::{Error, Result};

/// An audit entry before it gets its number and hash.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: AuditKind,
    pub(crate) subject: Option<Subject>,
    pub(crate) before: Option<Map<String, Value>>,
    pub(crate) after: Option<Map<String, Value>>,
}

/// The resource that changed.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) kind: &'static str,
    pub(crate) id: Option<Uuid>,
    pub(crate) name: Option<String>,
    pub(crate) project: Option<ProjectId>,
}

/// The kinds of resources that decide who can sign in.
const ACCESS: [&str; 3] = ["user", "session", "API key"];

impl Entry {
    /// Whether the change affects who can sign in.
    pub(crate) fn is_about_access(&self) -> bool {
        self.subject.as_ref().is_some_and(|subject| ACCESS.contains(&subject.kind))
    }

    /// An entry without field values.
    pub(crate) fn of(kind: AuditKind, subject: Option<Subject>) -> Self {
        Self { kind, subject, before: None, after: None }
    }

    /// Adds details.
    pub(crate) fn with_details(self, after: Value) -> Self {
        Self { after: members_of(after), ..self }
    }
}

impl Entry {
    /// A row that a portfolio file adds or changes, with its non-empty or changed columns. Amounts are in
    /// cents, as stored.
    pub(crate) fn stored<M: ModelTrait>(what: &'static str, was: Option<&M>, is: &M) -> Self {
        let (mut before, mut after) = (Map::new(), Map::new());
        for column in <M::Entity as EntityTrait>::Column::iter() {
            let (old, new) = (was.map(|was| json(was, column)), json(is, column));
            if old.as_ref().unwrap_or(&Value::Null) != &new {
                before.extend(old.map(|old| (column.as_str().to_owned(), old)));
                after.insert(column.as_str().to_owned(), new);
            }
        }
        let of = |name: &str| {
            let mut columns = <M::Entity as EntityTrait>::Column::iter();
            columns.find(|column| column.as_str() == name).map(|column| json(is, column))
        };
        let id = |name: &str| of(name)?.as_str()?.parse::<Uuid>().ok();
        let project = if what == "project" { id("id") } else { id("project_id") };
        let named = ["acronym", "number", "title", "name", "code"];
        let name = named.into_iter().find_map(|name| of(name)?.as_str().map(str::to_owned));
        let subject = Subject { kind: what, id: id("id"), name, project: project.map(ProjectId) };
        let kind = if was.is_some() { AuditKind::Changed } else { AuditKind::Added };
        Self { kind, subject: Some(subject), before: was.map(|_| before), after: Some(after) }
    }
}

impl Entry {
    /// A row that an import deletes, with its non-empty columns.
    pub(crate) fn removed<M: ModelTrait>(what: &'static str, was: &M) -> Self {
        let added = Self::stored(what, None, was);
        Self { kind: AuditKind::Deleted, before: added.after, after: None, ..added }
    }
}

fn json<M: ModelTrait>(row: &M, column: <M::Entity as EntityTrait>::Column) -> Value {
    sea_value_to_json_value(&row.get(column))
}

pub(crate) fn members_of(told: Value) -> Option<Map<String, Value>> {
    match told {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// Parses stored fields.
pub(crate) fn stored_members(kept: Option<&str>) -> Result<Option<Map<String, Value>>> {
    kept.map(|kept| serde_json::from_str(kept).map_err(Error::internal)).transpose()
}

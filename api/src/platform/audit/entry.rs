//! What is recorded of something that was done.

use entity::access::{api_key, session, user};
use entity::portfolio::project;
use entity::value::{AuditKind, ProjectId};
use sea_orm::sea_query::sea_value_to_json_value;
use sea_orm::{EntityTrait, IdenStatic, Iterable, ModelTrait};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::platform::error::{Error, Result};
use crate::platform::resource::{Resource, id_of, project_of};

/// Something that was done, before it has its place in the trail.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: AuditKind,
    pub(crate) subject: Option<Subject>,
    pub(crate) before: Option<Map<String, Value>>,
    pub(crate) after: Option<Map<String, Value>>,
}

/// What something was done to.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) kind: &'static str,
    pub(crate) id: Option<Uuid>,
    pub(crate) name: Option<String>,
    pub(crate) project: Option<ProjectId>,
}

/// The kinds of things that decide who may get in.
const ACCESS: [&str; 3] = [
    <user::Entity as Resource>::NAME,
    <session::Entity as Resource>::NAME,
    <api_key::Entity as Resource>::NAME,
];

impl Entry {
    /// Whether it changes who may get in.
    pub(crate) fn is_about_access(&self) -> bool {
        self.subject.as_ref().is_some_and(|subject| ACCESS.contains(&subject.kind))
    }

    /// Something that was done, of which there is nothing to compare.
    pub(crate) fn of(kind: AuditKind, subject: Option<Subject>) -> Self {
        Self { kind, subject, before: None, after: None }
    }

    /// The same, with what there is to say of it.
    pub(crate) fn saying(self, after: Value) -> Self {
        Self { after: members(after), ..self }
    }

    /// A thing that was added, as it is told.
    pub(crate) fn added<R: Resource>(row: &R::Model, told: &impl Serialize) -> Result<Self> {
        let told = written(told)?;
        let subject = subject::<R>(row, &told);
        Ok(Self { after: members(told), ..Self::of(AuditKind::Added, Some(subject)) })
    }

    /// A thing that was deleted, as it was told.
    pub(crate) fn deleted<R: Resource>(row: &R::Model, told: &impl Serialize) -> Result<Self> {
        let told = written(told)?;
        let subject = subject::<R>(row, &told);
        Ok(Self { before: members(told), ..Self::of(AuditKind::Deleted, Some(subject)) })
    }

    /// A thing that was changed: of what is told of it, the fields that became others.
    pub(crate) fn changed<R: Resource>(
        row: &R::Model,
        before: &impl Serialize,
        after: &impl Serialize,
    ) -> Result<Self> {
        let (before, after) = (written(before)?, written(after)?);
        let subject = subject::<R>(row, &after);
        let (mut was, mut is) = (members(before).unwrap_or_default(), members(after).unwrap_or_default());
        was.retain(|name, value| {
            let differs = is.get(name) != Some(value);
            if !differs {
                is.shift_remove(name);
            }
            differs
        });
        Ok(Self { before: Some(was), after: Some(is), ..Self::of(AuditKind::Changed, Some(subject)) })
    }
}

impl Entry {
    /// A row that a portfolio file adds or changes: of its columns, those that hold anything, or that became others.
    /// Amounts are in cents, as they are stored.
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
        let project = if what == project::Entity::NAME { id("id") } else { id("project_id") };
        let named = ["acronym", "number", "title", "name", "code"];
        let name = named.into_iter().find_map(|name| of(name)?.as_str().map(str::to_owned));
        let subject = Subject { kind: what, id: id("id"), name, project: project.map(ProjectId) };
        let kind = if was.is_some() { AuditKind::Changed } else { AuditKind::Added };
        Self { kind, subject: Some(subject), before: was.map(|_| before), after: Some(after) }
    }
}

impl Entry {
    /// A row that an import deletes: of its columns, those that hold anything.
    pub(crate) fn removed<M: ModelTrait>(what: &'static str, was: &M) -> Self {
        let added = Self::stored(what, None, was);
        Self { kind: AuditKind::Deleted, before: added.after, after: None, ..added }
    }
}

fn json<M: ModelTrait>(row: &M, column: <M::Entity as EntityTrait>::Column) -> Value {
    sea_value_to_json_value(&row.get(column))
}

fn written(told: &impl Serialize) -> Result<Value> {
    serde_json::to_value(told).map_err(Error::internal)
}

fn members(told: Value) -> Option<Map<String, Value>> {
    match told {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn subject<R: Resource>(row: &R::Model, told: &Value) -> Subject {
    Subject { kind: R::NAME, id: id_of::<R>(row), name: name(told), project: project_of::<R>(row) }
}

/// What a thing is called, by what is told of it.
pub(crate) fn name(told: &Value) -> Option<String> {
    let text = |pointer: &str| told.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let numbered = text("/number").zip(text("/title")).map(|(number, title)| format!("{number} {title}"));
    let assigned = text("/user/name").zip(text("/project/acronym"));
    let assigned = assigned.map(|(user, project)| format!("{project} to {user}"));
    let named = [
        "/acronym",
        "/title",
        "/name",
        "/code",
        "/organisation/name",
        "/group/label",
        "/user/name",
        "/reference",
        "/funding_line/reference",
        "/project/acronym",
    ];
    numbered.or(assigned).or_else(|| named.into_iter().find_map(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_thing_is_called_as_people_call_it() {
        for (told, expected) in [
            (json!({ "acronym": "ENACT", "title": "A title" }), "ENACT"),
            (
                json!({ "number": "MS1", "title": "The survey", "project": { "acronym": "ENACT" } }),
                "MS1 The survey",
            ),
            (json!({ "group": { "label": "5 centres VET" }, "organisation": null }), "5 centres VET"),
            (json!({ "user": { "name": "Maud" }, "project": { "acronym": "ENACT" } }), "ENACT to Maud"),
            (json!({ "user": { "name": "Maud" } }), "Maud"),
        ] {
            assert_eq!(name(&told).as_deref(), Some(expected));
        }
        assert_eq!(name(&json!({ "id": 1 })), None);
    }
}

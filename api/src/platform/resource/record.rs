//! Audit entries for resources that are created, changed or deleted.

use entity::value::AuditKind;
use serde::Serialize;
use serde_json::Value;

use super::rows::{id_of, project_of};
use super::traits::{Resource, Row};
use crate::platform::audit::{Entry, Subject, members_of};
use crate::platform::error::{Error, Result};

impl Entry {
    /// A created resource, with its representation.
    pub(crate) fn added<R: Resource>(row: &Row<R>, view: &impl Serialize) -> Result<Self> {
        let view = to_json(view)?;
        let subject = subject::<R>(row, &view);
        Ok(Self { after: members_of(view), ..Self::of(AuditKind::Added, Some(subject)) })
    }

    /// A deleted resource, with its last representation.
    pub(crate) fn deleted<R: Resource>(row: &Row<R>, view: &impl Serialize) -> Result<Self> {
        let view = to_json(view)?;
        let subject = subject::<R>(row, &view);
        Ok(Self { before: members_of(view), ..Self::of(AuditKind::Deleted, Some(subject)) })
    }

    /// A changed resource, with the fields whose values differ.
    pub(crate) fn changed<R: Resource>(
        row: &Row<R>,
        before: &impl Serialize,
        after: &impl Serialize,
    ) -> Result<Self> {
        let (before, after) = (to_json(before)?, to_json(after)?);
        let subject = subject::<R>(row, &after);
        let (mut was, mut is) =
            (members_of(before).unwrap_or_default(), members_of(after).unwrap_or_default());
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

fn to_json(view: &impl Serialize) -> Result<Value> {
    serde_json::to_value(view).map_err(Error::internal)
}

fn subject<R: Resource>(row: &Row<R>, view: &Value) -> Subject {
    Subject { kind: R::NAME, id: id_of::<R>(row), name: label_of(view), project: project_of::<R>(row) }
}

/// The display name of a resource, from its representation.
pub(crate) fn label_of(view: &Value) -> Option<String> {
    let text = |pointer: &str| view.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
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
    fn kinds_are_named_in_the_trail_as_their_resources_are() {
        let about_access = |kind| {
            let subject = Subject { kind, id: None, name: None, project: None };
            Entry::of(AuditKind::Changed, Some(subject)).is_about_access()
        };
        for kind in ["user", "session", "API key"] {
            assert!(about_access(kind), "{kind}");
        }
        assert!(!about_access("project"));
    }

    #[test]
    fn a_thing_is_called_as_people_call_it() {
        for (view, expected) in [
            (json!({ "acronym": "ENACT", "title": "A title" }), "ENACT"),
            (
                json!({ "number": "MS1", "title": "The survey", "project": { "acronym": "ENACT" } }),
                "MS1 The survey",
            ),
            (json!({ "group": { "label": "5 centres VET" }, "organisation": null }), "5 centres VET"),
            (json!({ "user": { "name": "Maud" }, "project": { "acronym": "ENACT" } }), "ENACT to Maud"),
            (json!({ "user": { "name": "Maud" } }), "Maud"),
        ] {
            assert_eq!(label_of(&view).as_deref(), Some(expected));
        }
        assert_eq!(label_of(&json!({ "id": 1 })), None);
    }
}

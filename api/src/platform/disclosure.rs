//! Which kinds and fields are financial, and who may read them.
//!
//! A kind is *financial* if reading it takes [`Right::ReadMoney`]. Other kinds can have financial fields
//! ([`Resource::FINANCIAL_FIELDS`]). All indirect views use this table: project history, change feed,
//! streams, webhooks, audit trail, exports and the annual report. An audit entry of a kind that is not in
//! the table is hidden from callers who may not see all money.

use entity::platform::audit_event;
use entity::value::ProjectId;
use openapi::access::audit::AuditEvent;
use openapi::platform::rights::Right;
use openapi::platform::subject_kind::SubjectKind;
use serde_json::{Map, Value};

use crate::platform::audit::stored_members;
use crate::platform::auth::FinancialScope;
use crate::platform::error::Result;
use crate::platform::resource::Resource;

/// The fields of an audit entry.
type Fields = Map<String, Value>;

/// A kind of record, by its name in the audit trail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    name: &'static str,
    /// The right to read it.
    read: Right,
    /// Whether it is part of a project. If not, the right must apply everywhere.
    in_projects: bool,
    /// The financial fields of a kind that is not financial itself.
    financial_fields: &'static [&'static str],
}

const fn kind(name: &'static str, read: Right, in_projects: bool) -> Kind {
    Kind { name, read, in_projects, financial_fields: &[] }
}

/// Every kind that the audit trail names. The tests compare the table with the resources; the other kinds
/// have no path of their own.
const KINDS: [Kind; 37] = [
    kind("API key", Right::ManageAccess, false),
    kind("assignment", Right::ReadPortfolio, true),
    kind("budget", Right::ReadMoney, true),
    kind("call", Right::ReadPortfolio, false),
    kind("classification policy", Right::ReadMoney, false),
    kind("cost", Right::ReadMoney, true),
    kind("deliverable", Right::ReadPortfolio, true),
    kind("event", Right::ReadPortfolio, true),
    kind("fiscal year", Right::ReadMoney, false),
    kind("closing of a fiscal year", Right::ReadMoney, false),
    kind("funding line", Right::ReadMoney, true),
    kind("import", Right::ReadImports, true),
    kind("indicator", Right::ReadPortfolio, true),
    kind("milestone", Right::ReadPortfolio, true),
    kind("organisation", Right::ReadPortfolio, false),
    Kind { financial_fields: &["budget_share"], ..kind("partner", Right::ReadPortfolio, true) },
    kind("payment", Right::ReadMoney, true),
    kind("programme", Right::ReadPortfolio, false),
    kind("project", Right::ReadPortfolio, true),
    kind("publication", Right::ReadPortfolio, true),
    kind("report", Right::ReadPortfolio, true),
    kind("revenue entry", Right::ReadMoney, false),
    kind("revenue target", Right::ReadMoney, false),
    kind("session", Right::ManageOwnAccess, false),
    kind("theme", Right::ReadPortfolio, false),
    kind("user", Right::ManageAccess, false),
    kind("webhook", Right::ManageWebhooks, false),
    kind("work package", Right::ReadPortfolio, true),
    kind("date change", Right::ReadPortfolio, true),
    kind("measurement", Right::ReadPortfolio, true),
    kind("published share", Right::ReadMoney, false),
    kind("request", Right::ReadAuditTrail, false),
    kind("revenue entries", Right::ReadMoney, false),
    kind("stage move", Right::ReadPortfolio, true),
    kind("target", Right::ReadPortfolio, true),
    kind("target change", Right::ReadPortfolio, true),
    kind("theme of a project", Right::ReadPortfolio, true),
];

impl Kind {
    pub(crate) const fn of_resource<R: Resource>() -> Self {
        let (name, read, in_projects) = (R::NAME, R::READ, R::PROJECT.is_some());
        Self { name, read, in_projects, financial_fields: R::FINANCIAL_FIELDS }
    }

    pub(crate) fn of(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    fn of_subject(told: SubjectKind) -> Option<&'static Self> {
        KINDS.iter().find(|kind| SubjectKind::of(kind.name) == told)
    }

    /// The names of the kinds that the caller may read in a project.
    pub(crate) fn visible_in(
        project: ProjectId,
        scope: &FinancialScope<'_>,
    ) -> impl Iterator<Item = &'static str> {
        KINDS.iter().filter(move |kind| kind.is_visible(Some(project), scope)).map(|kind| kind.name)
    }

    /// Whether the caller may read a record of this kind in a project, or in none.
    pub(crate) fn is_visible(&self, project: Option<ProjectId>, scope: &FinancialScope<'_>) -> bool {
        scope.may(self.read, project.filter(|_| self.in_projects))
    }

    /// The fields to redact for a caller who may read the rest of the record.
    pub(crate) fn hidden_fields(
        &self,
        project: Option<ProjectId>,
        scope: &FinancialScope<'_>,
    ) -> &'static [&'static str] {
        if scope.can_see_money_of(project) { &[] } else { self.financial_fields }
    }
}

/// Whether the caller may read a resource of this type in a project, or in none.
pub(crate) fn may_read<R: Resource>(project: Option<ProjectId>, scope: &FinancialScope<'_>) -> bool {
    Kind::of_resource::<R>().is_visible(project, scope)
}

/// The fields of an audit entry that a caller may see, before and after the change.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Disclosed {
    pub(crate) before: Option<Fields>,
    pub(crate) after: Option<Fields>,
}

/// The visible part of an audit entry; `None` if the caller may not know of it.
pub(crate) fn disclose(row: &audit_event::Model, scope: &FinancialScope<'_>) -> Result<Option<Disclosed>> {
    let Some(kind) = row.subject_kind.as_deref().and_then(Kind::of) else { return Ok(None) };
    let all = Disclosed {
        before: stored_members(row.before.as_deref())?,
        after: stored_members(row.after.as_deref())?,
    };
    Ok(reduced(kind, row.project_id, all, scope))
}

/// Redacts an audit entry. What happened, when and by whom always remains.
pub(crate) fn withhold(event: &mut AuditEvent, scope: &FinancialScope<'_>) {
    let Some(subject) = &mut event.subject else { return };
    let all = Disclosed { before: event.before.take(), after: event.after.take() };
    let seen = match Kind::of_subject(subject.kind) {
        Some(kind) => reduced(kind, subject.project, all, scope),
        None => scope.can_see_money_of(None).then_some(all),
    };
    if seen.is_none() {
        subject.name = None;
    }
    Disclosed { before: event.before, after: event.after } = seen.unwrap_or_default();
}

fn reduced(
    kind: &Kind,
    project: Option<ProjectId>,
    mut all: Disclosed,
    scope: &FinancialScope<'_>,
) -> Option<Disclosed> {
    if !kind.is_visible(project, scope) {
        return None;
    }
    // The state in another project is visible only to those who may read it there.
    let elsewhere = all.before.as_ref().and_then(project_in);
    if elsewhere.is_some_and(|before| !kind.is_visible(id_of(before), scope)) {
        all.before = None;
    }
    let hidden = kind.hidden_fields(project, scope);
    for fields in [&mut all.before, &mut all.after].into_iter().flatten() {
        fields.retain(|name, _| !hidden.contains(&name.as_str()));
    }
    Some(all)
}

/// The project in some fields; `None` if they have no project field.
fn project_in(fields: &Fields) -> Option<&Value> {
    fields.get("project").or_else(|| fields.get("project_id"))
}

/// The project with this reference, if any.
fn id_of(named: &Value) -> Option<ProjectId> {
    let id = named.get("id").unwrap_or(named);
    id.as_str().and_then(|id| id.parse().ok()).map(ProjectId)
}

#[cfg(test)]
mod tests;

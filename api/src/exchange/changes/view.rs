use entity::platform::audit_event;
use entity::value::AuditKind;
use openapi::access::audit::AuditActor;
use openapi::exchange::changes::{PortfolioChange, PortfolioChangeSubject};
use serde_json::{Map, Value};

use super::kinds::Kind;
use crate::platform::audit::stored_members;
use crate::platform::auth::FinancialScope;
use crate::platform::disclosure;
use crate::platform::error::Result;

/// The fields with the stage of a resource.
const STAGES: [&str; 2] = ["stage", "status"];

/// An entry of the audit trail as a change, if it is one and the caller may see it.
pub(crate) fn change(
    row: &audit_event::Model,
    scope: &FinancialScope<'_>,
) -> Result<Option<PortfolioChange>> {
    let Some(kind) = row.subject_kind.as_deref().and_then(Kind::of) else {
        return Ok((row.kind == AuditKind::Loaded)
            .then(|| view_of(row, "portfolio.loaded".into(), None, Vec::new())));
    };
    let disclosed = disclosure::Kind::of(kind.subject).filter(|kind| kind.is_visible(row.project_id, scope));
    let Some(disclosed) = disclosed else { return Ok(None) };
    let (mut fields, mut verb) = (Vec::new(), None);
    match row.kind {
        AuditKind::Added => verb = Some(if kind.is_posted() { "posted" } else { "created" }.to_owned()),
        AuditKind::Deleted => verb = Some("deleted".to_owned()),
        AuditKind::Changed => {
            let after = stored_members(row.after.as_deref())?.unwrap_or_default();
            fields = names(&after, disclosed.hidden_fields(row.project_id, scope));
            verb = (!fields.is_empty()).then(|| reached(&after).unwrap_or("changed").to_owned());
        }
        _ => {}
    }
    Ok(verb.map(|verb| {
        view_of(row, format!("{}.{verb}", kind.subject_kind()), Some(subject(row, kind)), fields)
    }))
}

fn view_of(
    row: &audit_event::Model,
    kind: String,
    subject: Option<PortfolioChangeSubject>,
    fields: Vec<String>,
) -> PortfolioChange {
    PortfolioChange {
        number: row.number,
        kind,
        at: row.at,
        subject,
        project: row.project_id,
        actor: AuditActor { kind: row.actor_kind, id: row.actor_id, name: row.actor.clone() },
        fields,
    }
}

fn subject(row: &audit_event::Model, kind: &Kind) -> PortfolioChangeSubject {
    let path = match row.subject_id {
        Some(id) => format!("{}/{id}", kind.collection),
        None => kind.collection.to_owned(),
    };
    PortfolioChangeSubject { kind: kind.subject_kind(), id: row.subject_id, path }
}

/// The new stage, if the stage changed.
fn reached(after: &Map<String, Value>) -> Option<&str> {
    STAGES.iter().find_map(|field| after.get(*field)?.as_str())
}

/// The names of fields. For a row from a portfolio file, derived columns are left out, and a reference has
/// its name of the API.
fn names(fields: &Map<String, Value>, hidden: &[&str]) -> Vec<String> {
    let told = |name: &&String| !hidden.contains(&name.as_str()) && !name.ends_with("_key");
    fields.keys().filter(told).map(|name| name.strip_suffix("_id").unwrap_or(name).to_owned()).collect()
}

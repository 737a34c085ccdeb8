use std::collections::BTreeSet;
use std::sync::Arc;

use entity::value::{ActorKind, AuditEventId, AuditKind, Role};
use openapi::access::audit::{AuditActor, AuditSubject};
use openapi::platform::subject_kind::SubjectKind;
use serde_json::json;

use super::*;
use crate::platform::auth::{Actor, Caller, Identity};

fn names(passes: impl Fn(&Kind) -> bool) -> Vec<&'static str> {
    KINDS.iter().filter(|kind| passes(kind)).map(|kind| kind.name).collect()
}

#[test]
fn what_takes_the_financial_right_is_financial() {
    assert_eq!(
        names(|kind| kind.read == Right::ReadMoney),
        [
            "budget",
            "classification policy",
            "cost",
            "fiscal year",
            "closing of a fiscal year",
            "funding line",
            "payment",
            "revenue entry",
            "revenue target",
            "published share",
            "revenue entries"
        ]
    );
    assert_eq!(names(|kind| !kind.financial_fields.is_empty()), ["partner"]);
    // An import contains the data of its file, and a webhook its target URL.
    assert_eq!(Kind::of("import").map(|kind| kind.read), Some(Right::ReadImports));
    assert_eq!(Kind::of("webhook").map(|kind| kind.read), Some(Right::ManageWebhooks));
}

fn entry(kind: &str) -> AuditEvent {
    let fields = json!({ "budget_share": "1.00", "country": "BE" });
    let subject =
        AuditSubject { kind: SubjectKind::of(kind), id: None, name: Some("N".to_owned()), project: None };
    AuditEvent {
        id: AuditEventId(uuid::Uuid::nil()),
        number: 1,
        at: chrono::DateTime::UNIX_EPOCH,
        actor: AuditActor { kind: ActorKind::User, id: None, name: "A".to_owned() },
        request_id: None,
        kind: AuditKind::Changed,
        subject: Some(subject),
        before: fields.as_object().cloned(),
        after: fields.as_object().cloned(),
        hash: String::new(),
    }
}

fn fields_of(kind: &str, role: Role) -> Option<Vec<String>> {
    let who = Identity { actor: Actor::Nobody, name: "A".to_owned(), role: Some(role), expires_at: None };
    let caller = Caller::new(Arc::new(who), None);
    let mut event = entry(kind);
    withhold(&mut event, &FinancialScope::without_money(&caller));
    let is_named = event.subject.is_some_and(|subject| subject.name.is_some());
    assert_eq!((event.before.is_some(), is_named), (event.after.is_some(), event.after.is_some()));
    event.after.map(|fields| fields.keys().cloned().collect())
}

#[test]
fn an_entry_of_the_trail_keeps_what_its_reader_may_see() {
    let (all, open) = (["budget_share", "country"].map(str::to_owned), vec!["country".to_owned()]);
    for (kind, role, expected) in [
        ("payment", Role::FinanceDirector, Some(all.to_vec())),
        ("payment", Role::Auditor, Some(all.to_vec())),
        ("something new", Role::Auditor, Some(all.to_vec())),
        ("payment", Role::Reader, None),
        ("partner", Role::FinanceDirector, Some(all.to_vec())),
        ("partner", Role::Reader, Some(open)),
        ("milestone", Role::Reader, Some(all.to_vec())),
        ("webhook", Role::Reader, None),
        ("something new", Role::Admin, Some(all.to_vec())),
        ("something new", Role::Reader, None),
    ] {
        assert_eq!(fields_of(kind, role), expected, "{kind} {role}");
    }
}

#[test]
fn every_kind_stands_in_the_table_once() {
    let all: BTreeSet<_> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(all.len(), KINDS.len());
    assert!(Kind::of("something else").is_none());
    for kind in &KINDS {
        assert_ne!(SubjectKind::of(kind.name), SubjectKind::Other, "{} has a name on the wire", kind.name);
    }
}

#[test]
fn the_project_before_a_move_is_found_however_it_was_recorded() {
    let id = "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001";
    let project = id.parse().ok().map(ProjectId);
    for (fields, expected) in [
        (json!({ "project": { "id": id, "acronym": "A" } }), Some(project)),
        (json!({ "project": null }), Some(None)),
        (json!({ "project": id }), Some(project)),
        (json!({ "project_id": id }), Some(project)),
        (json!({ "amount": "1.00" }), None),
    ] {
        assert_eq!(fields.as_object().and_then(project_in).map(id_of), expected, "{fields}");
    }
}

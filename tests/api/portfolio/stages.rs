//! Transitions of projects and of the items of their plans.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::plan::project;
use crate::harness::{MANAGER, Server, on_both_databases};

/// Walks a thing along stages by verbs, and tries every other verb at each of them.
async fn walk(
    server: &Server,
    place: &str,
    verbs: &[(&str, &str)],
    route: &[&str],
    legal: &[(&str, &[&str])],
) {
    let mut route = route.iter();
    loop {
        let stage = server.read(place).await["stage"].as_str().expect("a stage").to_owned();
        let (_, allowed) = legal.iter().find(|(from, _)| *from == stage).expect("a known stage");
        for (verb, to) in verbs {
            if allowed.contains(verb) {
                continue;
            }
            let refused = server.verb(place, verb, json!({})).await;
            assert_eq!(
                (refused.status, refused.faults()),
                (StatusCode::CONFLICT, vec![("/id", "illegal_move")]),
                "{stage} {verb}"
            );
            let detail = refused.detail();
            let refusal = if allowed.is_empty() { "cannot become" } else { "not" };
            assert!(
                detail.contains(&format!("is `{stage}`")) && detail.contains(&format!("{refusal} `{to}`")),
                "{detail}"
            );
            let told: Vec<_> = verbs
                .iter()
                .filter(|(verb, to)| allowed.contains(verb) && detail.contains(&format!("`{to}`")))
                .collect();
            assert_eq!(told.len(), allowed.len(), "the legal moves are named: {detail}");
        }
        let Some(verb) = route.next() else { break };
        assert!(allowed.contains(verb), "{verb}");
        server.done(place, verb, json!({})).await;
    }
}

const SUBMISSION: [(&str, &str); 3] =
    [("submit", "submitted"), ("accept", "accepted"), ("reject", "rejected")];

const SUBMISSIONS: [(&str, &[&str]); 4] = [
    ("planned", &["submit"]),
    ("submitted", &["accept", "reject"]),
    ("rejected", &["submit"]),
    ("accepted", &[]),
];

#[apply(on_both_databases!)]
async fn things_move_from_stage_to_stage_by_legal_moves_alone(server: Server) {
    let verbs = [
        ("submit", "submitted"),
        ("award", "awarded"),
        ("reject", "rejected"),
        ("withdraw", "withdrawn"),
        ("sign", "signed"),
        ("suspend", "suspended"),
        ("resume", "signed"),
        ("close", "closed"),
        ("terminate", "terminated"),
    ];
    let legal: [(&str, &[&str]); 9] = [
        ("idea", &["submit"]),
        ("submitted", &["award", "reject", "withdraw"]),
        ("awarded", &["sign", "resume"]),
        ("signed", &["suspend", "close", "terminate"]),
        ("suspended", &["sign", "resume"]),
        ("rejected", &[]),
        ("withdrawn", &[]),
        ("closed", &[]),
        ("terminated", &[]),
    ];
    for (acronym, route) in [
        ("A", &["submit", "award", "sign", "suspend", "resume", "close"][..]),
        ("B", &["submit", "reject"]),
        ("C", &["submit", "withdraw"]),
        ("D", &["submit", "award", "sign", "terminate"]),
    ] {
        let place = project(&server, json!({ "acronym": acronym })).await;
        walk(&server, &place, &verbs, route, &legal).await;
    }
    let of = project(&server, json!({ "acronym": "E" })).await;
    for (parts, route) in [
        ("deliverables", &["submit", "reject", "submit", "accept"]),
        ("reports", &["submit", "reject", "submit", "accept"]),
    ] {
        let place = server.made(&format!("{of}/{parts}"), json!({ "number": "1", "title": "A part" })).await;
        walk(&server, &place, &SUBMISSION, route, &SUBMISSIONS).await;
    }
    let verbs = [("achieve", "achieved"), ("miss", "missed")];
    let legal: [(&str, &[&str]); 3] =
        [("planned", &["achieve", "miss"]), ("missed", &["achieve"]), ("achieved", &[])];
    for (number, route) in [("1", &["achieve"][..]), ("2", &["miss", "achieve"])] {
        let place =
            server.made(&format!("{of}/milestones"), json!({ "number": number, "title": "A part" })).await;
        walk(&server, &place, &verbs, route, &legal).await;
    }
}

#[apply(on_both_databases!)]
async fn a_move_is_dated_and_made_once(server: Server) {
    let place = project(&server, json!({})).await;
    for (body, fault) in [
        (json!({ "on": "2026-01-16" }), ("/on", "future")),
        (json!({ "on": "yesterday" }), ("/on", "format")),
        (json!({ "note": "" }), ("/note", "too_short")),
    ] {
        let refused = server.verb(&place, "submit", body).await;
        assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![fault]));
    }
    let seen = server.get(&place).await.tag().to_owned();
    let headers = [("if-match", seen.as_str()), ("idempotency-key", "k")];
    let path = format!("{place}/submit");
    let first = server.send(Method::POST, &path, &headers, json!({ "on": "2026-01-10" })).await;
    let again = server.send(Method::POST, &path, &headers, json!({ "on": "2026-01-10" })).await;
    assert_eq!((first.status, again.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!((first.body, first.headers["etag"].clone()), (again.body, again.headers["etag"].clone()));
    let stale = server.send(Method::POST, &format!("{place}/award"), &[("if-match", &seen)], json!({})).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        server.post(&format!("{place}/award"), json!({})).await.status,
        StatusCode::PRECONDITION_REQUIRED
    );
    let early = server.verb(&place, "award", json!({ "on": "2026-01-09" })).await;
    assert_eq!((early.status, early.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![("/on", "reversed")]));
    let history = server.moves(&format!("{place}/history")).await;
    assert_eq!(history.len(), 1);
    assert_eq!(
        (&history[0]["stage"]["on"], &history[0]["by"], &history[0]["at"]),
        (&json!("2026-01-10"), &json!(MANAGER), &json!("2026-01-15T12:00:00Z"))
    );
}

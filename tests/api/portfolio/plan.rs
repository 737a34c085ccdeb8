//! The plan of a project: its parts, its stages, its dates.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases, with};

pub(crate) async fn project(server: &Server, members: Value) -> String {
    let project = json!({ "acronym": "P", "title": "A project", "kind": "european" });
    server.made("/v1/projects", with(project, members)).await
}

#[apply(on_both_databases!)]
async fn a_project_is_made_whole_or_not_at_all(server: Server) {
    let partner = server.made("/v1/organisations", json!({ "name": "Partner" })).await;
    let stranger = server.made("/v1/organisations", json!({ "name": "Stranger" })).await;
    let refused = server.post("/v1/projects", json!({
            "acronym": " ", "title": "T", "kind": "european", "period": { "start": "2026", "end": "2025" }, "themes": ["none"],
            "partners": [{ "organisation": id(&partner) }, {}, { "organisation": id(&partner), "budget_share": "1.00", "role": "coordinator" }],
            "work_packages": [{ "number": "1", "title": "W", "start": "2026-05", "end": "2026-04" }, { "number": "WP1", "title": "W" }],
            "deliverables": [
                { "number": "1", "title": " ", "lead": id(&stranger), "work_package": "7" },
                { "number": "2", "title": "D", "lead": id(&partner), "reason": "None" }
            ],
            "milestones": [{ "number": "1", "title": "M", "lead": "01a20bba-ef25-7773-9ddd-93fc95af7122" }]
        })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.faults(),
        [
            ("/acronym", "blank"),
            ("/deliverables/0/lead", "no_partner"),
            ("/deliverables/0/title", "blank"),
            ("/deliverables/0/work_package", "unknown"),
            ("/deliverables/1/reason", "unused"),
            ("/milestones/0/lead", "unknown"),
            ("/partners/1", "organisation_or_group"),
            ("/partners/2/currency", "required"),
            ("/period/end", "reversed"),
            ("/themes/0", "unknown"),
            ("/work_packages/0/end", "reversed"),
            ("/work_packages/1/number", "twice"),
        ]
    );
    for collection in ["projects", "partners", "work-packages", "deliverables", "milestones"] {
        assert!(server.all(&format!("/v1/{collection}")).await.is_empty(), "{collection}");
    }
    project(&server, json!({ "grant_agreement": "101" })).await;
    let taken = server
        .post(
            "/v1/projects",
            json!({ "acronym": "Q", "title": "T", "kind": "european", "grant_agreement": "101" }),
        )
        .await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/grant_agreement", "taken")]));
}

#[apply(on_both_databases!)]
async fn parts_are_told_apart_by_their_numbers_and_refer_to_their_own_project(server: Server) {
    let (one, other) = (
        project(&server, json!({ "acronym": "A" })).await,
        project(&server, json!({ "acronym": "B" })).await,
    );
    server.made(&format!("{other}/work-packages"), json!({ "number": "9", "title": "W" })).await;
    let part = |number: &str| json!({ "number": number, "title": "T" });
    for parts in ["work-packages", "deliverables", "milestones", "reports"] {
        let place = server.made(&format!("{one}/{parts}"), part("D1.2")).await;
        server.made(&format!("{other}/{parts}"), part("D1.2")).await;
        let taken = server.post(&format!("{one}/{parts}"), part("1.02")).await;
        assert_eq!(
            (taken.status, taken.faults()),
            (StatusCode::CONFLICT, vec![("/number", "taken")]),
            "{parts}"
        );
        let second = server.made(&format!("{one}/{parts}"), part("2")).await;
        assert_eq!(server.patch(&second, json!({ "number": "D1.2" })).await.faults(), [("/number", "taken")]);
        assert_eq!(server.patch(&place, json!({ "title": "New" })).await.body["title"], "New");
        let nowhere = server
            .post(&format!("/v1/projects/01a20bba-ef25-7773-9ddd-93fc95af7122/{parts}"), part("1"))
            .await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    }
    let foreign = server
        .post(&format!("{one}/deliverables"), json!({ "number": "3", "title": "T", "work_package": "9" }))
        .await;
    assert_eq!(foreign.faults(), [("/work_package", "unknown")]);
}

#[apply(on_both_databases!)]
async fn what_holds_a_thing_is_named(server: Server) {
    let partner = server.made("/v1/organisations", json!({ "name": "Partner" })).await;
    let of = project(&server, json!({ "partners": [{ "organisation": id(&partner) }],
            "work_packages": [{ "number": "1", "title": "Survey", "lead": id(&partner) }],
            "deliverables": [{ "number": "1", "title": "Report", "work_package": "1", "lead": id(&partner) }] })).await;
    let held = async |place: &str| {
        let refused = server.delete(place).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{place}: {}", refused.body);
        refused.body["errors"]
            .as_array()
            .expect("faults")
            .iter()
            .map(|fault| fault["detail"].as_str().expect("text").to_owned())
            .collect::<Vec<_>>()
    };
    let leads = [
        "the work package 1 \"Survey\" in the project P refers to it",
        "the deliverable 1 \"Report\" in the project P refers to it",
    ];
    assert_eq!(held(&partner).await, ["the project P refers to it", leads[0], leads[1]]);
    let taking_part = server.all("/v1/partners").await[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(held(&format!("/v1/partners/{taking_part}")).await, leads);
    let work_package = server.all("/v1/work-packages").await[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(held(&format!("/v1/work-packages/{work_package}")).await, [leads[1]]);
    let publication = server
        .made("/v1/publications", json!({ "title": "Book", "published": "2025", "project": id(&of) }))
        .await;
    let event = server.made("/v1/events", json!({ "title": "Day", "kind": "conference", "period": { "start": "2025-05-05" }, "project": id(&of) })).await;
    assert_eq!(held(&of).await, ["the publication Book refers to it", "the event Day refers to it"]);
    for place in [publication, event, of] {
        assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    }
    for collection in ["projects", "partners", "work-packages", "deliverables"] {
        assert!(server.all(&format!("/v1/{collection}")).await.is_empty(), "{collection}");
    }
    assert_eq!(server.delete(&partner).await.status, StatusCode::NO_CONTENT);
}

#[apply(on_both_databases!)]
async fn a_date_that_moves_needs_a_reason_and_keeps_what_it_was(server: Server) {
    let of = project(&server, json!({})).await;
    let place = server.made(&format!("{of}/milestones"), json!({ "number": "1", "title": "T" })).await;
    let first = server.patch(&place, json!({ "due": "M3" })).await;
    assert_eq!(
        (&first.body["due"], &first.body["due_on"], &first.body["original_due"]),
        (&json!("M3"), &Value::Null, &json!("M3"))
    );
    assert_eq!(server.patch(&place, json!({ "due": "M4" })).await.faults(), [("/reason", "required")]);
    assert_eq!(
        server.patch(&place, json!({ "title": "New", "reason": "None" })).await.faults(),
        [("/reason", "unused")]
    );
    assert_eq!(
        server.patch(&place, json!({ "due": "M4", "reason": "Late" })).await.body["original_due"],
        "M3"
    );
    // The start becomes known: no date that was known moves, so no reason is wanted.
    assert_eq!(
        server.patch(&of, json!({ "period": { "start": "2025-01-15" } })).await.status,
        StatusCode::OK
    );
    let known = server.read(&place).await;
    assert_eq!((&known["due_on"], &known["original_due_on"]), (&json!("2025-05-14"), &json!("2025-04-14")));
    assert_eq!(
        server.patch(&of, json!({ "period": { "start": "2025-02" } })).await.faults(),
        [("/reason", "required")]
    );
    assert_eq!(
        server.patch(&of, json!({ "period": { "start": "2025-02" }, "reason": "Later" })).await.status,
        StatusCode::OK
    );
    let moved = server.read(&place).await;
    assert_eq!((&moved["due_on"], &moved["original_due_on"]), (&json!("2025-05-31"), &json!("2025-04-14")));
    // An absolute date stays where it is.
    assert_eq!(
        server.patch(&place, json!({ "due": "2025-12-24", "reason": "Fixed" })).await.status,
        StatusCode::OK
    );
    assert_eq!(server.patch(&of, json!({ "period": { "start": "2025-03" } })).await.status, StatusCode::OK);
    assert_eq!(server.read(&place).await["due_on"], "2025-12-24");
    let history = server.moves(&format!("{of}/history?milestone={}", id(&place))).await;
    let days: Vec<_> = history
        .iter()
        .map(|entry| {
            (
                entry["date"]["before_on"].clone(),
                entry["date"]["after_on"].clone(),
                entry["date"]["reason"].clone(),
            )
        })
        .collect();
    assert_eq!(
        days,
        [
            (Value::Null, Value::Null, json!("Late")),
            (json!("2025-05-14"), json!("2025-05-31"), json!("Later")),
            (json!("2025-05-31"), json!("2025-12-24"), json!("Fixed")),
        ]
    );
    assert_eq!(
        history[0]["item"],
        json!({ "kind": "milestone", "id": id(&place), "number": "1", "title": "T" })
    );
}

#[apply(on_both_databases!)]
async fn a_patch_that_changes_nothing_changes_nothing(server: Server) {
    let of = project(&server, json!({ "period": { "start": "2025" } })).await;
    let mut places = vec![of.clone()];
    for parts in ["work-packages", "deliverables", "milestones", "reports"] {
        places.push(server.made(&format!("{of}/{parts}"), json!({ "number": "1", "title": "T" })).await);
    }
    places.push(server.made("/v1/indicators", json!({ "name": "N", "unit": "u" })).await);
    places.push(server.made("/v1/publications", json!({ "title": "Book", "published": "2025" })).await);
    places.push(server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await);
    for place in places {
        let before = server.get(&place).await;
        let same = server.patch(&place, json!({})).await;
        assert_eq!(same.status, StatusCode::OK, "{place}: {}", same.body);
        let after = server.get(&place).await;
        assert_eq!((after.tag(), &after.body), (before.tag(), &before.body), "{place}");
    }
    assert!(server.moves(&format!("{of}/history")).await.is_empty());
}

#[apply(on_both_databases!)]
async fn a_part_that_is_deleted_takes_its_history_with_it(server: Server) {
    let of = project(&server, json!({ "period": { "start": "2025" } })).await;
    for (parts, verb) in [("deliverables", "submit"), ("milestones", "achieve"), ("reports", "submit")] {
        let place =
            server.made(&format!("{of}/{parts}"), json!({ "number": "1", "title": "T", "due": "M1" })).await;
        assert_eq!(
            server.patch(&place, json!({ "due": "M2", "reason": "Late" })).await.status,
            StatusCode::OK
        );
        server.done(&place, verb, json!({})).await;
        assert_eq!(server.moves(&format!("{of}/history")).await.len(), 2, "{parts}");
        assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
        assert!(server.moves(&format!("{of}/history")).await.is_empty(), "{parts}");
    }
    server.done(&of, "submit", json!({})).await;
    assert_eq!(server.delete(&of).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get(&format!("{of}/history")).await.status, StatusCode::NOT_FOUND);
}

#[apply(on_both_databases!)]
async fn only_a_grant_that_runs_is_extended_and_only_to_later(server: Server) {
    let of = project(&server, json!({ "stage": "signed", "period": { "start": "2025", "end": "2025-12" },
            "work_packages": [{ "number": "1", "title": "W", "start": "M1", "end": "M14" }, { "number": "2", "title": "W" }],
            "deliverables": [{ "number": "1", "title": "D", "due": "M13" }, { "number": "2", "title": "D", "due": "2024-12-31" }] })).await;
    let reason = |end: &str| json!({ "end": end, "reason": "Amendment" });
    assert_eq!(
        server.verb(&of, "extend", json!({ "end": "2026" })).await.faults(),
        [("/reason", "required")]
    );
    for end in ["2025-12-31", "2025", "2024"] {
        assert_eq!(server.verb(&of, "extend", reason(end)).await.faults(), [("/end", "not_later")]);
    }
    let extended = server.done(&of, "extend", reason("2026-01")).await;
    let outside: Vec<_> = extended["outside"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["kind"].as_str(), one["number"].as_str(), one["day"].as_str()))
        .collect();
    assert_eq!(
        outside,
        [
            (Some("deliverable"), Some("2"), Some("2024-12-31")),
            (Some("work_package"), Some("1"), Some("2026-02-28"))
        ]
    );
    let bare = server.patch(&of, json!({ "period": { "end": "2026-02" } })).await;
    assert_eq!(bare.faults(), [("/reason", "required")], "the period of a signed project moves for a reason");
    let idea = project(&server, json!({ "acronym": "I", "period": { "end": "2025" } })).await;
    let refused = server.verb(&idea, "extend", reason("2026")).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![("/id", "illegal_move")]));
}

#[apply(on_both_databases!)]
async fn whoever_has_read_a_project_may_change_it_whatever_hangs_on_it_since(server: Server) {
    let of = project(&server, json!({})).await;
    let seen = server.get(&of).await;
    server
        .made("/v1/publications", json!({ "title": "Book", "published": "2025", "project": id(&of) }))
        .await;
    let later = server.get(&of).await;
    assert_ne!(seen.tag(), later.tag(), "the whole looks otherwise");
    let changed =
        server.send(Method::PATCH, &of, &[("if-match", seen.tag())], json!({ "title": "New" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let stale =
        server.send(Method::PATCH, &of, &[("if-match", later.tag())], json!({ "title": "Other" })).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let from_patch =
        server.send(Method::PATCH, &of, &[("if-match", changed.tag())], json!({ "title": "Newer" })).await;
    assert_eq!(from_patch.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn of_twenty_who_patch_one_milestone_at_once_one_wins_each_round(server: Server) {
    let of = project(&server, json!({ "period": { "start": "2025" } })).await;
    let place =
        server.made(&format!("{of}/milestones"), json!({ "number": "1", "title": "T", "due": "M1" })).await;
    for round in 2..=6 {
        let seen = server.get(&place).await.tag().to_owned();
        let patch = |who: usize| {
            let (server, place, seen) = (&server, &place, &seen);
            async move {
                let change = json!({ "title": format!("{round} by {who}"), "due": format!("M{round}"), "reason": format!("{who}") });
                server.send(Method::PATCH, place, &[("if-match", seen)], change).await
            }
        };
        let replies = futures_util::future::join_all((0..20).map(patch)).await;
        let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == StatusCode::OK);
        assert_eq!(won.len(), 1);
        assert!(lost.iter().all(|reply| reply.status == StatusCode::PRECONDITION_FAILED));
        assert_eq!(server.read(&place).await, won[0].body);
    }
    let history = server.moves(&format!("{of}/history")).await;
    let months: Vec<_> =
        history.iter().map(|entry| entry["date"]["after"].as_str().expect("a month")).collect();
    assert_eq!(months, ["M2", "M3", "M4", "M5", "M6"], "no change is lost, and none is there twice");
}

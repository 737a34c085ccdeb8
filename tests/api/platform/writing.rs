//! Writing without losing an edit and without making a thing twice: the mechanism that every resource shares,
//! proven on organisations.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{REPORT, Reply, Server, on_both_databases};

const ORGANISATIONS: &str = "/v1/organisations";

async fn register(server: &Server, form: Value) -> Reply {
    server.send(Method::POST, ORGANISATIONS, &[], form).await
}

fn tag(reply: &Reply) -> &str {
    reply.headers["etag"].to_str().expect("a tag")
}

fn faults(reply: &Reply) -> Vec<(&str, &str)> {
    let errors = reply.body["errors"].as_array().expect("faults").iter();
    let mut faults: Vec<_> = errors
        .map(|fault| (fault["pointer"].as_str().expect("a pointer"), fault["code"].as_str().expect("a code")))
        .collect();
    faults.sort_unstable();
    faults
}

/// One organisation: where it is, and its tag.
async fn registered(server: &Server, form: Value) -> (String, String) {
    let reply = register(server, form).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    (reply.headers["location"].to_str().expect("a place").to_owned(), tag(&reply).to_owned())
}

#[apply(on_both_databases!)]
async fn what_is_registered_is_there(server: Server) {
    let form =
        json!({ "name": "Élisès", "country": "EL", "city": "Athènes", "pic": "123456789", "owner": true });
    let reply = register(&server, form).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    assert_eq!((&reply.body["country"], &reply.body["owner"]), (&json!("GR"), &json!(true)));
    let place = reply.headers["location"].to_str().expect("a place");
    assert_eq!(place, format!("{ORGANISATIONS}/{}", reply.body["id"].as_str().expect("an id")));
    let there = server.get(place).await;
    assert_eq!(there.body, reply.body);
    assert_eq!(tag(&there), tag(&reply));
    assert_eq!(server.all("/v1/organisations?q=elises%20athenes").await, [reply.body]);
}

#[apply(on_both_databases!)]
async fn a_bad_body_is_refused_with_every_fault(server: Server) {
    let reply = register(
        &server,
        json!({ "name": "", "country": "greece", "pic": 5, "colour": "red", "website": "x y" }),
    )
    .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        faults(&reply),
        [
            ("/colour", "unknown"),
            ("/country", "format"),
            ("/name", "too_short"),
            ("/pic", "type"),
            ("/website", "format")
        ]
    );
    assert_eq!(faults(&register(&server, json!({ "name": " " })).await), [("/name", "blank")]);
    assert_eq!(faults(&register(&server, json!({})).await), [("/name", "required")]);
    assert_eq!(faults(&register(&server, json!([])).await), [("", "type")]);

    for (kind, text, status) in [
        ("application/json", "{\"name\": \"A\",}", StatusCode::BAD_REQUEST),
        ("application/json", "", StatusCode::BAD_REQUEST),
        ("application/json", "{\"name\": \"A\", \"name\": \"B\"}", StatusCode::BAD_REQUEST),
        ("text/plain", "{\"name\": \"A\"}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("application/merge-patch+json", "{\"name\": \"A\"}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let reply =
            server.send_text(Method::POST, ORGANISATIONS, &[("content-type", kind)], text.to_owned()).await;
        assert_eq!(reply.status, status, "{kind} {text}: {}", reply.body);
    }
    assert!(server.all(ORGANISATIONS).await.is_empty());
}

#[apply(on_both_databases!)]
async fn what_is_taken_is_a_conflict(server: Server) {
    registered(&server, json!({ "name": "A", "pic": "123456789", "oid": "E12345678", "owner": true })).await;
    for (form, pointer) in [
        (json!({ "name": "B", "pic": "123456789" }), "/pic"),
        (json!({ "name": "B", "oid": "E12345678" }), "/oid"),
        (json!({ "name": "B", "owner": true }), "/owner"),
    ] {
        let reply = register(&server, form).await;
        assert_eq!(reply.status, StatusCode::CONFLICT);
        assert_eq!(faults(&reply), [(pointer, "taken")]);
    }
    let (place, seen) = registered(&server, json!({ "name": "B" })).await;
    let reply =
        server.send(Method::PATCH, &place, &[("if-match", &seen)], json!({ "pic": "123456789" })).await;
    assert_eq!((reply.status, faults(&reply)), (StatusCode::CONFLICT, vec![("/pic", "taken")]));
}

#[apply(on_both_databases!)]
async fn one_organisation_is_not_registered_twice(server: Server) {
    let (place, _) =
        registered(&server, json!({ "name": "École", "country": "BE", "pic": "123456789" })).await;
    for twin in [
        json!({ "name": "ecole", "country": "BE" }),
        json!({ "name": "ECOLE", "country": "BE", "oid": "E12345678" }),
    ] {
        let reply = register(&server, twin).await;
        assert_eq!((reply.status, faults(&reply)), (StatusCode::CONFLICT, vec![("/name", "taken")]));
    }
    let (elsewhere, seen) = registered(&server, json!({ "name": "École", "country": "FR" })).await;
    registered(&server, json!({ "name": "École", "country": "BE", "pic": "987654321" })).await;
    let moved =
        server.send(Method::PATCH, &elsewhere, &[("if-match", &seen)], json!({ "country": "BE" })).await;
    assert_eq!((moved.status, faults(&moved)), (StatusCode::CONFLICT, vec![("/name", "taken")]));
    assert_eq!(
        server.patch(&place, json!({ "city": "Liège" })).await.status,
        StatusCode::OK,
        "it is no twin of itself"
    );
}

#[apply(on_both_databases!)]
async fn who_leads_as_the_owner_stays_the_owner(server: Server) {
    let (owner, _) = registered(&server, json!({ "name": "Owner", "owner": true })).await;
    let project = json!({ "acronym": "P", "title": "T", "kind": "european",
            "work_packages": [{ "number": "1", "title": "Work", "lead": crate::harness::id(&owner) }] });
    let project = server.made("/v1/projects", project).await;
    let refused = server.patch(&owner, json!({ "owner": null })).await;
    assert_eq!(
        (refused.status, refused.detail()),
        (StatusCode::CONFLICT, "the work package 1 \"Work\" in the project P refers to it")
    );
    server.made(&format!("{project}/partners"), json!({ "organisation": crate::harness::id(&owner) })).await;
    assert_eq!(server.patch(&owner, json!({ "owner": null })).await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn a_patch_changes_what_it_names_and_nothing_else(server: Server) {
    let (place, seen) = registered(&server, json!({ "name": "Old", "city": "Lille", "country": "FR" })).await;
    let change = json!({ "name": "New", "city": null, "activity_type": "HES" });
    let reply = server.send(Method::PATCH, &place, &[("if-match", &seen)], change).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let changed = &reply.body;
    assert_eq!(
        (&changed["name"], &changed["city"], &changed["country"], &changed["activity_type"]),
        (&json!("New"), &Value::Null, &json!("FR"), &json!("HES"))
    );
    assert_ne!(tag(&reply), seen);
    assert_eq!(server.get(&place).await.body, *changed);
    assert_eq!(server.all("/v1/organisations?q=new").await.len(), 1, "it is found by its new name");
    assert!(server.all("/v1/organisations?q=lille").await.is_empty());

    let seen = tag(&reply).to_owned();
    let bad = json!({ "name": null, "country": "x", "colour": 1, "id": "y" });
    let refused = server.send(Method::PATCH, &place, &[("if-match", &seen)], bad).await;
    assert_eq!(
        faults(&refused),
        [("/colour", "unknown"), ("/country", "format"), ("/id", "unknown"), ("/name", "type")]
    );
    assert_eq!(tag(&server.get(&place).await), seen, "nothing changed");
    let nothing = server.send(Method::PATCH, &place, &[("if-match", &seen)], json!({})).await;
    assert_eq!(tag(&nothing), seen);
}

#[apply(on_both_databases!)]
async fn a_change_must_say_what_it_saw(server: Server) {
    let (place, seen) = registered(&server, json!({ "name": "A" })).await;
    let change = || json!({ "name": "B" });
    for method in [Method::PATCH, Method::DELETE] {
        let blind = server.send(method.clone(), &place, &[], change()).await;
        assert_eq!(
            (blind.status, &blind.body["code"]),
            (StatusCode::PRECONDITION_REQUIRED, &json!("precondition_required"))
        );
        let stale = server.send(method, &place, &[("if-match", "\"something else\"")], change()).await;
        assert_eq!(
            (stale.status, &stale.body["code"]),
            (StatusCode::PRECONDITION_FAILED, &json!("precondition_failed"))
        );
    }
    let several = format!("\"other\", {seen}");
    assert_eq!(
        server.send(Method::PATCH, &place, &[("if-match", &several)], change()).await.status,
        StatusCode::OK
    );
    assert_eq!(
        server.send(Method::PATCH, &place, &[("if-match", &seen)], change()).await.status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        server.send(Method::PATCH, &place, &[("if-match", "*")], json!({ "name": "C" })).await.status,
        StatusCode::OK
    );
    let nowhere = format!("{ORGANISATIONS}/01a20bba-ef25-7773-9ddd-93fc95af7122");
    assert_eq!(
        server.send(Method::PATCH, &nowhere, &[("if-match", "*")], change()).await.status,
        StatusCode::NOT_FOUND
    );
}

#[apply(on_both_databases!)]
async fn who_has_seen_it_is_spared_the_answer(server: Server) {
    server.load(REPORT).await.expect("the report");
    for collection in [
        "organisations",
        "programmes",
        "themes",
        "projects",
        "partners",
        "funding-lines",
        "publications",
        "events",
        "fiscal-years",
        "revenue-entries",
    ] {
        let id = server.all(&format!("/v1/{collection}")).await[0]["id"].as_str().expect("an id").to_owned();
        let place = format!("/v1/{collection}/{id}");
        let seen = server.get(&place).await;
        let strong = tag(&seen).trim_start_matches("W/");
        for tags in [strong.to_owned(), format!("W/{strong}"), "*".to_owned(), format!("\"x\", {strong}")] {
            let again =
                server.send_text(Method::GET, &place, &[("if-none-match", &tags)], String::new()).await;
            assert_eq!((again.status, again.body), (StatusCode::NOT_MODIFIED, json!("")), "{place} {tags}");
            assert_eq!(again.headers["etag"], seen.headers["etag"]);
        }
        let other = server.send_text(Method::GET, &place, &[("if-none-match", "\"x\"")], String::new()).await;
        assert_eq!((other.status, other.body), (StatusCode::OK, seen.body));
    }
}

#[apply(on_both_databases!)]
async fn a_key_makes_a_request_have_one_effect(server: Server) {
    let key = [("idempotency-key", "a-key")];
    let first = server.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "A" })).await;
    let again = server.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "A" })).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(again.body, first.body);
    assert_eq!(
        (&again.headers["location"], &again.headers["etag"]),
        (&first.headers["location"], &first.headers["etag"])
    );

    let other = server.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "B" })).await;
    assert_eq!(
        (other.status, faults(&other)),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/idempotency-key", "reused")])
    );
    assert_eq!(server.all(ORGANISATIONS).await.len(), 1);

    let long = "k".repeat(256);
    for bad in ["", long.as_str()] {
        let reply = server
            .send(Method::POST, ORGANISATIONS, &[("idempotency-key", bad)], json!({ "name": "C" }))
            .await;
        assert_eq!(
            (reply.status, faults(&reply)),
            (StatusCode::BAD_REQUEST, vec![("/idempotency-key", "format")])
        );
    }
}

#[apply(on_both_databases!)]
async fn a_refused_request_leaves_its_key_free(server: Server) {
    let key = [("idempotency-key", "a-key")];
    let (place, seen) = registered(&server, json!({ "name": "A", "pic": "123456789" })).await;
    let taken = json!({ "name": "B", "pic": "123456789" });
    assert_eq!(
        server.send(Method::POST, ORGANISATIONS, &key, taken.clone()).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(
        server.send_text(Method::DELETE, &place, &[("if-match", &seen)], String::new()).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(server.send(Method::POST, ORGANISATIONS, &key, taken).await.status, StatusCode::CREATED);
}

#[apply(on_both_databases!)]
async fn a_key_is_forgotten_after_a_day(server: Server) {
    let key = [("idempotency-key", "a-key")];
    let first = server.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "A" })).await;
    let soon = server.later("2026-01-16T11:59:59Z").await;
    assert_eq!(soon.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "A" })).await.body, first.body);
    let late = server.later("2026-01-16T12:00:01Z").await;
    let place = first.headers["location"].to_str().expect("a place");
    assert_eq!(late.delete(place).await.status, StatusCode::NO_CONTENT);
    let second = late.send(Method::POST, ORGANISATIONS, &key, json!({ "name": "A" })).await;
    assert_eq!(second.status, StatusCode::CREATED);
    assert_ne!(second.body["id"], first.body["id"]);
}

#[apply(on_both_databases!)]
async fn twenty_requests_under_one_key_make_one_thing(server: Server) {
    let request =
        || server.send(Method::POST, ORGANISATIONS, &[("idempotency-key", "a-key")], json!({ "name": "A" }));
    let replies = futures_util::future::join_all((0..20).map(|_| request())).await;
    assert!(replies.iter().all(|reply| reply.status == StatusCode::CREATED && reply.body == replies[0].body));
    assert_eq!(server.all(ORGANISATIONS).await.len(), 1);
}

#[apply(on_both_databases!)]
async fn of_twenty_who_change_one_thing_at_once_one_wins_each_round(server: Server) {
    let (place, mut seen) = registered(&server, json!({ "name": "Round 0" })).await;
    for round in 1..=5 {
        let change = |who: usize| {
            let (place, seen) = (&place, &seen);
            let server = &server;
            async move {
                let name = json!({ "name": format!("Round {round} by {who}") });
                server.send(Method::PATCH, place, &[("if-match", seen)], name).await
            }
        };
        let replies = futures_util::future::join_all((0..20).map(change)).await;
        let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == StatusCode::OK);
        assert_eq!((won.len(), lost.len()), (1, 19));
        assert!(lost.iter().all(|reply| reply.status == StatusCode::PRECONDITION_FAILED));
        let there = server.get(&place).await;
        assert_eq!(there.body, won[0].body, "the winner's edit stands");
        seen = tag(&there).to_owned();
    }
}

#[apply(on_both_databases!)]
async fn what_others_refer_to_is_not_deleted(server: Server) {
    server.load(REPORT).await.expect("the report");
    let friends = server.all("/v1/organisations?q=monde%20selon").await[0].clone();
    let place = format!("{ORGANISATIONS}/{}", friends["id"].as_str().expect("an id"));
    let reply = server.send_text(Method::DELETE, &place, &[("if-match", "*")], String::new()).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let told: Vec<_> = reply.body["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| fault["detail"].clone())
        .collect();
    assert_eq!(told, ["the project CICLE refers to it", "the project PROCOPA refers to it"]);

    let (place, seen) = registered(&server, json!({ "name": "Nobody's" })).await;
    let gone = server.send_text(Method::DELETE, &place, &[("if-match", &seen)], String::new()).await;
    assert_eq!((gone.status, gone.body), (StatusCode::NO_CONTENT, json!("")));
    assert_eq!(server.get(&place).await.status, StatusCode::NOT_FOUND);
}

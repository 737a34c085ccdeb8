//! Imports as jobs: files are handed in, read in the background, and whoever asks is told how far it is.

use std::time::Duration;

use macro_rules_attribute::apply;
use reqwest::{Body, Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Reply, Server, id, on_both_databases};

const EXCERPT: [(&str, &[u8]); 4] = [
    ("project.csv", include_bytes!("../../data/cordis/project.csv")),
    ("organization.csv", include_bytes!("../../data/cordis/organization.csv")),
    ("topics.csv", include_bytes!("../../data/cordis/topics.csv")),
    ("projectDeliverables.csv", include_bytes!("../../data/cordis/projectDeliverables.csv")),
];
const RATES: &str = "Date,USD,GBP,\n2026-01-14,1.1684,0.87058,\n2026-01-13,1.1711,0.87105,\n";

/// How often to ask before giving up: a minute.
const PATIENCE: usize = 600;

/// Hands a file in.
pub(crate) async fn hand_in(server: &Server, place: &str, name: &str, content: impl Into<Body>) -> Reply {
    let path = format!("{place}/files/{}", name.replace(' ', "%20"));
    let kind = [("content-type", "application/octet-stream")];
    server.send_text(Method::PUT, &path, &kind, content).await
}

/// Opens an import, hands its files in and starts it; gives back where it is.
pub(crate) async fn started(server: &Server, form: Value, files: &[(&str, &[u8])]) -> String {
    let place = server.made("/v1/imports", form).await;
    for (name, content) in files {
        let reply = hand_in(server, &place, name, content.to_vec()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    }
    assert_eq!(server.done(&place, "start", json!({})).await["stage"], "queued");
    place
}

/// An import once it has ended.
pub(crate) async fn ended(server: &Server, place: &str) -> Value {
    for _ in 0..PATIENCE {
        let import = server.read(place).await;
        if import["ended_at"].is_string() {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{place} does not end");
}

/// How many of a kind were added, changed and left alone.
pub(crate) fn counts(import: &Value, what: &str) -> (u64, u64, u64) {
    let all = import["counts"].as_array().expect("counts");
    let one = all.iter().find(|one| one["what"] == what).unwrap_or_else(|| panic!("no {what}: {import}"));
    let number = |member: &str| one[member].as_u64().expect("a number");
    (number("added"), number("changed"), number("unchanged"))
}

#[apply(on_both_databases!)]
async fn what_cordis_publishes_is_handed_in_and_read_and_again_changes_nothing(server: Server) {
    let _importing = server.importing();
    let dry = started(&server, json!({ "kind": "cordis", "dry_run": true }), &EXCERPT).await;
    let dry = ended(&server, &dry).await;
    assert_eq!((&dry["stage"], &dry["fault"]), (&json!("finished"), &Value::Null), "{dry}");
    let projects = counts(&dry, "projects").0;
    assert!(projects > 5 && counts(&dry, "partners").0 > 5, "{dry}");
    assert!(server.all("/v1/projects").await.is_empty(), "nothing was kept");

    let place = started(&server, json!({ "kind": "cordis" }), &EXCERPT).await;
    let import = ended(&server, &place).await;
    assert_eq!(import["counts"], dry["counts"], "as the dry run said");
    assert_eq!(server.all("/v1/projects").await.len() as u64, projects);
    let bytes: usize = EXCERPT.iter().map(|(_, content)| content.len()).sum();
    assert_eq!(
        import["progress"],
        json!({ "file": "projectDeliverables.csv", "bytes_read": bytes, "bytes": bytes })
    );
    assert_eq!(import["refused"], 0);
    let added = server.all("/v1/audit-events?kind=added").await;
    let project = added.iter().find(|entry| entry["subject"]["kind"] == "project").expect("a project");
    assert_eq!(project["actor"]["name"], import["started_by"]["name"], "it is done as whoever asked for it");

    let again = started(&server, json!({ "kind": "cordis" }), &EXCERPT).await;
    let again = ended(&server, &again).await;
    for kind in again["counts"].as_array().expect("counts") {
        assert_eq!((&kind["added"], &kind["changed"]), (&json!(0), &json!(0)), "{kind}");
    }
}

#[apply(on_both_databases!)]
async fn what_is_refused_is_listed_and_stops_nothing_unless_asked(server: Server) {
    let _importing = server.importing();
    let (head, rest) = str::from_utf8(EXCERPT[0].1).expect("text").split_once('\n').expect("a heading");
    let bad = format!("{head}\nnot a record\n{rest}");
    let place =
        started(&server, json!({ "kind": "cordis", "strict": true }), &[("project.csv", bad.as_bytes())])
            .await;
    let import = ended(&server, &place).await;
    assert_eq!(
        (&import["stage"], &import["code"], &import["fault"]),
        (&json!("failed"), &json!("refused"), &json!("nothing was imported; records refused: 1"))
    );
    assert!(server.all("/v1/projects").await.is_empty());
    let place = started(&server, json!({ "kind": "cordis" }), &[("project.csv", bad.as_bytes())]).await;
    let import = ended(&server, &place).await;
    assert_eq!((&import["stage"], &import["refused"]), (&json!("finished_with_refusals"), &json!(1)));
    assert!(!server.all("/v1/projects").await.is_empty());
    let found = server.all(&format!("{place}/findings?refused=true&limit=1")).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["file"], &found[0]["line"], &found[0]["column"]),
        (&json!("project.csv"), &json!(2), &Value::Null)
    );
    let others = server.all(&format!("{place}/findings?refused=false")).await;
    let (notes, left_out): (Vec<_>, Vec<_>) = others.iter().partition(|one| one["line"] == 0);
    assert_eq!(import["left_out"].as_u64(), Some(left_out.len() as u64), "notes are not counted");
    assert!(
        notes.iter().any(|note| note["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("columns are not imported: `totalCost`"))),
        "{notes:?}"
    );
}

#[apply(on_both_databases!)]
async fn rates_are_imported_whole_or_not_at_all(server: Server) {
    let _importing = server.importing();
    let place =
        started(&server, json!({ "kind": "rates" }), &[("eurofxref hist.csv", RATES.as_bytes())]).await;
    assert_eq!(counts(&ended(&server, &place).await, "exchange_rates"), (4, 0, 0));
    let other = RATES.replace("0.87058", "0.87059").replace("1.1711", "x");
    let place = started(&server, json!({ "kind": "rates" }), &[("r.csv", other.as_bytes())]).await;
    let import = ended(&server, &place).await;
    assert_eq!(import["stage"], "failed");
    let found = server.all(&format!("{place}/findings")).await;
    let where_: Vec<_> = found.iter().map(|one| (one["line"].as_u64(), one["column"].as_str())).collect();
    assert_eq!(where_, [(Some(3), Some("USD"))]);
    let dry = started(
        &server,
        json!({ "kind": "rates", "dry_run": true }),
        &[("r.csv", RATES.replace("2026", "2025").as_bytes())],
    )
    .await;
    assert_eq!(counts(&ended(&server, &dry).await, "exchange_rates"), (4, 0, 0));
    let kept =
        started(&server, json!({ "kind": "rates" }), &[("r.csv", RATES.replace("2026", "2025").as_bytes())])
            .await;
    assert_eq!(counts(&ended(&server, &kept).await, "exchange_rates"), (4, 0, 0), "the dry run kept nothing");
}

#[apply(on_both_databases!)]
async fn files_are_handed_in_while_an_import_is_open_and_replaced_by_their_names(server: Server) {
    let place = server.made("/v1/imports", json!({ "kind": "rates" })).await;
    let refused = server.verb(&place, "start", json!({})).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![("/id", "files")]));
    let large = "x".repeat(3_000_000);
    for content in [&large[..], "short"] {
        let reply = hand_in(&server, &place, "r.csv", content.to_owned()).await;
        assert_eq!(reply.body["files"], json!([{ "name": "r.csv", "bytes": content.len(), "whole": true }]));
        assert_eq!(reply.tag(), server.get(&place).await.tag());
    }
    for name in [".hidden", "a%2Fb", "%C3%A9.csv"] {
        let reply = hand_in(&server, &place, name, "x").await;
        assert_eq!(
            (reply.status, reply.faults()),
            (StatusCode::BAD_REQUEST, vec![("/name", "format")]),
            "{name}"
        );
    }
    let empty = hand_in(&server, &place, "r.csv", "").await;
    assert_eq!((empty.status, empty.faults()), (StatusCode::BAD_REQUEST, vec![("", "empty")]));
    let form = [("content-type", "multipart/form-data; boundary=x")];
    let form = server.send_text(Method::PUT, &format!("{place}/files/x.csv"), &form, "--x--").await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(server.done(&place, "cancel", json!({})).await["stage"], "cancelled");
    let late = hand_in(&server, &place, "r.csv", "x").await;
    assert_eq!((late.status, late.faults()), (StatusCode::CONFLICT, vec![("/id", "not_open")]));
    let again = server.verb(&place, "start", json!({})).await;
    assert_eq!(again.faults(), [("/id", "illegal_move")]);
}

#[apply(on_both_databases!)]
async fn a_file_larger_than_any_other_body_may_be_is_taken(server: Server) {
    let place = server.made("/v1/imports", json!({ "kind": "cordis" })).await;
    let large = "x".repeat(11 * 1024 * 1024);
    let reply = hand_in(&server, &place, "project.csv", large.clone()).await;
    assert_eq!((reply.status, &reply.body["files"][0]["bytes"]), (StatusCode::OK, &json!(large.len())));
}

#[apply(on_both_databases!)]
async fn an_import_of_a_process_that_fell_silent_is_taken_up_again(server: Server) {
    let place = started(&server, json!({ "kind": "rates" }), &[("r.csv", RATES.as_bytes())]).await;
    let silent = format!(
        "UPDATE import SET stage = 'running', runner = id, lease_until = '2026-01-15T12:00:30+00:00' WHERE \
         kind = 'rates' AND stage = 'queued' AND '{}' <> ''",
        id(&place)
    );
    server
        .app
        .write(async |work| Ok(sea_orm::ConnectionTrait::execute_unprepared(work.tx, &silent).await?))
        .await
        .expect("an update");
    {
        let _importing = server.importing();
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert_eq!(server.read(&place).await["stage"], "running", "it may still be alive");
    }
    let later = server.later("2026-01-15T12:01:00Z").await;
    let _importing = later.importing();
    assert_eq!(counts(&ended(&server, &place).await, "exchange_rates"), (4, 0, 0));
}

#[apply(on_both_databases!)]
async fn an_import_that_was_started_three_times_and_never_ended_is_abandoned(server: Server) {
    let started_before = async |starts: u32| {
        let place = started(&server, json!({ "kind": "rates" }), &[("r.csv", RATES.as_bytes())]).await;
        let silent = format!(
            "UPDATE import SET stage = 'running', runner = id, lease_until = '2026-01-15T11:00:00+00:00', \
             starts = {starts} WHERE stage = 'queued'"
        );
        server
            .app
            .write(async |work| Ok(sea_orm::ConnectionTrait::execute_unprepared(work.tx, &silent).await?))
            .await
            .expect("an update");
        place
    };
    let (third, fourth) = (started_before(2).await, started_before(3).await);
    let _importing = server.importing();
    assert_eq!(
        (&ended(&server, &third).await["stage"], &ended(&server, &third).await["code"]),
        (&json!("finished"), &Value::Null)
    );
    let abandoned = ended(&server, &fourth).await;
    assert_eq!((&abandoned["stage"], &abandoned["code"]), (&json!("failed"), &json!("abandoned")));
    assert!(abandoned["fault"].as_str().is_some_and(|fault| fault.contains("3 times")), "{abandoned}");
}

#[apply(on_both_databases!)]
async fn an_import_that_is_given_back_was_not_started(server: Server) {
    let place = server.made("/v1/imports", json!({ "kind": "erasmus" })).await;
    let heading = "Programme,Project Identifier,Project Title,Project Status\n".to_owned();
    let rows = (0..30_000).map(|number| format!("Erasmus+,P-{number},A title,ongoing\n"));
    let text = std::iter::once(heading).chain(rows).collect::<String>();
    assert_eq!(hand_in(&server, &place, "results.csv", text).await.status, StatusCode::OK);
    server.done(&place, "start", json!({})).await;
    for _ in 0..4 {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let runner = api::exchange::imports::Runner::of(server.app.clone());
        let running = tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await });
        while server.read(&place).await["stage"] == "queued" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stop.send(()).expect("a runner");
        running.await.expect("an orderly end");
        assert_eq!(server.read(&place).await["stage"], "queued");
    }
    assert_eq!(server.done(&place, "cancel", json!({})).await["stage"], "cancelled");
}

#[apply(on_both_databases!)]
async fn an_import_writes_only_as_long_as_whoever_opened_it_may(server: Server) {
    let (fiona, user) = server.person("fiona", "finance_director").await;
    let place = started(&fiona, json!({ "kind": "rates" }), &[("r.csv", RATES.as_bytes())]).await;
    let user = format!("/v1/users/{}", user["id"].as_str().expect("an id"));
    server.done(&user, "disable", json!({})).await;
    let _importing = server.importing();
    let import = ended(&server, &place).await;
    assert_eq!(
        (&import["stage"], &import["code"], &import["fault"]),
        (
            &json!("failed"),
            &json!("forbidden"),
            &json!("the user who opened the import no longer has the right to import")
        )
    );
    assert_eq!(import["started_by"]["name"], "fiona");
    let (rik, _) = server.person("rik", "reader").await;
    assert_eq!(hand_in(&rik, &place, "x.csv", "x").await.status, StatusCode::FORBIDDEN);
}

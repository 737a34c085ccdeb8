//! Portfolio files with calls, plans, indicators and what became of them.

use macro_rules_attribute::apply;
use reqwest::Method;
use sea_orm::DbBackend;
use serde_json::{Value, json};

use crate::api::exchange::load::{expected, project};
use crate::harness::{Kind, REPORT, Server, on_both_databases, places, with};

/// Another server, on another empty database of the same kind.
async fn another(server: &Server) -> Server {
    let kind = match server.app.database.read().get_database_backend() {
        DbBackend::Postgres => Kind::Postgres,
        _ => Kind::Sqlite,
    };
    Server::on(kind).await.expect("another database")
}

/// Loads the dump of one portfolio into an empty one, and proves that it is the same there.
async fn same_elsewhere(server: &Server) -> Server {
    let other = another(server).await;
    let dumped = server.dump().await;
    other.load(&dumped).await.expect("the dump");
    assert_eq!(other.dump().await, dumped);
    for server in [server, &other] {
        let again = server.load(&dumped).await.expect("the dump again");
        assert!(again.changed_nothing(), "{again:?}");
    }
    other
}

/// Sends a change that is expected to be taken.
async fn change(server: &Server, method: Method, path: &str, body: Value) -> Value {
    let reply = server.send(method, path, &[("if-match", "*")], body).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.body);
    reply.body
}

async fn post(server: &Server, path: &str, body: Value) -> Value {
    change(server, Method::POST, path, body).await
}

/// What one thing of a collection is called by.
pub(crate) async fn id(server: &Server, path: &str) -> String {
    server.all(path).await[0]["id"].as_str().expect("an id").to_owned()
}

fn whole_plan() -> Value {
    let moved = |what: &str, at: &str| {
        json!({ "what": what, "before": "M6", "after": "2025-08", "before_on": "2025-06-30",
            "after_on": "2025-08-31", "reason": "Late", "by": "somebody", "at": at })
    };
    let reached = |from: &str, to: &str, at: &str| {
        json!({ "from": from, "to": to, "on": "2025-08-30", "note": "At last",
            "by": "somebody", "at": at })
    };
    json!({
        "work_packages": [
            { "number": "WP1", "title": "Work", "summary": "All of it", "lead": { "name": "Partner" }, "start": "M1", "end": "2025-12" },
            { "number": "WP2", "title": "More work" },
        ],
        "deliverables": [
            { "number": "D1.1", "title": "Paper", "description": "Written", "type": "DEC", "dissemination": "R-UE/EU-R",
              "work_package": "WP1", "lead": { "name": "Owner" }, "due": "2025-08", "original_due": "M6",
              "original_due_on": "2025-05-31", "stage": "accepted", "stage_on": "2025-09-01",
              "date_changes": [moved("due", "2025-05-01T08:00:00.000001Z"), moved("due", "2025-05-01T08:00:00.000001Z")],
              "stage_moves": [reached("planned", "submitted", "2025-08-30T00:00:00Z"),
                  reached("submitted", "accepted", "2025-09-01T00:00:00Z")] },
            { "number": "D1.2", "title": "Taken off the list", "original_due": "M7", "stage": "planned" },
        ],
        "milestones": [{ "number": "MS1", "title": "Half way", "description": "The middle", "verification": "A look",
            "work_package": "WP2", "lead": { "name": "Partner" }, "due": "M12", "stage": "missed", "stage_on": "2026-01-02",
            "date_changes": [moved("due", "2025-05-02T08:00:00Z")],
            "stage_moves": [reached("planned", "missed", "2026-01-02T00:00:00Z")] }],
        "reports": [{ "number": "1", "title": "First report", "start": "M1", "end": "M6", "due": "M8", "stage": "planned",
            "date_changes": [moved("due", "2025-05-03T08:00:00Z")],
            "stage_moves": [reached("submitted", "rejected", "2025-09-09T00:00:00Z")] }],
        "indicators": [{ "name": "People", "unit": "people", "description": "Who came",
            "targets": [{ "value": "100" }, { "period": "2025", "value": "40.5" }],
            "measurements": [{ "on": "2025-06", "value": "12", "note": "Counted" }, { "on": "2025-06", "value": "12", "note": "Counted" },
                { "on": "2025-06", "value": "-0.25" }],
            "target_changes": [{ "period": "2025", "before": "30", "after": "40.5", "reason": "More rooms", "by": "somebody",
                "at": "2025-02-01T00:00:00Z" }, { "after": "100", "at": "2025-03-01T00:00:00Z" }] }],
        "date_changes": [moved("start", "2025-01-01T00:00:00Z"), moved("end", "2025-01-02T00:00:00Z")],
        "stage_moves": [reached("awarded", "signed", "2025-01-03T00:00:00Z")],
    })
}

#[apply(on_both_databases!)]
async fn everything_a_file_can_say_of_a_plan_survives(server: Server) {
    let planned = json!({ "acronym": "FULL", "title": "T", "kind": "european", "stage": "signed",
            "period": { "start": "2025-01" }, "partners": [{ "organisation": { "name": "Partner" } }] });
    let full = json!({
        "format": "portfolio/1",
        "organisations": [{ "name": "Owner", "owner": true }, { "name": "Partner" }],
        "programmes": [{ "name": "Programme", "level": "european" }],
        "calls": [
            { "programme": "Programme", "reference": "CALL-1", "title": "A call", "opens": "2025-01-01", "deadline": "2025-03-05",
              "website": "https://call.example", "rules": { "form": "lump_sum", "funding_rate": "80", "indirect_rate": "7",
                  "indirect_base": "direct_costs", "indirect_excludes": ["A.5", "D.2"], "rounding_scope": "per_statement",
                  "flat_rates": [{ "category": "staff", "rate": "20", "of": ["equipment"] }], "prefinancing_rate": "40", "transfer_threshold": "20",
                  "certificate_threshold": "325000.00", "minimum_grant": "1.00", "maximum_grant": "2.00", "currency": "EUR",
                  "rounding": "down" } },
            { "programme": "Programme", "reference": "CALL-2", "title": "Another" },
        ],
        "projects": [with(planned, whole_plan()), project("BARE")],
        "indicators": [{ "name": "People", "unit": "people" }],
    });
    server.load(&full.to_string()).await.expect("the file");
    let dumped: Value = serde_json::from_str(&server.dump().await).expect("JSON");
    assert_eq!(dumped, full);
    same_elsewhere(&server).await;
    let paper = &server.all("/v1/deliverables?sort=number").await[0];
    assert_eq!((&paper["due_on"], &paper["original_due_on"]), (&json!("2025-08-31"), &json!("2025-05-31")));
    let package = &server.all("/v1/work-packages?sort=number").await[0];
    assert_eq!((&package["first_day"], &package["last_day"]), (&json!("2025-01-01"), &json!("2025-12-31")));
    assert_eq!(server.all("/v1/reports").await[0]["due_on"], "2025-08-31");
}

#[apply(on_both_databases!)]
async fn what_is_made_through_the_api_survives(server: Server) {
    let owner = post(&server, "/v1/organisations", json!({ "name": "Owner", "owner": true })).await;
    let partner = post(&server, "/v1/organisations", json!({ "name": "Partner" })).await;
    let programme = post(&server, "/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    post(
        &server,
        "/v1/calls",
        json!({ "programme": programme["id"], "reference": "C", "title": "T",
            "rules": { "maximum_grant": "60000.00", "currency": "CHF" } }),
    )
    .await;
    let made = post(&server, "/v1/projects", json!({
            "acronym": "A", "title": "T", "kind": "european", "stage": "signed", "period": { "start": "2025-01", "end": "2026-06" },
            "partners": [{ "organisation": partner["id"] }],
            "work_packages": [{ "number": "WP1", "title": "W", "lead": partner["id"], "start": "M1", "end": "M12" }],
            "deliverables": [{ "number": "D1", "title": "D", "work_package": "1", "lead": owner["id"], "due": "M6" },
                { "number": "D2", "title": "D", "due": "2025-09" }],
            "milestones": [{ "number": "MS1", "title": "M", "work_package": "WP1", "due": "M3" }],
            "reports": [{ "number": "1", "title": "R", "start": "M1", "end": "M12", "due": "M14" }],
        })).await;
    let of_project = format!("/v1/projects/{}", made["id"].as_str().expect("an id"));
    let indicator = json!({ "project": made["id"], "name": "People", "unit": "people",
            "targets": [{ "value": "10" }], "measurements": [{ "on": "2025", "value": "3" }] });
    let indicator = format!(
        "/v1/indicators/{}",
        post(&server, "/v1/indicators", indicator).await["id"].as_str().expect("an id")
    );
    post(&server, "/v1/indicators", json!({ "name": "People", "unit": "people" })).await;

    let later = server.later("2026-01-16T08:00:00.123456789Z").await;
    let deliverable = format!("/v1/deliverables/{}", id(&server, "/v1/deliverables?sort=number").await);
    change(&later, Method::PATCH, &deliverable, json!({ "due": "M7", "reason": "Late" })).await;
    post(&later, &format!("{deliverable}/submit"), json!({ "on": "2025-08-01", "note": "Sent" })).await;
    let later = server.later("2026-01-17T08:00:00.5Z").await;
    post(&later, &format!("{deliverable}/reject"), json!({})).await;
    let milestone = format!("/v1/milestones/{}", id(&server, "/v1/milestones").await);
    post(&later, &format!("{milestone}/miss"), json!({ "on": "2025-04-01" })).await;
    let moved = json!({ "period": { "start": "2025-03-15" }, "reason": "A late start" });
    change(&later, Method::PATCH, &of_project, moved).await;
    let later = server.later("2026-01-18T08:00:00Z").await;
    post(&later, &format!("{of_project}/extend"), json!({ "end": "2026-12", "reason": "Amendment 1" })).await;
    post(&later, &format!("{of_project}/suspend"), json!({})).await;
    change(&later, Method::PATCH, &milestone, json!({ "due": null, "reason": "No longer needed" })).await;
    let report = format!("/v1/reports/{}", id(&server, "/v1/reports").await);
    post(&later, &format!("{report}/submit"), json!({})).await;
    change(
        &later,
        Method::PATCH,
        &indicator,
        json!({ "targets": [{ "value": "12" }], "reason": "More of them" }),
    )
    .await;

    let other = same_elsewhere(&server).await;
    let dumped: Value = serde_json::from_str(&server.dump().await).expect("JSON");
    let first = &dumped["projects"][0]["deliverables"][0];
    assert_eq!((&first["original_due"], &first["original_due_on"]), (&json!("M6"), &json!("2025-06-30")));
    assert_eq!(first["stage_moves"][1]["to"], "rejected");
    let history = async |server: &Server| {
        let path = format!("/v1/projects/{}/history", id(server, "/v1/projects").await);
        server
            .moves(&path)
            .await
            .iter()
            .map(|entry| (entry["at"].clone(), entry["by"].clone()))
            .collect::<Vec<_>>()
    };
    let told = history(&other).await;
    assert_eq!(told.len(), history(&server).await.len());
    assert!(told.is_sorted_by_key(|(at, _)| at.as_str()), "{told:?}");
}

#[apply(on_both_databases!)]
async fn what_is_not_in_a_file_follows_the_start_of_its_project(server: Server) {
    let file = |start: &str, parts: Value| json!({ "projects": [with(with(project("A"), json!({ "period": { "start": start } })), parts)] });
    let part =
        |number: &str, due: &str| json!({ "number": number, "title": "T", "due": due, "stage": "planned" });
    server
        .load_parts(file(
            "2025-01",
            json!({
                "work_packages": [{ "number": "1", "title": "T", "start": "M1", "end": "M2" }],
                "deliverables": [part("1", "M6"), part("2", "M6"), part("3", "2025-06")],
                "reports": [with(part("1", "M1"), json!({ "start": "M1", "end": "M3" }))],
            }),
        ))
        .await
        .expect("a plan");
    let loaded = server
        .load_parts(file("2025-03", json!({ "deliverables": [part("D1", "M7")] })))
        .await
        .expect("a later start");
    let tally = |kind: &str| {
        loaded.0.iter().find(|(name, _)| *name == kind).map(|(_, tally)| (tally.added, tally.changed))
    };
    assert_eq!(
        [tally("work packages"), tally("deliverables"), tally("reports")],
        [Some((0, 1)), Some((0, 2)), Some((0, 1))]
    );
    let deliverables = server.all("/v1/deliverables?sort=number").await;
    let days = |index: usize| {
        ["due", "due_on", "original_due", "original_due_on"]
            .map(|day| deliverables[index][day].as_str().expect("a date"))
    };
    assert_eq!(days(0), ["M7", "2025-09-30", "M6", "2025-06-30"]);
    assert_eq!(days(1), ["M6", "2025-08-31", "M6", "2025-06-30"]);
    assert_eq!(days(2), ["2025-06", "2025-06-30", "2025-06", "2025-06-30"]);
    assert_eq!(server.all("/v1/work-packages").await[0]["last_day"], "2025-04-30");
    let report = &server.all("/v1/reports").await[0];
    assert_eq!((&report["last_day"], &report["due_on"]), (&json!("2025-05-31"), &json!("2025-03-31")));
    same_elsewhere(&server).await;
}

#[apply(on_both_databases!)]
async fn a_changed_file_changes_what_differs(server: Server) {
    let file = |title: &str, stage: Value, value: &str, target: &str| {
        json!({ "projects": [with(project("A"), json!({
            "milestones": [with(json!({ "number": "MS1", "title": title }), stage)],
            "indicators": [{ "name": "N", "unit": "u", "targets": [{ "period": "2025", "value": target }],
                "measurements": [{ "on": "2025", "value": value }, { "on": "2024", "value": "1" }] }],
        }))] })
    };
    let reached = json!({ "stage": "achieved", "stage_on": "2025-01-01" });
    server.load_parts(file("First", reached.clone(), "5", "9")).await.expect("a file");
    server.load_parts(file("Second", reached, "6", "10")).await.expect("a better file");
    let milestones = server.all("/v1/milestones").await;
    assert_eq!(
        (milestones.len(), &milestones[0]["title"], &milestones[0]["stage_on"]),
        (1, &json!("Second"), &json!("2025-01-01"))
    );
    let indicators = server.all("/v1/indicators").await;
    assert_eq!(indicators[0]["targets"], json!([{ "period": "2025", "value": "10" }]));
    let values: Vec<_> = indicators[0]["measurements"]
        .as_array()
        .expect("measurements")
        .iter()
        .map(|one| &one["value"])
        .collect();
    assert_eq!(values, ["1", "6"], "the one of 2025 was corrected");
    server.load_parts(file("Second", json!({ "stage": "planned" }), "6", "10")).await.expect("back");
    assert_eq!(
        server.all("/v1/milestones").await[0]["stage_on"],
        Value::Null,
        "another stage, since nobody knows when"
    );
}

#[apply(on_both_databases!)]
async fn an_amount_of_a_call_is_not_exchanged(server: Server) {
    let call = |rules: Value| {
        json!({ "programmes": [{ "name": "P", "level": "european" }],
            "calls": [{ "programme": "P", "reference": "C", "title": "T", "rules": rules }] })
    };
    server.load_parts(call(json!({ "minimum_grant": "10.00", "currency": "EUR" }))).await.expect("a call");
    let faults = server
        .load_parts(call(json!({ "maximum_grant": "9.00", "currency": "USD" })))
        .await
        .expect_err("another currency");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/calls/0/rules/currency", "other_currency"),
            ("/calls/0/rules/maximum_grant", "reversed")
        ])
    );
    server.load_parts(call(json!({ "funding_rate": "80" }))).await.expect("another rule");
    assert_eq!(
        server.all("/v1/calls").await[0]["rules"],
        json!({ "funding_rate": "80", "minimum_grant": "10.00", "currency": "EUR" })
    );
}

#[apply(on_both_databases!)]
async fn the_annual_reports_indicators_are_there(server: Server) {
    server.load(REPORT).await.expect("the report");
    let told = server.all("/v1/indicators").await.into_iter().map(|one| {
        assert_eq!((&one["targets"], &one["target_changes"]), (&json!([]), &json!([])));
        let measured = one["measurements"].as_array().expect("measurements");
        assert_eq!((measured.len(), &measured[0]["on"]), (1, &json!("2024")));
        json!([one["project"]["acronym"], one["name"], measured[0]["value"], one["unit"]])
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            json!(["MENTORYOU", "Mentor-mentee pairs formed", "144", "pairs"]),
            json!([null, "Organisations advised or trained", "17", "organisations"]),
            json!(["DIGIYOU", "People helped by the young mentors", "220", "people"]),
            json!(["MENTORYOU", "Success rate", "65", "percent"]),
            json!(["DIGIYOU", "Young people who became digital mentors", "22", "people"]),
        ]
    );
}

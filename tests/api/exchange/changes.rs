//! What becomes other, told as it happens: what is told to whom, and that nothing is lost and nothing told twice.

use std::time::{Duration, Instant};

use macro_rules_attribute::apply;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Background, PASSWORD, Server, Stream, asked, id, on_both_databases};

fn project(acronym: &str) -> Value {
    json!({ "acronym": acronym, "title": "A title nobody is told", "kind": "european", "stage": "signed" })
}

/// Somebody writes so many organisations, and changes each.
async fn write(server: Server, name: &'static str, count: usize) {
    for number in 0..count {
        let place = server.made("/v1/organisations", json!({ "name": format!("{name} {number}") })).await;
        let changed = server.patch(&place, json!({ "city": "Brussels" })).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    }
}

fn numbers(items: &[Value]) -> Vec<i64> {
    items.iter().map(|item| item["number"].as_i64().expect("a number")).collect()
}

#[apply(on_both_databases!)]
async fn a_change_is_told_as_it_happens_and_says_what_and_not_how(server: Server) {
    let mut stream = server.follow("/v1/changes", "").await;
    let place = server.made("/v1/projects", project("A")).await;
    let milestone = server.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
    server.done(&milestone, "achieve", json!({})).await;
    server.patch(&place, json!({ "title": "Another title nobody is told" })).await;
    server.delete(&milestone).await;
    let mut heard = Vec::new();
    for _ in 0..5 {
        heard.push(stream.next().await.expect("an event"));
    }
    let kinds: Vec<_> = heard.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "project.created",
            "milestone.created",
            "milestone.achieved",
            "project.changed",
            "milestone.deleted"
        ]
    );
    let achieved = &heard[2].data;
    assert_eq!(achieved["subject"], json!({ "kind": "milestone", "id": id(&milestone), "path": milestone }));
    assert_eq!((&achieved["project"], &achieved["at"]), (&json!(id(&place)), &json!("2026-01-15T12:00:00Z")));
    assert_eq!(achieved["actor"]["name"], crate::harness::MANAGER);
    assert!(achieved["fields"].as_array().expect("fields").contains(&json!("stage")), "{achieved}");
    assert_eq!(heard[3].data["fields"], json!(["title"]));
    assert!(heard.iter().all(|event| !event.data.to_string().contains("nobody is told")));
    let page = server.read(&format!("/v1/changes?after={}", heard[1].number)).await;
    let rest: Vec<_> = heard[2..].iter().map(|event| event.data.clone()).collect();
    assert_eq!(page, json!({ "items": rest, "next": null }), "a page tells the same");
}

#[apply(on_both_databases!)]
async fn a_stream_goes_on_with_nothing_lost_and_nothing_twice_whoever_writes_meanwhile(server: Server) {
    let begin = server.follow("/v1/changes", "").await.last;
    let writers =
        ["one", "two", "three", "four"].map(|name| tokio::spawn(write(server.by(server.token()), name, 15)));
    let (mut heard, mut last, mut streams) = (Vec::new(), begin.clone(), 0);
    while heard.len() < 120 {
        let mut stream = server.follow("/v1/changes?type=organisation.", &last).await;
        streams += 1;
        // Each is broken off after a few.
        for _ in 0..13.min(120 - heard.len()) {
            heard.push(stream.next().await.expect("an event").number);
        }
        last = stream.last;
    }
    for writer in writers {
        writer.await.expect("it writes");
    }
    assert_eq!(streams, 10);
    let begin: i64 = begin.parse().expect("a number");
    let mut all = numbers(&server.all("/v1/changes?type=organisation.&limit=7").await);
    all.retain(|number| *number > begin);
    assert_eq!(heard, all);
    assert!(all.is_sorted() && all.len() == 120);
}

#[apply(on_both_databases!)]
async fn what_another_process_writes_is_told_too(server: Server) {
    let mut stream = server.follow("/v1/changes", "").await;
    // It shares nothing with the other but the database.
    let other = server.later("2026-01-16T12:00:00Z").await;
    other.made("/v1/organisations", json!({ "name": "O" })).await;
    assert_eq!(stream.next().await.expect("an event").kind, "organisation.created");
}

#[apply(on_both_databases!)]
async fn nobody_is_told_what_they_may_not_see(server: Server) {
    let (rik, _) = server.person("rik", "reader").await;
    let (own, maud) = server.person("maud", "project_manager").await;
    let (other, _) = server.person("otto", "project_manager").await;
    let (fiona, _) = server.person("fiona", "finance_director").await;
    let place = server.made("/v1/projects", project("A")).await;
    server.assign(&maud, id(&place)).await;
    let organisation = server.made("/v1/organisations", json!({ "name": "O" })).await;
    let mut streams = Vec::new();
    for one in [&rik, &other, &own, &fiona] {
        streams.push(one.follow("/v1/changes", "").await);
    }
    let partner =
        server.made(&format!("{place}/partners"), json!({ "organisation": id(&organisation) })).await;
    server.patch(&partner, json!({ "budget_share": "10.00", "currency": "EUR" })).await;
    server.made(&format!("{place}/budgets"), json!({ "title": "B" })).await;
    let line = server
        .made(
            "/v1/funding-lines",
            json!({ "project": id(&place), "payer": id(&organisation), "form": "grant" }),
        )
        .await;
    server
        .made("/v1/payments", json!({ "funding_line": id(&line), "kind": "interim", "amount": "1.00" }))
        .await;
    server.made("/v1/funding-lines", json!({ "payer": id(&organisation), "form": "grant" })).await;
    let cost = json!({ "category": "B", "incurred_on": "2025-01-01", "amount": "1.00" });
    server.made(&format!("{place}/costs"), json!({ "costs": [cost] })).await;
    fiona.made("/v1/fiscal-years", json!({ "year": 2025 })).await;
    let entry = |reference: &str| json!({ "year": 2025, "reference": reference, "amount": "1.00", "currency": "EUR", "class": "european", "description": "D" });
    fiona.made("/v1/revenue-entries", json!({ "entries": [entry("1"), entry("2")] })).await;
    // Of access nothing is told to anybody.
    server.added("nora", "reader").await;
    server.post("/v1/sessions", json!({ "email": "rik@example.org", "password": PASSWORD })).await;
    server.made("/v1/api-keys", json!({ "name": "K", "role": "reader" })).await;
    rik.post("/v1/organisations", json!({ "name": "P" })).await;
    server.made("/v1/organisations", json!({ "name": "The last" })).await;
    let reader = ["partner.created", "organisation.created"];
    let manager = [
        "partner.created",
        "partner.changed",
        "budget.created",
        "funding_line.created",
        "payment.created",
        "cost.created",
        "organisation.created",
    ];
    let finance = [
        "partner.created",
        "partner.changed",
        "budget.created",
        "funding_line.created",
        "payment.created",
        "funding_line.created",
        "cost.created",
        "fiscal_year.created",
        "revenue_entry.posted",
        "organisation.created",
    ];
    for (stream, expected) in streams.iter_mut().zip([&reader[..], &reader[..], &manager[..], &finance[..]]) {
        assert_eq!(stream.kinds(expected.len()).await, expected);
    }
    // A page tells each what a stream does.
    for (one, expected) in [(&rik, &reader[..]), (&own, &manager[..]), (&fiona, &finance[..])] {
        let all = one.all("/v1/changes?limit=3").await;
        let kinds: Vec<_> = all.iter().map(|change| change["type"].as_str().expect("a type")).collect();
        assert!(kinds.ends_with(expected), "{kinds:?}");
    }
}

#[apply(on_both_databases!)]
async fn a_stream_ends_with_the_token_it_came_by(server: Server) {
    let key = server.post("/v1/api-keys", json!({ "name": "K", "role": "reader" })).await;
    let mut stream = server.by(key.body["secret"].as_str().expect("a key")).follow("/v1/changes", "").await;
    assert_eq!(
        server.delete(key.headers["location"].to_str().expect("a place")).await.status,
        StatusCode::NO_CONTENT
    );
    server.made("/v1/organisations", json!({ "name": "O" })).await;
    assert!(stream.next().await.is_none(), "nothing more is told");
}

#[apply(on_both_databases!)]
async fn what_was_not_done_is_not_told(server: Server) {
    let place = server.made("/v1/projects", project("A")).await;
    let mut stream = server.follow("/v1/changes", "").await;
    assert_eq!(server.post("/v1/projects", project("A")).await.status, StatusCode::CONFLICT);
    assert_eq!(server.patch(&place, json!({ "title": "" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused: Result<(), _> = server
        .app
        .write(async |work| {
            use sea_orm::ConnectionTrait;
            work.tx.execute_unprepared("UPDATE project SET title = 'taken back'").await?;
            Err(api::platform::error::Error::IdempotencyKeyInUse)
        })
        .await;
    assert!(refused.is_err());
    server.made("/v1/organisations", json!({ "name": "O" })).await;
    assert_eq!(stream.kinds(1).await, ["organisation.created"]);
}

#[apply(on_both_databases!)]
async fn a_stream_is_narrowed_by_project_and_type(server: Server) {
    let (one, other) =
        (server.made("/v1/projects", project("A")).await, server.made("/v1/projects", project("B")).await);
    let mut of_project = server.follow(&format!("/v1/changes?project={}", id(&one)), "").await;
    let mut of_kind = server.follow("/v1/changes?type=milestone.created", "").await;
    for place in [&other, &one] {
        let milestone =
            server.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
        server.done(&milestone, "miss", json!({})).await;
    }
    assert_eq!(of_project.kinds(2).await, ["milestone.created", "milestone.missed"]);
    assert_eq!(of_kind.kinds(2).await, ["milestone.created", "milestone.created"]);
}

#[apply(on_both_databases!)]
async fn the_events_of_the_portfolio_and_the_stream_of_changes_share_an_address(server: Server) {
    let mut stream = server.follow("/v1/events?type=event", "").await;
    server
        .made("/v1/events", json!({ "title": "E", "kind": "meeting", "period": { "start": "2024" } }))
        .await;
    assert_eq!(stream.kinds(1).await, ["event.created"]);
    assert_eq!(
        server.all("/v1/events").await[0]["title"],
        "E",
        "whoever asks for JSON is told what was held"
    );
    let (status, headers, _) = server.file("/v1/events", "text/event-stream;q=0, text/csv").await;
    let kind = headers["content-type"].to_str().expect("text");
    assert!(
        status.is_success() && kind.starts_with("text/csv"),
        "a stream of no weight is not wanted: {kind}"
    );
}

#[apply(on_both_databases!)]
async fn a_browser_says_who_asks_in_the_address(server: Server) {
    let address = server.address(&format!("/v1/changes?access_token={}&type=organisation", server.token()));
    let mut stream = Stream::open(&address, "", "").await;
    server.made("/v1/organisations", json!({ "name": "O" })).await;
    assert_eq!(stream.kinds(1).await, ["organisation.created"]);
    // Not where no stream is asked for: there a header can be sent.
    let json = Client::new().get(address).send().await.expect("an answer");
    assert_eq!(json.status(), StatusCode::UNAUTHORIZED);
}

#[apply(on_both_databases!)]
async fn a_place_to_go_on_from_that_is_none_is_refused(server: Server) {
    for (path, last) in [
        ("/v1/changes", "x"),
        ("/v1/changes", "-1"),
        ("/v1/changes?after=x", ""),
        ("/v1/changes?after=999999", ""),
        ("/v1/changes?colour=red", ""),
    ] {
        let answer = asked(&server.address(path), server.token(), last).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path} {last}");
    }
    assert_eq!(server.get("/v1/changes?after=x").await.faults(), [("/after", "cursor")]);
    for path in ["/v1/changes", "/v1/events"] {
        let page = server.send_text(Method::GET, path, &[("last-event-id", "x")], "").await;
        assert_eq!(
            page.faults(),
            [("/last-event-id", "cursor")],
            "a page ignores a number, and refuses what is none"
        );
    }
    // What was heard last goes before what the address says.
    let mut stream = server.follow("/v1/changes?after=x", "0").await;
    server.made("/v1/organisations", json!({ "name": "O" })).await;
    assert_eq!(stream.kinds(1).await, ["organisation.created"]);
}

#[apply(on_both_databases!)]
async fn nobody_has_streams_without_end(server: Server) {
    let mut streams = Vec::new();
    for _ in 0..10 {
        streams.push(server.follow("/v1/changes", "").await);
    }
    let refused = asked(&server.address("/v1/changes"), server.token(), "").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    let (rik, _) = server.person("rik", "reader").await;
    rik.follow("/v1/changes", "").await;
    drop(streams);
    let begun = Instant::now();
    while asked(&server.address("/v1/changes"), server.token(), "").await.status() != StatusCode::OK {
        assert!(begun.elapsed() < Duration::from_secs(30), "a stream that nobody listens to ends");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_stream_does_not_keep_the_service_from_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Background::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let greeting = server.greeting.join(" ");
    let once = greeting.split_whitespace().find(|word| word.starts_with("ppt_once_")).expect("a token");
    let form = json!({ "token": once, "password": PASSWORD });
    let redeemed = Client::new()
        .post(format!("{}/v1/sessions/redeem", server.address()))
        .header("content-type", "application/json")
        .body(form.to_string());
    let session: Value =
        serde_json::from_str(&redeemed.send().await.expect("an answer").text().await.expect("a body"))
            .expect("JSON");
    let address = format!("{}/v1/changes", server.address());
    let mut stream = Stream::open(&address, session["token"].as_str().expect("a token"), "").await;
    let begun = Instant::now();
    let ended = tokio::task::spawn_blocking(move || server.terminate());
    assert!(stream.next().await.is_none());
    assert!(ended.await.expect("an end"), "it ends well");
    assert!(begun.elapsed() < Duration::from_secs(5), "at once, and not when patience ends");
}

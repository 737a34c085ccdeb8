//! What is refused is bounded: how much is said of it, how much of it is repeated, and how much memory it takes.

use macro_rules_attribute::apply;
use openapi::platform::error_code::ErrorCode;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::api::access::operations::operations;
use crate::api::access::rights::everybody;
use crate::harness::{Background, Reply, Server, on_both_databases};

/// The most characters of any input that a refusal repeats.
const MAX_QUOTED_CHARS: usize = 200;
/// The most bytes of a refusal.
const MAX_REFUSAL_BYTES: usize = 64 * 1024;
/// Operations whose project stands in the body alone.
const PROJECT_IN_BODY: [&str; 4] =
    ["create_publication", "create_event", "create_indicator", "create_import"];

/// Asserts that a refusal is short and says how many faults there are.
fn assert_bounded(reply: &Reply, total: u64, what: &str) {
    let listed = reply.body["errors"].as_array().expect("errors").len();
    assert!(listed <= 100, "{what}: {listed}");
    assert_eq!(reply.body["errors_total"], total, "{what}: {}", reply.body["detail"]);
    assert!(reply.body.to_string().len() <= MAX_REFUSAL_BYTES, "{what}");
}

/// The longest run of one character in a text.
fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|letter| letter != wanted).map(|run| run.chars().count()).max().unwrap_or_default()
}

#[apply(on_both_databases!)]
async fn a_body_is_looked_at_once_its_sender_may_send_it(server: Server) {
    let (project, everybody) = everybody(&server).await;
    let (mut refused, mut seen) = (0, 0);
    for operation in operations(&server, &project).await {
        // What takes no body, or a file, is asked for elsewhere.
        if operation.method == Method::GET || operation.body.is_null() || operation.id == "upload_import_file"
        {
            continue;
        }
        for asking in &everybody {
            let may_be_anywhere =
                PROJECT_IN_BODY.contains(&operation.id.as_str()) && asking.reaches["write_projects"] == "own";
            let Some(expected) = asking.refusal(&operation.id).filter(|_| !may_be_anywhere) else { continue };
            seen += 1;
            for nonsense in [json!([1, 1, 1]), json!({ "nonsense": true }), json!("x")] {
                let headers = [("if-match", "\"another\""), ("idempotency-key", "")];
                let reply =
                    asking.server.send(operation.method.clone(), &operation.path, &headers, nonsense).await;
                assert_eq!(reply.status, expected, "{} at {}: {}", asking.name, operation.id, reply.body);
                refused += usize::from(expected == StatusCode::FORBIDDEN);
            }
        }
    }
    assert!(seen > 100, "{seen}");
    assert_eq!(
        server.all("/v1/audit-events?kind=refused&limit=100").await.len(),
        refused,
        "each refusal is on record"
    );
}

#[apply(on_both_databases!)]
async fn a_refusal_lists_a_hundred_faults_and_counts_the_rest(server: Server) {
    let project = server.project("A", "national").await;
    let costs = format!("{project}/costs");
    let reply = server.post(&costs, json!({ "costs": vec![1; 1000] })).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_bounded(&reply, 1000, "a list of numbers");
    assert_eq!(reply.body["errors"].as_array().map(Vec::len), Some(100));
    let reply = server.post(&costs, json!({ "costs": vec![1; 50_000] })).await;
    assert_bounded(&reply, 1, "a list that is too long");
    assert_eq!(reply.faults(), [("/costs", "too_many")]);
    let many: serde_json::Map<_, _> =
        (0..20_000).map(|n| (format!("{n}{}", "x".repeat(300)), json!(n))).collect();
    assert_bounded(&server.post(&costs, Value::Object(many)).await, 10_000, "unknown members");
    for (what, body) in [
        ("a list of millions", format!("[{}1]", "1,".repeat(3_400_000))),
        ("millions of objects", format!("{{\"costs\":[{}{{}}]}}", "{\"a\":1},".repeat(1_000_000))),
    ] {
        let reply =
            server.send_text(Method::POST, &costs, &[("content-type", "application/json")], body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", reply.body);
        assert_bounded(&reply, 1, what);
    }
}

#[apply(on_both_databases!)]
async fn a_refusal_repeats_little_of_what_was_sent(server: Server) {
    let long = "q".repeat(50_000);
    let project = json!({ "acronym": "A", "title": "T", "kind": "national" });
    let with = |member: &str, value: Value| {
        let mut body = project.clone();
        body[member] = value;
        body
    };
    let place = server.made("/v1/projects", project.clone()).await;
    for body in [
        with("title", json!(long)),
        with(&long, json!(1)),
        with("kind", json!(long)),
        with("website", json!(long)),
        with("title", json!([long])),
        with("themes", json!([long])),
        with("period", json!({ "start": long })),
        with("partners", json!([{ "budget_share": long }])),
        with("title", json!({ &long: long })),
        json!(long),
    ] {
        for reply in [server.post("/v1/projects", body.clone()).await, server.patch(&place, body).await] {
            assert!(reply.status.is_client_error(), "{}", reply.status);
            assert!(longest_run(&reply.body.to_string(), 'q') <= MAX_QUOTED_CHARS, "{}", reply.body);
            assert!(reply.body.to_string().len() <= MAX_REFUSAL_BYTES);
        }
    }
    let long = "q".repeat(7_000);
    for path in [
        format!("/v1/projects?{long}=1"),
        format!("/v1/projects?kind={long}"),
        format!("/v1/projects?sort={long}"),
        format!("/v1/projects?limit={long}"),
        format!("/v1/projects?{long}=1&{long}=2"),
        format!("/v1/{long}"),
        format!("/v1/projects/{long}"),
        format!("/v1/projects?programme={long}"),
        format!("/v1/projects?after={long}"),
    ] {
        let path = path.get(..8_000).unwrap_or(&path);
        let reply = server.get(path).await;
        assert!(reply.status.is_client_error(), "{path}");
        assert!(longest_run(&reply.body.to_string(), 'q') <= MAX_QUOTED_CHARS, "{}", reply.body);
    }
    let tags = [("if-match", &*"q".repeat(2_000))];
    let reply = server.send(Method::PATCH, &place, &tags, json!({ "title": "T" })).await;
    assert_eq!(reply.faults(), [("/if-match", "too_long")]);
}

#[apply(on_both_databases!)]
async fn a_text_of_one_line_holds_no_control_character_and_no_change_of_direction(server: Server) {
    let place = server.project("A", "national").await;
    for bad in
        ['\u{1}', '\t', '\n', '\u{7f}', '\u{85}', '\u{2028}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}']
    {
        let reply = server.patch(&place, json!({ "title": format!("A{bad}B") })).await;
        assert_eq!(reply.faults(), [("/title", "format")], "{bad:?}");
        assert!(reply.detail().contains(&format!("U+{:04X}", u32::from(bad))), "{}", reply.detail());
        let organisation = json!({ "name": "N", "city": format!("A{bad}B") });
        assert_eq!(
            server.post("/v1/organisations", organisation).await.faults(),
            [("/city", "format")],
            "{bad:?}"
        );
    }
    for (text, is_good) in [
        ("One\nline\r\n\tmore", true),
        ("A\u{200f}B", true),
        ("A\rB", false),
        ("A\u{202e}B", false),
        ("A\u{1b}B", false),
    ] {
        let status = server.patch(&place, json!({ "summary": text })).await.status;
        assert_eq!(status == StatusCode::OK, is_good, "{text:?}: {status}");
    }
    let faults =
        server.load_parts(json!({ "organisations": [{ "name": "A\nB" }] })).await.expect_err("it is refused");
    assert_eq!((faults[0].pointer.as_str(), faults[0].code), ("/organisations/0/name", ErrorCode::Format));
    let faults = server
        .load_parts(json!({ "organisations": [{ "name": "x".repeat(501) }] }))
        .await
        .expect_err("it is refused");
    assert_eq!((faults[0].pointer.as_str(), faults[0].code), ("/organisations/0/name", ErrorCode::TooLong));
}

#[apply(on_both_databases!)]
async fn a_number_in_the_place_of_a_decimal_is_told_how_it_is_written(server: Server) {
    let project = server.project("A", "national").await;
    let cost = |amount: Value| json!({ "costs": [{ "category": "B", "incurred_on": "2025-01-01", "amount": amount }] });
    for (number, written) in
        [(json!(1234.5), "\"1234.50\""), (json!(7), "\"7.00\""), (json!(-0.01), "\"-0.01\"")]
    {
        let reply = server.post(&format!("{project}/costs"), cost(number)).await;
        assert_eq!(reply.faults(), [("/costs/0/amount", "type")]);
        assert!(
            reply.detail().contains("write it as a string") && reply.detail().contains(written),
            "{}",
            reply.detail()
        );
    }
    let reply = server.post(&format!("{project}/costs"), cost(json!(1.005))).await;
    assert!(reply.detail().contains("exactly two decimal places"), "{}", reply.detail());
    let target = json!({ "year": 2025, "class": "european", "percent": 33.25 });
    assert!(server.post("/v1/revenue-targets", target).await.detail().contains("\"33.25\""));
}

#[apply(on_both_databases!)]
async fn what_was_stored_longer_than_it_may_be_now_is_read_and_changed(server: Server) {
    let place = server.project("A", "national").await;
    let long = format!("{}\nx", "T".repeat(900));
    let statement = format!("UPDATE project SET title = '{long}', manager = '{long}'");
    let stored = server.app.write(async |work| {
        sea_orm::ConnectionTrait::execute_unprepared(work.tx, &statement).await?;
        Ok(())
    });
    stored.await.expect("a row");
    assert_eq!(server.read(&place).await["title"], long.as_str());
    let reply = server.patch(&place, json!({ "summary": "New" })).await;
    assert_eq!((reply.status, &reply.body["title"]), (StatusCode::OK, &json!(long)));
    assert_eq!(server.patch(&place, json!({ "title": long })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The token of somebody of a role, as the demonstration prints it.
fn token<'d>(demo: &'d Background, role: &str) -> &'d str {
    let line = demo.greeting.iter().find(|line| line.trim().starts_with(role)).expect("a line of the role");
    line.rsplit(' ').next().expect("a token")
}

/// Ten megabytes that are refused, of every shape.
fn large_bodies() -> [(&'static str, String); 9] {
    const SIZE: usize = 10 * 1024 * 1024 - 64;
    let filled = |start: &str, unit: &str, end: &str| {
        format!("{start}{}{end}", unit.repeat((SIZE - start.len() - end.len()) / unit.len()))
    };
    let members = (0..SIZE / 14).map(|n| format!("\"{n:08}\":1,")).collect::<Vec<_>>().concat();
    [
        ("numbers", filled("[", "1,", "1]")),
        ("numbers in a list", filled("{\"themes\":[", "1,", "1]}")),
        ("empty objects", filled("{\"partners\":[", "{},", "{}]}")),
        ("small objects", filled("{\"partners\":[", "{\"a\":1},", "{}]}")),
        ("nested lists", filled("", "[", "")),
        ("a long text", filled("{\"title\":\"", "x", "\"}")),
        ("a long name", filled("{\"", "x", "\":1}")),
        ("a long number", filled("{\"title\":", "1", "}")),
        ("unknown members", format!("{{{members}\"x\":1}}")),
    ]
}

#[tokio::test]
async fn no_body_that_is_refused_takes_more_than_256_mib() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Background::start(folder.path(), &["demo", "--port", "0"]);
    let client = Client::new();
    for (what, body) in large_bodies() {
        for (role, status) in [("reader", Some(StatusCode::FORBIDDEN)), ("admin", None)] {
            let asked =
                client.post(format!("{}/v1/projects", demo.address())).bearer_auth(token(&demo, role));
            let asked = asked.header("content-type", "application/json").body(body.clone());
            let answer = asked.send().await.expect("an answer");
            assert!(answer.status().is_client_error(), "{what}: {}", answer.status());
            assert!(status.is_none_or(|status| answer.status() == status), "{what}: {}", answer.status());
            let text = answer.text().await.expect("a body");
            assert!(text.len() <= MAX_REFUSAL_BYTES, "{what}: {}", text.len());
            let peak = demo.peak_memory();
            assert!(peak < 256 * 1024, "{what}, by the {role}: {peak} KiB");
        }
    }
    assert!(demo.terminate());
}

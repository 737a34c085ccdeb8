//! Webhooks: changes are sent to others, signed, in their order, and again until they are taken.

use std::sync::atomic::Ordering;
use std::time::Duration;

use api::exchange::webhooks::deliver;
use api::platform::app::WebhookSettings;
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Receiver, Server, id, on_both_databases, with};

/// When each attempt is due for sure, in January.
const ATTEMPTS: [&str; 10] = [
    "15T12:00:00",
    "15T12:00:06",
    "15T12:06:00",
    "15T12:45:00",
    "15T15:10:00",
    "15T21:00:00",
    "16T09:00:00",
    "17T02:00:00",
    "18T02:00:00",
    "19T06:00:00",
];
/// A secret of nobody.
const OTHER: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// Sends what is due to wherever it may be, as the server's clock stands.
fn sends(server: &Server) -> tokio::task::JoinHandle<()> {
    tokio::spawn(deliver(server.app.clone().with_webhooks(WebhookSettings { to_private: true })))
}

/// Another server on the same database, whose clock stands later, and which sends what is due then.
async fn sends_at(server: &Server, instant: &str) -> (Server, tokio::task::JoinHandle<()>) {
    let later = server.later(instant).await;
    let sending = sends(&later);
    (later, sending)
}

/// Registers a webhook; gives back where it is, and its secret.
async fn registered(server: &Server, inbox: &Receiver, more: Value) -> (String, String) {
    let server = server.sending_to_private().await;
    let made = server.post("/v1/webhooks", with(json!({ "url": inbox.address() }), more)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let secret = made.body["secret"].as_str().expect("a secret").to_owned();
    (made.headers["location"].to_str().expect("a place").to_owned(), secret)
}

async fn organisation(server: &Server, name: &str) -> String {
    server.made("/v1/organisations", json!({ "name": name })).await
}

/// The only delivery of a webhook, once it is no more as it was before it was sent.
async fn delivery(server: &Server, hook: &str, attempts: usize) -> Value {
    for _ in 0..600 {
        let all = server.all(&format!("{hook}/deliveries")).await;
        if all.len() == 1 && all[0]["attempts"].as_array().expect("attempts").len() == attempts {
            return all[0].clone();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it was not tried {attempts} times");
}

#[apply(on_both_databases!)]
async fn a_change_is_sent_signed_and_in_its_order(server: Server) {
    let inbox = Receiver::start().await;
    organisation(&server, "Before it was registered").await;
    let (hook, secret) = registered(&server, &inbox, json!({ "types": ["organisation.*"] })).await;
    let _sending = sends(&server);
    for number in 0..5 {
        organisation(&server, &format!("O {number}")).await;
        server.made("/v1/themes", json!({ "code": format!("t{number}"), "labels": {} })).await;
    }
    let received = inbox.wait(5).await;
    let changes = server.all("/v1/changes?type=organisation.").await;
    let sent: Vec<_> = received.iter().map(|one| one.body["data"].clone()).collect();
    assert_eq!(sent, changes[1..]);
    for one in &received {
        assert!(one.is_signed_by(&secret) && !one.is_signed_by(OTHER), "{one:?}");
        assert_eq!(
            (&one.body["type"], one.timestamp.as_str()),
            (&json!("organisation.created"), "1768478400")
        );
    }
    assert_eq!(received[0].message, format!("msg_{}_{}", id(&hook).replace('-', ""), sent[0]["number"]));
    let told = server.read(&hook).await;
    assert!(told.get("secret").is_none(), "it is told once");
    let trail = Value::Array(server.all("/v1/audit-events").await).to_string();
    assert!(!trail.contains("whsec_"));
}

#[apply(on_both_databases!)]
async fn what_fails_is_sent_again_and_holds_nothing_up(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({ "types": ["organisation.created"] })).await;
    inbox.answers(&[(503, None)]);
    let _first = sends(&server);
    organisation(&server, "One").await;
    let failed = delivery(&server, &hook, 1).await;
    assert_eq!((&failed["stage"], &failed["attempts"][0]["status"]), (&json!("pending"), &json!(503)));
    assert_eq!(failed["attempts"][0]["answer"], "a word of the receiver");
    let next = failed["next_attempt_at"].as_str().expect("an instant").to_owned();
    assert!(next.starts_with("2026-01-15T12:00:05"), "{next}");
    assert_eq!(server.read(&hook).await["failing_since"], "2026-01-15T12:00:00Z");
    // Those behind it go on.
    organisation(&server, "Two").await;
    let received = inbox.wait(2).await;
    assert_ne!(received[0].message, received[1].message);
    let (_later, _second) = sends_at(&server, "2026-01-15T12:00:06Z").await;
    let received = inbox.wait(3).await;
    assert_eq!(
        (&received[0].message, &received[0].text),
        (&received[2].message, &received[2].text),
        "it is the same"
    );
    for _ in 0..200 {
        if server.all(&format!("{hook}/deliveries?stage=delivered")).await.len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(server.all(&format!("{hook}/deliveries?stage=delivered")).await.len(), 2);
    assert_eq!(server.read(&hook).await["failing_since"], Value::Null);
}

#[apply(on_both_databases!)]
async fn what_is_never_taken_is_given_up_and_can_be_replayed(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({ "types": ["organisation.created"] })).await;
    inbox.answers(&[(500, None); 10]);
    organisation(&server, "One").await;
    for (attempt, instant) in ATTEMPTS.iter().enumerate() {
        let _sending = sends_at(&server, &format!("2026-01-{instant}Z")).await;
        let told = delivery(&server, &hook, attempt + 1).await;
        assert_eq!(told["stage"] == "dead", attempt == 9, "{told}");
    }
    let dead = server.all(&format!("{hook}/deliveries?stage=dead")).await;
    assert!(dead.len() == 1 && dead[0]["next_attempt_at"].is_null());
    let (later, _sending) = sends_at(&server, "2026-01-19T07:00:00Z").await;
    later
        .done(&format!("{hook}/deliveries/{}", dead[0]["id"].as_str().expect("an id")), "replay", json!({}))
        .await;
    assert_eq!(delivery(&server, &hook, 11).await["stage"], "delivered");
    assert!(inbox.received().iter().all(|one| one.message == inbox.received()[0].message));
}

#[apply(on_both_databases!)]
async fn a_webhook_that_takes_nothing_for_five_days_is_sent_nothing_more(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({ "types": ["organisation.created"] })).await;
    inbox.answers(&[(500, None); 10]);
    organisation(&server, "One").await;
    for attempt in 1..=6 {
        assert_eq!(server.read(&hook).await["enabled"], true);
        let _sending = sends_at(&server, &format!("2026-01-{}T12:00:00Z", 14 + attempt)).await;
        delivery(&server, &hook, attempt).await;
    }
    let told = server.read(&hook).await;
    assert_eq!(
        (&told["enabled"], &told["disabled_reason"]),
        (&json!(false), &json!("all attempts failed for five days"))
    );
}

#[apply(on_both_databases!)]
async fn a_receiver_that_is_gone_is_sent_nothing_more(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({})).await;
    inbox.answers(&[(410, None)]);
    let _sending = sends(&server);
    organisation(&server, "One").await;
    assert_eq!(delivery(&server, &hook, 1).await["stage"], "dead");
    organisation(&server, "Two").await;
    let told = server.read(&hook).await;
    assert_eq!(told["enabled"], false);
    assert!(told["disabled_reason"].as_str().expect("a reason").contains("410"));
    let trail = server.all(&format!("/v1/audit-events?subject={}&kind=changed", id(&hook))).await;
    assert_eq!(trail[0]["actor"]["name"], "the service", "it is on record");
    // Once somebody enables it again it is sent what happens then, and what is replayed.
    let server = server.sending_to_private().await;
    assert_eq!(server.patch(&hook, json!({ "enabled": true })).await.body["disabled_reason"], Value::Null);
    organisation(&server, "Three").await;
    assert_eq!(inbox.wait(2).await.len(), 2);
    let dead = server.all(&format!("{hook}/deliveries?stage=dead")).await;
    server
        .done(&format!("{hook}/deliveries/{}", dead[0]["id"].as_str().expect("an id")), "replay", json!({}))
        .await;
    let received = inbox.wait(3).await;
    assert_eq!(received[0].message, received[2].message);
}

#[apply(on_both_databases!)]
async fn everything_from_a_number_on_is_sent_again_under_the_same_names(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({ "types": ["organisation.created"] })).await;
    let _sending = sends(&server);
    for name in ["One", "Two", "Three"] {
        organisation(&server, name).await;
    }
    let sent = inbox.wait(3).await;
    let after = sent[0].body["data"]["number"].clone();
    server.done(&hook, "replay", json!({ "after": after })).await;
    let again = inbox.wait(5).await;
    let messages =
        |from: usize, to: usize| again[from..to].iter().map(|one| one.message.clone()).collect::<Vec<_>>();
    assert_eq!(messages(1, 3), messages(3, 5));
    assert_eq!(server.all(&format!("{hook}/deliveries")).await.len(), 3, "and no more is kept");
    server.done(&hook, "replay", json!({ "from": "2026-01-15T00:00:00Z" })).await;
    assert_eq!(inbox.wait(8).await.len(), 8);
    for wrong in [json!({}), json!({ "after": 1, "from": "2026-01-15T00:00:00Z" })] {
        assert_eq!(server.verb(&hook, "replay", wrong).await.faults(), [("", "one_of")]);
    }
}

#[apply(on_both_databases!)]
async fn a_receiver_is_not_followed_elsewhere_and_says_when_to_come_again(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({})).await;
    inbox.answers(&[(302, Some("600"))]);
    let _sending = sends(&server);
    organisation(&server, "One").await;
    let told = delivery(&server, &hook, 1).await;
    assert_eq!(
        (&told["attempts"][0]["status"], &told["next_attempt_at"]),
        (&json!(302), &json!("2026-01-15T12:10:00Z"))
    );
    assert_eq!(inbox.received().len(), 1);
}

#[apply(on_both_databases!)]
async fn a_secret_that_is_rotated_signs_along_for_a_day(server: Server) {
    let inbox = Receiver::start().await;
    let (hook, old) = registered(&server, &inbox, json!({})).await;
    let rotated = server.verb(&hook, "rotate-secret", json!({})).await;
    let new = rotated.body["secret"].as_str().expect("a secret");
    assert_eq!(rotated.body["previous_secret_until"], "2026-01-16T12:00:00Z");
    let _first = sends(&server);
    server.made(&format!("{hook}/ping"), json!({})).await;
    let first = inbox.wait(1).await.remove(0);
    assert_eq!(first.body["type"], "ping");
    assert!(first.is_signed_by(new) && first.is_signed_by(&old) && new != old);
    assert_eq!(delivery(&server, &hook, 1).await["stage"], "delivered");
    let (later, _second) = sends_at(&server, "2026-01-16T12:00:00Z").await;
    later.made(&format!("{hook}/ping"), json!({})).await;
    let second = inbox.wait(2).await.remove(1);
    assert!(second.is_signed_by(new) && !second.is_signed_by(&old), "a day later it does not");
}

#[apply(on_both_databases!)]
async fn several_processes_share_the_work_and_do_nothing_twice(server: Server) {
    let inbox = Receiver::start().await;
    inbox.takes(Duration::from_millis(20));
    registered(&server, &inbox, json!({ "types": ["organisation.created"] })).await;
    // Each shares nothing with the others but the database.
    let mut all = vec![sends(&server)];
    for _ in 0..2 {
        all.push(sends_at(&server, "2026-01-15T12:00:00Z").await.1);
    }
    for number in 0..20 {
        organisation(&server, &format!("O {number}")).await;
    }
    inbox.wait(20).await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let numbers: Vec<_> =
        inbox.received().iter().map(|one| one.body["data"]["number"].as_i64().expect("a number")).collect();
    assert!(numbers.len() == 20 && numbers.is_sorted(), "{numbers:?}");
}

#[apply(on_both_databases!)]
async fn nothing_is_sent_behind_the_back_of_the_service(server: Server) {
    for (url, fault) in [
        ("http://example.org/", "https"),
        ("https://127.0.0.1/", "private"),
        ("https://169.254.169.254/", "private"),
        ("https://[::1]/", "private"),
        ("http://localhost:8080/", "private"),
        ("nonsense", "must be a URL"),
    ] {
        let refused = server.post("/v1/webhooks", json!({ "url": url, "types": ["x"] })).await;
        assert_eq!(refused.faults(), [("/types/0", "format"), ("/url", "not_allowed")], "{url}");
        let told = refused.body["errors"].to_string();
        assert!(told.contains(fault), "{url}: {told}");
    }
    // One that was registered when it was allowed is not sent to when it is not.
    let inbox = Receiver::start().await;
    let (hook, _) = registered(&server, &inbox, json!({})).await;
    let _sending = tokio::spawn(deliver(server.app.clone()));
    organisation(&server, "One").await;
    let told = delivery(&server, &hook, 1).await;
    assert!(told["attempts"][0]["error"].as_str().expect("an error").contains("private"), "{told}");
    assert!(inbox.received().is_empty());
}

#[apply(on_both_databases!)]
async fn a_change_costs_nothing_more_where_there_are_webhooks(server: Server) {
    let place = organisation(&server, "One").await;
    let (watched, count) = server.watched().await;
    let mut costs = Vec::new();
    for name in ["Two", "Three"] {
        let seen = watched.get(&place).await;
        count.store(0, Ordering::SeqCst);
        let patched =
            watched.send(Method::PATCH, &place, &[("if-match", seen.tag())], json!({ "name": name })).await;
        assert_eq!(patched.status, StatusCode::OK);
        costs.push(count.load(Ordering::SeqCst));
        registered(&server, &Receiver::start().await, json!({})).await;
    }
    assert_eq!(costs[0], costs[1]);
}

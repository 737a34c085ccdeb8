//! Facing a network: who may ask how often, what is too much or too slow, and what browsers are told.

use api::platform::network::Settings;
use macro_rules_attribute::apply;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Kind, Reply, Server, document, on_both_databases};

fn limits(rate_limit: u32, sign_in_rate_limit: u32) -> Settings {
    Settings { rate_limit, sign_in_rate_limit, ..Settings::default() }
}

fn assert_too_many(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "{}", reply.body);
    assert_eq!(reply.body["code"], "too_many_requests");
    let wait: u64 = reply.headers["retry-after"].to_str().expect("text").parse().expect("whole seconds");
    assert!((1..=60).contains(&wait), "{wait}");
}

async fn sign_in(server: &Server, email: &str, headers: &[(&str, &str)]) -> Reply {
    let form = json!({ "email": email, "password": "not the right one" });
    server.send(Method::POST, "/v1/sessions", headers, form).await
}

/// What a server answers to some bytes, until it ends the connection.
async fn answer(address: &str, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(sent).await.expect("a write");
    let mut told = Vec::new();
    // What is not read to its end may be ended by a reset, after the answer.
    let _ = stream.read_to_end(&mut told).await;
    String::from_utf8(told).expect("text")
}

#[apply(on_both_databases!)]
async fn whoever_asks_too_often_is_told_to_wait_and_nobody_else_is(server: Server) {
    let (reader, _) = server.person("rik", "reader").await;
    let limited = server.facing(limits(3, 0)).await;
    for _ in 0..3 {
        assert_eq!(limited.get("/v1/me").await.status, StatusCode::OK);
    }
    assert_too_many(&limited.get("/v1/me").await);
    assert_eq!(limited.by(reader.token()).get("/v1/me").await.status, StatusCode::OK);
    // Whether the service is well may always be asked.
    for _ in 0..5 {
        assert_eq!(limited.get("/readyz").await.status, StatusCode::OK);
    }
}

#[apply(on_both_databases!)]
async fn whoever_guesses_tokens_is_counted_by_their_machine(server: Server) {
    let limited = server.facing(limits(3, 0)).await;
    let (nobody, guesser) = (limited.by(""), limited.by("ppt_session_guessed"));
    for asking in [&nobody, &guesser, &guesser] {
        assert_eq!(asking.get("/v1/projects").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_too_many(&nobody.get("/v1/projects").await);
    assert_too_many(&guesser.get("/v1/projects").await);
    assert_eq!(limited.get("/v1/projects").await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn nobody_tries_many_passwords(server: Server) {
    let nobody = server.facing(limits(0, 2)).await.by("");
    for email in ["one@example.org", "two@example.org"] {
        assert_eq!(sign_in(&nobody, email, &[]).await.status, StatusCode::UNAUTHORIZED);
    }
    assert_too_many(&sign_in(&nobody, "three@example.org", &[]).await);
    let form = json!({ "token": "ppt_once_guessed", "password": "seven red lanterns on the quay" });
    assert_too_many(&nobody.post("/v1/sessions/redeem", form).await);
}

#[apply(on_both_databases!)]
async fn nobody_tries_many_passwords_of_one_address_from_many_machines(server: Server) {
    let trusted_proxies = vec!["127.0.0.1/32".parse().expect("a network")];
    let nobody = server.facing(Settings { trusted_proxies, ..limits(0, 2) }).await.by("");
    for (email, from) in [("maud@example.org", "192.0.2.1"), (" MAUD@example.org", "192.0.2.2")] {
        let reply = sign_in(&nobody, email, &[("x-forwarded-for", from)]).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    }
    let from = [("x-forwarded-for", "192.0.2.3")];
    assert_too_many(&sign_in(&nobody, "maud@example.org", &from).await);
    assert_eq!(sign_in(&nobody, "rik@example.org", &from).await.status, StatusCode::UNAUTHORIZED);
}

#[apply(on_both_databases!)]
async fn nobody_tries_many_passwords_of_a_session_that_they_found(server: Server) {
    let (reader, _) = server.person("rik", "reader").await;
    let reader = reader.facing(limits(0, 2)).await;
    let form =
        json!({ "current_password": "not the right one", "password": "nine blue kites over the dune" });
    for _ in 0..2 {
        let reply = reader.post("/v1/me/password", form.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.body);
    }
    assert_too_many(&reader.post("/v1/me/password", form).await);
}

#[apply(on_both_databases!)]
async fn what_is_too_large_to_read_is_refused(server: Server) {
    let target = format!("/v1/projects?q={}", "q".repeat(8 * 1024));
    let head = format!("GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let told = answer(server.authority(), head.as_bytes()).await;
    assert!(told.starts_with("HTTP/1.1 414 ") && told.contains("/problems/target_too_long"), "{told}");
    for (size, told_why) in [(17 * 1024, true), (65 * 1024, false)] {
        let large = "x".repeat(size);
        let head = format!("GET /v1/me HTTP/1.1\r\nhost: x\r\nlarge: {large}\r\nconnection: close\r\n\r\n");
        let told = answer(server.authority(), head.as_bytes()).await;
        assert!(told.starts_with("HTTP/1.1 431 "), "{told}");
        assert_eq!(told.contains("/problems/headers_too_large"), told_why, "{told}");
    }
    let large = json!({ "email": "m@example.org", "password": "p".repeat(16 * 1024) });
    for (path, asking) in [
        ("/v1/sessions", server.by("")),
        ("/v1/sessions/redeem", server.by("")),
        ("/v1/me/password", server.by(server.token())),
    ] {
        let reply = asking.post(path, large.clone()).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert_eq!(reply.body["code"], "payload_too_large");
    }
}

#[apply(on_both_databases!)]
async fn what_an_answer_says_to_browsers_and_caches(server: Server) {
    let project = json!({ "acronym": "SAFE", "title": "Safe", "kind": "internal" });
    let place = server.made("/v1/projects", project).await;
    let nobody = server.by("");
    for (reply, kept) in [
        (server.get("/v1/projects").await, Some("no-store")),
        (server.get(&place).await, Some("private, no-cache")),
        (server.get("/v1/nothing").await, Some("no-store")),
        (nobody.get(&place).await, Some("no-store")),
        (server.get("/healthz").await, None),
        (server.get("/nothing").await, None),
        (server.get("/docs/").await, None),
    ] {
        assert_secured(&reply.headers);
        let told = reply.headers.get("cache-control").map(|told| told.to_str().expect("text"));
        assert_eq!(told, kept, "{}", reply.body);
    }
    let seen = server.get(&place).await;
    let reply = server.send_text(Method::GET, &place, &[("if-none-match", seen.tag())], String::new()).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.headers["cache-control"], "private, no-cache");
    let data = &server.get("/v1/projects").await.headers["content-security-policy"];
    assert_eq!(data, "default-src 'none'; frame-ancestors 'none'");
    let page = server.get("/docs/").await.headers["content-security-policy"].clone();
    let page = page.to_str().expect("text");
    assert!(page.contains("script-src 'self';") && page.contains("frame-ancestors 'none'"), "{page}");
}

fn assert_secured(headers: &HeaderMap) {
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["x-frame-options"], "DENY");
    assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
    assert!(headers["content-security-policy"].to_str().expect("text").starts_with("default-src 'none';"));
    assert!(!headers.contains_key("strict-transport-security"), "it is not spoken to by TLS");
    assert!(headers.contains_key("x-request-id"));
}

async fn server() -> Server {
    Server::on(Kind::Sqlite).await.expect("SQLite is always there")
}

#[tokio::test]
async fn a_proxy_is_believed_when_it_is_trusted() {
    let server = server().await;
    let loopback =
        || vec!["127.0.0.0/8".parse().expect("a network"), "192.0.2.0/24".parse().expect("a network")];
    for (trusted_proxies, believed) in [(Vec::new(), false), (loopback(), true)] {
        let nobody = server.facing(Settings { trusted_proxies, ..limits(1, 0) }).await.by("");
        let from = async |hops: &str| {
            nobody.send_text(Method::GET, "/v1/me", &[("x-forwarded-for", hops)], String::new()).await
        };
        assert_eq!(from("203.0.113.1").await.status, StatusCode::UNAUTHORIZED);
        let other = from("203.0.113.2, 192.0.2.7").await;
        assert_eq!(other.status == StatusCode::UNAUTHORIZED, believed, "{}", other.status);
        // What stands left of the first stranger is their own invention.
        assert_too_many(&from("198.51.100.5, 203.0.113.1").await);
    }
}

/// Once time stands still, it leaps whenever everybody waits: so nobody has to wait in truth.
#[tokio::test]
async fn a_head_that_does_not_end_ends_the_connection() {
    let server = server().await;
    tokio::time::pause();
    for begun in ["", "GET /healthz HTTP/1.1\r\nhost: x\r\nslow:"] {
        assert_eq!(answer(server.authority(), begun.as_bytes()).await, "", "nothing is answered");
    }
}

#[tokio::test]
async fn a_body_that_does_not_end_is_told_to_be_slow() {
    let server = server().await;
    let head = "POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: \
                100\r\n\r\n{";
    tokio::time::pause();
    let told = answer(server.authority(), head.as_bytes()).await;
    assert!(told.starts_with("HTTP/1.1 408 ") && told.contains("/problems/request_timeout"), "{told}");
}

async fn asked_by(server: &Server, method: Method, origin: &str) -> HeaderMap {
    let asked = [
        ("origin", origin),
        ("access-control-request-method", "PATCH"),
        ("access-control-request-headers", "authorization,if-match"),
    ];
    let asked = if method == Method::OPTIONS { &asked[..] } else { &asked[..1] };
    server.send_text(method, "/v1/projects", asked, String::new()).await.headers
}

#[tokio::test]
async fn pages_of_other_origins_read_nothing_unless_they_may() {
    let closed = server().await;
    for method in [Method::GET, Method::OPTIONS] {
        let headers = asked_by(&closed, method, "https://app.example.org").await;
        assert!(!headers.keys().any(|name| name.as_str().starts_with("access-control-")), "{headers:?}");
    }
    let origins =
        ["https://app.example.org", "http://localhost:5173"].map(|origin| origin.parse().expect("an origin"));
    let open = closed.facing(Settings { origins: origins.into(), ..Settings::default() }).await;
    for origin in ["https://app.example.org", "http://localhost:5173"] {
        for asking in [&open, &open.by("")] {
            let headers = asked_by(asking, Method::GET, origin).await;
            assert_eq!(headers["access-control-allow-origin"], origin, "refusals can be read, too");
            assert!(headers["access-control-expose-headers"].to_str().expect("text").contains("etag"));
            assert!(!headers.contains_key("access-control-allow-credentials"));
        }
        let allowed = asked_by(&open.by(""), Method::OPTIONS, origin).await;
        assert_eq!(allowed["access-control-allow-origin"], origin);
        assert_all_allowed(&allowed, &headers_of(&open).await);
        assert_eq!(allowed["access-control-max-age"], "7200");
        assert_secured(&allowed);
    }
    for method in [Method::GET, Method::OPTIONS] {
        let headers = asked_by(&open, method, "https://other.example.org").await;
        assert!(!headers.contains_key("access-control-allow-origin"));
    }
}

async fn headers_of(server: &Server) -> HeaderMap {
    asked_by(server, Method::GET, "https://app.example.org").await
}

/// Whether pages may use each method and header of the document, and read each header that it promises.
fn assert_all_allowed(allowed: &HeaderMap, told: &HeaderMap) {
    let listed = |headers: &HeaderMap, name: &str| -> Vec<String> {
        headers[name].to_str().expect("text").split(',').map(|one| one.trim().to_lowercase()).collect()
    };
    let methods = listed(allowed, "access-control-allow-methods");
    let (asked, read) =
        (listed(allowed, "access-control-allow-headers"), listed(told, "access-control-expose-headers"));
    let document = document();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            assert!(methods.contains(method), "{method} {path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap_or_default().to_lowercase();
                assert!(parameter["in"] != "header" || asked.contains(&name), "{method} {path}: {name}");
            }
            for response in operation["responses"].as_object().expect("responses").values() {
                for name in response["headers"].as_object().into_iter().flat_map(serde_json::Map::keys) {
                    assert!(read.contains(&name.to_lowercase()), "{method} {path}: {name}");
                }
            }
        }
    }
    for name in [
        "authorization",
        "content-type",
        "if-match",
        "if-none-match",
        "idempotency-key",
        "range",
        "last-event-id",
    ] {
        assert!(asked.contains(&name.to_owned()), "{name}");
    }
    for name in ["etag", "location", "link", "x-request-id", "content-disposition", "retry-after"] {
        assert!(read.contains(&name.to_owned()), "{name}");
    }
}

//! How requests are written: what names their host, bodies that are absent or compressed, booleans, tokens.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{REPORT, Server, on_both_databases};

/// What is answered to a head without a body.
async fn answer(server: &Server, head: &str) -> String {
    let mut stream = TcpStream::connect(server.authority()).await.expect("a connection");
    let head = format!("{head}\r\nconnection: close\r\n\r\n").replace('\n', "\r\n").replace("\r\r", "\r");
    stream.write_all(head.as_bytes()).await.expect("a write");
    let mut told = String::new();
    stream.read_to_string(&mut told).await.expect("an answer");
    told
}

#[apply(on_both_databases!)]
async fn a_request_names_its_host_once(server: Server) {
    for (head, status) in [
        ("GET /readyz HTTP/1.1\nhost: x", 200),
        ("GET /readyz HTTP/1.1\nhost: [::1]:8080", 200),
        ("GET /readyz HTTP/1.0", 200),
        ("GET /readyz HTTP/1.1", 400),
        ("GET /readyz HTTP/1.1\nhost: x\nhost: x", 400),
        ("GET /readyz HTTP/1.1\nhost: x\nHost: y", 400),
        ("GET /readyz HTTP/1.1\nhost: x y", 400),
        ("GET /readyz HTTP/1.1\nhost: me@x", 400),
        ("GET /v1/me HTTP/1.1", 400),
    ] {
        let told = answer(&server, head).await;
        assert!(
            told.starts_with(&format!("HTTP/1.1 {status} "))
                || told.starts_with(&format!("HTTP/1.0 {status} ")),
            "{head}: {told}"
        );
        assert_eq!(told.contains("\"pointer\":\"/host\""), status == 400, "{told}");
    }
}

#[apply(on_both_databases!)]
async fn a_body_that_is_compressed_is_not_read(server: Server) {
    for coding in ["gzip", "br", "deflate", "x", "identity, gzip"] {
        let headers = [("content-type", "application/json"), ("content-encoding", coding)];
        let refused = server.send_text(Method::POST, "/v1/projects", &headers, "{}").await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, &json!("unsupported_media_type")),
            "{coding}"
        );
        assert_eq!(refused.headers["accept-encoding"], "identity");
        assert!(refused.body["detail"].as_str().expect("text").contains("Content-Encoding"));
    }
    let plain = [("content-type", "application/json"), ("content-encoding", "identity")];
    let body = json!({ "acronym": "PLAIN", "title": "Plain", "kind": "internal" }).to_string();
    assert_eq!(
        server.send_text(Method::POST, "/v1/projects", &plain, body).await.status,
        StatusCode::CREATED
    );
}

#[apply(on_both_databases!)]
async fn a_verb_needs_no_body_where_nothing_in_it_is_required(server: Server) {
    let project =
        server.made("/v1/projects", json!({ "acronym": "VERB", "title": "Verb", "kind": "european" })).await;
    let deliverable = json!({ "number": "D1.1", "title": "Report", "type": "R" });
    let deliverable = server.made(&format!("{project}/deliverables"), deliverable).await;
    let kind = ("content-type", "application/json");
    for (verb, headers, body) in [
        ("submit", &[][..], ""),
        ("reject", &[kind], ""),
        ("submit", &[kind], "{}"),
        ("accept", &[("idempotency-key", "k")], ""),
    ] {
        let headers: Vec<_> = headers.iter().copied().chain([("if-match", "*")]).collect();
        let reply = server.send_text(Method::POST, &format!("{deliverable}/{verb}"), &headers, body).await;
        assert_eq!(reply.status, StatusCode::OK, "{verb}: {}", reply.body);
    }
    let (_, user) = server.person("rik", "reader").await;
    let user = format!("/v1/users/{}", user["id"].as_str().expect("an id"));
    let disabled = server.send_text(Method::POST, &format!("{user}/disable"), &[("if-match", "*")], "").await;
    assert_eq!(disabled.status, StatusCode::OK, "{}", disabled.body);
    // What requires something is not made of nothing, and another type is not JSON.
    let nothing = server.send_text(Method::POST, "/v1/projects", &[], "").await;
    assert_eq!(nothing.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let empty = server.send_text(Method::POST, "/v1/projects", &[kind], "").await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    for (headers, body) in [(&[("content-type", "text/plain")][..], ""), (&[], "{}")] {
        let headers: Vec<_> = headers.iter().copied().chain([("if-match", "*")]).collect();
        let refused = server.send_text(Method::POST, &format!("{user}/enable"), &headers, body).await;
        assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{headers:?}");
    }
}

#[apply(on_both_databases!)]
async fn a_boolean_of_a_query_is_true_false_1_or_0(server: Server) {
    server.load(REPORT).await.expect("the report");
    let split = "/v1/revenue-split?year=2024";
    let (plain, explained) = (server.read(split).await, server.read(&format!("{split}&explain=true")).await);
    assert_ne!(plain, explained);
    for (written, expected) in [("false", &plain), ("0", &plain), ("1", &explained)] {
        assert_eq!(&server.read(&format!("{split}&explain={written}")).await, expected, "{written}");
    }
    assert_eq!(
        server.all("/v1/organisations?partner=1").await,
        server.all("/v1/organisations?partner=true").await
    );
    for other in ["yes", "TRUE", "01", "2", "", "null"] {
        let refused = server.get(&format!("{split}&explain={other}")).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![("/explain", "type")]),
            "{other}"
        );
    }
}

#[apply(on_both_databases!)]
async fn a_401_says_whether_a_token_was_bad(server: Server) {
    let challenge = async |server: &Server, headers: &[(&str, &str)]| {
        let reply = server.send_text(Method::GET, "/v1/me", headers, String::new()).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        reply.headers["www-authenticate"].to_str().expect("text").to_owned()
    };
    let invalid = "Bearer error=\"invalid_token\"";
    assert_eq!(challenge(&server.by(""), &[]).await, "Bearer");
    assert_eq!(challenge(&server.by(""), &[("authorization", "Basic YTpi")]).await, "Bearer");
    assert_eq!(challenge(&server.by("ppt_session_guessed"), &[]).await, invalid);
    assert_eq!(challenge(&server.by("nonsense"), &[]).await, invalid);
    let feed = server.by("").get("/v1/agenda.ics?access_token=nonsense").await;
    assert_eq!(feed.headers["www-authenticate"], invalid);
    let refused =
        server.by("").post("/v1/sessions", json!({ "email": "a@example.org", "password": "wrong" })).await;
    assert_eq!(refused.headers["www-authenticate"], "Bearer");
}

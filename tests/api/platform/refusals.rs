//! How requests are refused, and what every answer carries.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Reply, Server, on_both_databases};

fn assert_problem(reply: &Reply, status: StatusCode, code: &str) {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    assert_eq!(reply.body["type"], format!("/problems/{code}"));
    assert_eq!(reply.body["code"], code);
    assert_eq!(reply.body["status"], status.as_u16());
    assert!(reply.body["title"].is_string() && reply.body["detail"].is_string());
}

#[apply(on_both_databases!)]
async fn whatever_is_not_there_is_told_as_a_problem(server: Server) {
    for path in ["/", "/v1", "/v1/nothing", "/v1/projects/", "/%00", "/v2/projects"] {
        assert_problem(&server.get(path).await, StatusCode::NOT_FOUND, "not_found");
    }
}

#[apply(on_both_databases!)]
async fn another_method_is_told_as_a_problem_with_those_that_are_allowed(server: Server) {
    for method in [Method::DELETE, Method::PATCH, Method::PUT] {
        let reply = server.send_text(method, "/v1/projects", &[], String::new()).await;
        assert_problem(&reply, StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
        assert_eq!(reply.headers["allow"], "GET,HEAD,POST");
    }
}

#[apply(on_both_databases!)]
async fn a_bad_query_is_told_with_every_fault(server: Server) {
    let reply = server
        .get("/v1/revenue-split?yaer=2024&decimals=7&basis=x&explain=maybe&view=payer&view=origin")
        .await;
    assert_problem(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let mut faults: Vec<_> = reply.body["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| {
            assert_eq!(fault["in"], "query");
            assert!(fault["detail"].is_string());
            (fault["pointer"].as_str().expect("a pointer"), fault["code"].as_str().expect("a code"))
        })
        .collect();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            ("/basis", "choice"),
            ("/decimals", "maximum"),
            ("/explain", "type"),
            ("/view", "twice"),
            ("/yaer", "unknown"),
            ("/year", "required"),
        ]
    );
}

#[apply(on_both_databases!)]
async fn values_of_a_query_are_checked_by_their_types(server: Server) {
    for (query, pointer, code) in [
        ("projects?limit=0", "/limit", "minimum"),
        ("projects?limit=101", "/limit", "maximum"),
        ("projects?limit=ten", "/limit", "type"),
        ("projects?limit=1e1", "/limit", "type"),
        ("projects?limit=99999999999999999999", "/limit", "type"),
        ("projects?kind=martian", "/kind", "choice"),
        ("projects?programme=x", "/programme", "format"),
        ("projects?partner_country=be", "/partner_country", "format"),
        ("projects?active_on=2024-02-30", "/active_on", "format"),
        ("projects?theme=No%20Theme", "/theme", "format"),
        ("projects?after=nonsense", "/after", "cursor"),
        ("projects?after=WzFd", "/after", "cursor"),
        ("events?year=12", "/year", "minimum"),
        ("organisations?pic=1", "/pic", "format"),
        ("organisations?partner=yes", "/partner", "type"),
        ("revenue-split?year=2024.0", "/year", "type"),
        ("revenue-split?year=", "/year", "type"),
        ("revenue-split?year=%2B2024", "/year", "type"),
        ("projects?q=a%00b", "/q", "nul"),
        (&format!("projects?q={}", "q".repeat(201)), "/q", "too_long"),
        ("portfolio/summary?year=3000", "/year", "maximum"),
    ] {
        let reply = server.get(&format!("/v1/{query}")).await;
        assert_problem(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        let fault = &reply.body["errors"][0];
        assert_eq!((&fault["pointer"], &fault["code"]), (&json!(pointer), &json!(code)), "{query}");
        assert_eq!(reply.body["errors"].as_array().map(Vec::len), Some(1), "{query}");
    }
}

#[apply(on_both_databases!)]
async fn a_body_that_is_too_large_is_refused(server: Server) {
    // Only the head is sent: the answer does not wait for a body that nobody will read.
    let mut stream = TcpStream::connect(server.authority()).await.expect("a connection");
    let head =
        "POST /v1/projects HTTP/1.1\r\nhost: x\r\ncontent-length: 10485761\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await.expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("application/problem+json") && answer.contains("/problems/payload_too_large"));
}

#[apply(on_both_databases!)]
async fn every_answer_carries_a_request_id(server: Server) {
    for path in ["/healthz", "/v1/projects", "/nothing"] {
        let reply = server.get(path).await;
        assert_eq!(reply.headers["x-request-id"].len(), 36, "{path}");
    }
}

#[apply(on_both_databases!)]
async fn the_service_says_how_it_is(server: Server) {
    let well = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    assert_eq!(server.read("/healthz").await, well);
    assert_eq!(server.read("/readyz").await, well);
    server.app.database.clone().close().await;
    assert_eq!(server.read("/healthz").await, well, "it runs, all the same");
    assert_problem(&server.get("/readyz").await, StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    assert_problem(&server.get("/v1/projects").await, StatusCode::SERVICE_UNAVAILABLE, "unavailable");
}

#[apply(on_both_databases!)]
async fn every_kind_of_problem_can_be_looked_up(server: Server) {
    let reply = server.get("/v1/revenue-split").await;
    let kind = server.read(reply.body["type"].as_str().expect("a reference")).await;
    assert_eq!((&kind["code"], &kind["problem"]["status"]), (&json!("invalid"), &json!(422)));
    assert_problem(&server.get("/problems/unheard_of").await, StatusCode::NOT_FOUND, "not_found");
}

#[apply(on_both_databases!)]
async fn the_documentation_is_served_without_the_internet(server: Server) {
    let page = server.get("/docs/").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.body.as_str().expect("a page");
    assert!(text.contains("swagger-ui"));
    assert!(text.contains("<title>API - European project portfolio tracker</title>"), "{text}");
    assert_eq!(server.get("/docs/index.html").await.body, page.body);
    assert!(!text.contains("//unpkg.com") && !text.contains("cdn."), "{text}");
    let settings = server.get("/docs/swagger-initializer.js").await.body;
    let settings = settings.as_str().expect("a script");
    assert!(
        settings.contains("/openapi.json") && settings.contains(r#""validatorUrl": "none""#),
        "{settings}"
    );
    assert_eq!(server.read("/openapi.json").await["openapi"], "3.1.0");
    let contents = server.get("/docs/guide").await;
    assert_eq!(contents.status, StatusCode::OK, "it leads to the first page");
    for page in openapi::serve::guide::PAGES {
        let reply = server.get(&format!("/docs/guide/{}", page.name)).await;
        let text = reply.body.as_str().expect("a page");
        assert_eq!(reply.status, StatusCode::OK, "{}", page.name);
        assert!(text.contains(&format!("<title>{} -", page.title)) && text.contains("<h1>"), "{text}");
        assert!(!text.contains("src=") && !text.contains("<script"), "it loads nothing: {}", page.name);
    }
    assert_problem(&server.get("/docs/guide/nothing").await, StatusCode::NOT_FOUND, "not_found");
}

#[apply(on_both_databases!)]
async fn answers_are_compressed_for_those_who_ask(server: Server) {
    let client = reqwest::Client::builder().no_gzip().build().expect("a client");
    let asked = client.get(server.address("/openapi.json")).header("accept-encoding", "gzip");
    let response = asked.send().await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "gzip");
}

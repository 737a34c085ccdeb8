//! An auditor, who reads everything and changes nothing.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::operations::operations;
use super::rights::{TAKES, everybody};
use crate::harness::{Server, on_both_databases};

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rights that an auditor has.
const READS: [&str; 4] = ["read_portfolio", "read_money", "read_imports", "read_audit_trail"];

/// Whether an operation needs a right that an auditor does not have.
fn is_denied(operation: &str) -> bool {
    let takes = TAKES.iter().find(|(.., those)| those.split_whitespace().any(|one| one == operation));
    takes.is_some_and(|(right, ..)| !READS.contains(right))
}

#[apply(on_both_databases!)]
async fn an_auditor_reads_the_books_and_their_history(server: Server) {
    let fiona = server.books(&[2025]).await;
    let entry = json!({ "year": 2025, "reference": "E-1", "amount": "1234.56", "currency": "EUR",
        "class": "national", "description": "A study" });
    fiona.post("/v1/revenue-entries", json!({ "entries": [entry] })).await;
    let aude = server.person("aude", "auditor").await.0;

    assert_eq!(aude.read("/v1/revenue-split?year=2025").await["total"], "1234.56");
    let entries = aude.all("/v1/revenue-entries").await;
    assert_eq!(entries[0]["amount"], "1234.56");
    let of_entry = format!("/v1/audit-events?subject={}", entries[0]["id"].as_str().expect("an id"));
    let history = aude.all(&of_entry).await;
    assert_eq!(history[0]["actor"]["name"], "fiona");
    assert_eq!(history[0]["after"]["amount"], "1234.56", "with its money: {}", history[0]);
    for path in ["/v1/revenue-entries", "/v1/audit-events", "/v1/revenue-split?year=2025"] {
        let (status, _, body) = aude.file(path, CSV).await;
        let text = String::from_utf8_lossy(&body);
        assert_eq!((status, text.contains("1234.56")), (StatusCode::OK, true), "{path}: {text}");
        let (status, headers, _) = aude.file(path, XLSX).await;
        assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &XLSX.parse().unwrap()), "{path}");
    }
}

#[apply(on_both_databases!)]
async fn an_auditor_changes_nothing(server: Server) {
    let (project, _) = everybody(&server).await;
    let aude = server.person("olga", "auditor").await.0;
    let mut denied = 0;
    for operation in operations(&server, &project).await {
        if operation.method == Method::GET || !is_denied(&operation.id) {
            continue;
        }
        let seen = [("if-match", "*")];
        let reply = aude.send(operation.method, &operation.path, &seen, operation.body).await;
        // Sessions of other people are hidden.
        let hidden = operation.id == "sign_out";
        let expected = if hidden { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(reply.status, expected, "{}: {}", operation.id, reply.body);
        denied += 1;
    }
    assert!(denied > 100, "{denied}");
}

#[apply(on_both_databases!)]
async fn a_program_can_be_an_auditor_and_a_user_can_become_one(server: Server) {
    let key = server.post("/v1/api-keys", json!({ "name": "The accountant", "role": "auditor" })).await;
    let key = server.by(key.body["secret"].as_str().expect("a key"));
    assert_eq!(key.read("/v1/me").await["role"], "auditor");
    assert_eq!(key.get("/v1/audit-events").await.status, StatusCode::OK);
    let (rik, user) = server.person("rik", "reader").await;
    assert_eq!(rik.get("/v1/revenue-entries").await.status, StatusCode::FORBIDDEN);
    let user = format!("/v1/users/{}", user["id"].as_str().expect("an id"));
    assert_eq!(server.patch(&user, json!({ "role": "auditor" })).await.status, StatusCode::OK);
    assert_eq!(rik.get("/v1/revenue-entries").await.status, StatusCode::OK);
    assert_eq!(server.all("/v1/users?role=auditor").await.len(), 1);
}

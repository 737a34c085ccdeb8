//! Snapshots of what the demo portfolio produces: the annual report, its facts, and the workbooks.

use macro_rules_attribute::apply;
use reqwest::StatusCode;

use crate::harness::{BudgetScene, REPORT, Server, assert_snapshot, on_both_databases, workbook_as_text};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn workbook(server: &Server, path: &str) -> String {
    let (status, _, body) = server.file(path, XLSX).await;
    assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
    workbook_as_text(body)
}

#[apply(on_both_databases!)]
async fn the_annual_report_equals_its_snapshot_in_every_language(server: Server) {
    server.load(REPORT).await.expect("the report");
    for language in ["en", "fr", "nl"] {
        let path = format!("/v1/reports/annual/2024?format=markdown&language={language}");
        let report = server.read(&path).await;
        assert_snapshot(&format!("annual-report-{language}"), report.as_str().expect("a text"));
    }
}

#[apply(on_both_databases!)]
async fn the_facts_of_the_annual_report_equal_their_snapshot(server: Server) {
    server.load(REPORT).await.expect("the report");
    let facts = server.read("/v1/reports/annual/2024").await;
    assert_snapshot("annual-report-facts", &serde_json::to_string_pretty(&facts).expect("JSON"));
}

#[apply(on_both_databases!)]
async fn the_workbook_of_the_split_equals_its_snapshot(server: Server) {
    server.load(REPORT).await.expect("the report");
    assert_snapshot("workbook-split", &workbook(&server, "/v1/revenue-split?year=2024").await);
}

#[apply(on_both_databases!)]
async fn the_workbooks_of_collections_equal_their_snapshots(server: Server) {
    server.load(REPORT).await.expect("the report");
    for collection in ["projects", "funding-lines", "revenue-entries", "publications"] {
        let text = workbook(&server, &format!("/v1/{collection}")).await;
        assert_snapshot(&format!("workbook-{collection}"), &text);
    }
}

#[apply(on_both_databases!)]
async fn the_workbook_of_a_budget_equals_its_snapshot(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let budget = scene.draft(&server, scene.form()).await;
    assert_snapshot("workbook-budget", &workbook(&server, &budget).await);
}

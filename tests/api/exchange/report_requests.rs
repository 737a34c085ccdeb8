//! Requests for the annual report: its form and language, its entity tag, and who sees the money.

use std::sync::atomic::Ordering;

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::annual_report::{seen, written};
use crate::harness::{REPORT, Server, on_both_databases};

#[apply(on_both_databases!)]
async fn whoever_may_not_see_money_gets_the_report_without_it(server: Server) {
    server.load(REPORT).await.expect("the report");
    for (name, role) in [("rik", "reader"), ("maud", "project_manager")] {
        let server = server.person(name, role).await.0;
        let report = server.read("/v1/reports/annual/2024").await;
        assert_eq!((report.get("revenue"), &report["at_a_glance"]["projects"]), (None, &json!(26)));
        for format in ["markdown", "html", "print"] {
            let seen = seen(&server, format, "en").await;
            assert!(
                seen.contains("ENACT") && !seen.contains("1.4 million") && !seen.contains('€'),
                "{role} {format}"
            );
        }
        assert_eq!(
            server.get("/v1/reports/annual/2024/revenue-split.svg").await.status,
            StatusCode::FORBIDDEN
        );
    }
    let finance = server.person("fiona", "finance_director").await.0;
    assert_eq!(finance.read("/v1/reports/annual/2024").await["revenue"]["total"], "1400000.00");
}

#[apply(on_both_databases!)]
async fn a_report_that_was_seen_is_not_sent_again(server: Server) {
    server.load(REPORT).await.expect("the report");
    let mut tags = Vec::new();
    for query in ["", "?format=markdown", "?format=html", "?format=print", "?format=html&language=nl"] {
        let path = format!("/v1/reports/annual/2024{query}");
        let reply = server.get(&path).await;
        assert!(
            reply.headers.get_all("vary").iter().any(|value| value == "accept, accept-language"),
            "{:?}",
            reply.headers
        );
        let again =
            server.send_text(Method::GET, &path, &[("if-none-match", reply.tag())], String::new()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers["content-security-policy"], reply.headers["content-security-policy"]);
        tags.push(reply.tag().to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5, "each form has a tag of its own");
}

#[apply(on_both_databases!)]
async fn the_headers_choose_where_the_query_does_not(server: Server) {
    server.load(REPORT).await.expect("the report");
    for (headers, query, kind, language) in [
        (vec![], "", "application/json", None),
        (
            vec![("accept", "text/markdown"), ("accept-language", "nl-BE, fr;q=0.5")],
            "",
            "text/markdown; charset=utf-8",
            Some("nl"),
        ),
        (
            vec![("accept", "text/html,*/*;q=0.8"), ("accept-language", "fr")],
            "",
            "text/html; charset=utf-8",
            Some("fr"),
        ),
        (
            vec![("accept", "text/html"), ("accept-language", "fr")],
            "?format=markdown&language=en",
            "text/markdown; charset=utf-8",
            Some("en"),
        ),
        (vec![("accept", "application/pdf")], "", "application/json", None),
    ] {
        let reply = server
            .send_text(Method::GET, &format!("/v1/reports/annual/2024{query}"), &headers, String::new())
            .await;
        assert_eq!((reply.status, reply.headers["content-type"].to_str().ok()), (StatusCode::OK, Some(kind)));
        assert_eq!(reply.headers.get("content-language").and_then(|value| value.to_str().ok()), language);
    }
}

#[apply(on_both_databases!)]
async fn any_year_of_any_portfolio_has_a_report(server: Server) {
    for year in [1900, 2024, 2999] {
        for format in ["markdown", "html", "print"] {
            let text = written(&server, year, format, "fr").await;
            assert!(text.contains(&year.to_string()) && text.contains("Aucun revenu"), "{year} {format}");
        }
    }
    let svg = "/v1/reports/annual/2024/revenue-split.svg";
    assert_eq!(server.get(svg).await.status, StatusCode::NOT_FOUND);
    server.load(REPORT).await.expect("the report");
    let picture = server.get(&format!("{svg}?language=nl")).await;
    assert_eq!(picture.headers["content-type"], "image/svg+xml");
    assert!(picture.body.as_str().is_some_and(|svg| svg.starts_with("<svg ")
        && svg.contains("<title>Verdeling")
        && svg.contains("62%")));
    for (path, status) in [
        ("3000", StatusCode::NOT_FOUND),
        ("1899", StatusCode::NOT_FOUND),
        ("twenty", StatusCode::BAD_REQUEST),
        ("2024?format=pdf", StatusCode::UNPROCESSABLE_ENTITY),
        ("2024?language=de", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(server.get(&format!("/v1/reports/annual/{path}")).await.status, status, "{path}");
    }
}

#[apply(on_both_databases!)]
async fn a_report_costs_the_same_number_of_statements_at_any_size(server: Server) {
    let mut counts = Vec::new();
    for size in [2, 300] {
        let projects: Vec<_> = (0..size).map(|number| json!({ "acronym": format!("P{number}"), "title": "T", "kind": "european",
                "stage": "signed", "period": { "start": "2024" }, "partners": [{ "group": { "label": "Some" }, "country": "BE" }],
                "indicators": [{ "name": "I", "unit": "people", "measurements": [{ "on": "2024", "value": "1" }] }] })).collect();
        let publications: Vec<_> = (0..size).map(|number| json!({ "title": format!("A{number}"), "published": "2024", "project": { "acronym": "P1" } })).collect();
        server
            .load_parts(json!({ "projects": projects, "publications": publications }))
            .await
            .expect("a portfolio");
        let (watched, count) = server.watched().await;
        let report = watched.read("/v1/reports/annual/2024").await;
        assert_eq!(report["projects"][0]["projects"].as_array().map(Vec::len), Some(size));
        assert_eq!(report["indicators"].as_array().map(Vec::len), Some(size));
        counts.push(count.load(Ordering::SeqCst));
    }
    assert_eq!(counts[0], counts[1]);
}

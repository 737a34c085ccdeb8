//! The year at a glance.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases};

#[apply(on_both_databases!)]
async fn the_year_2024_at_a_glance(server: Server) {
    server.load(REPORT).await.expect("the report");
    let summary = server.read("/v1/portfolio/summary?year=2024").await;
    assert_eq!(summary["owner"]["name"], "POUR LA SOLIDARITÉ-PLS");
    let projects = &summary["projects"];
    assert_eq!(projects["total"], json!({ "active": 24, "launched": 6, "undated": 2 }));
    assert_eq!(
        projects["by_kind"],
        json!([
            { "kind": "european", "active": 18, "launched": 4, "undated": 0 },
            { "kind": "national", "active": 6, "launched": 2, "undated": 2 },
        ])
    );
    let erasmus = &projects["by_programme"][0];
    assert_eq!((&erasmus["programme"]["name"], &erasmus["active"]), (&json!("Erasmus+"), &json!(15)));
    assert_eq!(
        projects["by_theme"][0],
        json!({ "theme": "diversity", "active": 2, "launched": 1, "undated": 0 })
    );
    let partners = &summary["partners"];
    assert_eq!(partners["participations"], 78);
    assert_eq!(partners["organisations"], 76);
    assert_eq!(partners["countries"], 16);
    assert_eq!(
        partners["by_country"][0],
        json!({ "country": "FR", "participations": 25, "organisations": 25 })
    );
    assert_eq!(
        partners["by_country"][1],
        json!({ "country": "BE", "participations": 14, "organisations": 13 })
    );
    let groups = partners["by_country"].as_array().and_then(|all| all.last()).expect("a last one");
    assert_eq!(groups, &json!({ "country": null, "participations": 1, "organisations": 0 }));
    assert_eq!(summary["publications"]["total"], 12);
    assert_eq!(summary["events"]["total"], 19);
    assert_eq!(summary["events"]["by_theme"][0], json!({ "theme": "citizen_participation", "count": 1 }));
}

#[apply(on_both_databases!)]
async fn a_project_counts_only_while_it_runs_and_once_it_is_signed(server: Server) {
    let project = |acronym: &str, stage: &str, period: Value| {
        json!({ "acronym": acronym, "title": "T",
            "kind": "internal", "stage": stage, "period": period,
            "partners": [{ "group": { "label": "Some" }, "country": "BE" }] })
    };
    server
        .load_parts(json!({ "projects": [
            project("BEFORE", "closed", json!({ "start": "2020", "end": "2023-12" })),
            project("INTO", "closed", json!({ "start": "2020", "end": "2024-01" })),
            project("OUT", "signed", json!({ "start": "2024-12-31" })),
            project("AFTER", "signed", json!({ "start": "2025-01" })),
            project("IDEA", "idea", json!({ "start": "2024" })),
            project("UNDATED", "signed", json!({ "end": "2024-06" })),
        ] }))
        .await
        .expect("projects");
    let summary = server.read("/v1/portfolio/summary?year=2024").await;
    assert_eq!(summary["projects"]["total"], json!({ "active": 2, "launched": 1, "undated": 1 }));
    assert_eq!(summary["partners"]["participations"], 3);
    assert_eq!(
        summary["projects"]["by_programme"],
        json!([{ "programme": null, "active": 2, "launched": 1, "undated": 1 }])
    );
}

#[apply(on_both_databases!)]
async fn an_empty_portfolio_has_a_summary(server: Server) {
    let summary = server.read("/v1/portfolio/summary?year=2024").await;
    assert_eq!(summary["owner"], Value::Null);
    assert_eq!(summary["projects"]["total"], json!({ "active": 0, "launched": 0, "undated": 0 }));
    assert_eq!(summary["partners"]["by_country"], json!([]));
}

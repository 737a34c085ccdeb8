//! Errors of the plans in a portfolio file.

use macro_rules_attribute::apply;
use reqwest::Method;
use serde_json::{Value, json};

use super::load_plan::id;
use crate::api::exchange::load::{expected, project};
use crate::harness::{Server, on_both_databases, places, with};

#[apply(on_both_databases!)]
async fn a_start_may_not_turn_a_plan_around(server: Server) {
    let file = |start: &str, parts: Value| json!({ "projects": [with(with(project("A"), json!({ "period": { "start": start } })), parts)] });
    server.load_parts(file("2025-01", json!({
            "work_packages": [{ "number": "WP1", "title": "T", "start": "M2", "end": "2025-03" }],
            "reports": [{ "number": "1", "title": "T", "start": "M1", "end": "2025-02", "stage": "planned" }],
        }))).await.expect("a plan");
    let faults = server.load_parts(file("2025-03", json!({}))).await.expect_err("a start too late for it");
    let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.detail.as_str())).collect();
    let at = "/projects/0/period/start";
    assert_eq!(
        told,
        [
            (at, "the work package WP1 would end before it begins"),
            (at, "the report 1 would end before it begins")
        ]
    );
    let path = format!("/v1/projects/{}", id(&server, "/v1/projects").await);
    let late = json!({ "period": { "start": "2025-03" }, "reason": "Late" });
    let refused = server.send(Method::PATCH, &path, &[("if-match", "*")], late).await;
    let told: Vec<_> =
        refused.body["errors"].as_array().expect("faults").iter().map(|fault| &fault["pointer"]).collect();
    assert_eq!(told, ["/period/start", "/period/start"], "{}", refused.body);
}

#[apply(on_both_databases!)]
async fn every_fault_of_a_plan_is_listed(server: Server) {
    let at = "2025-01-01T00:00:00Z";
    let faults = server.load_parts(json!({
            "programmes": [{ "name": "P", "level": "european" }],
            "calls": [
                { "programme": "Nothing", "reference": " ", "title": "T" },
                { "programme": "P", "reference": "C", "title": "T", "opens": "2025-02-01", "deadline": "2025-01-01",
                  "rules": { "minimum_grant": "1.00" } },
                { "programme": "p", "reference": "c", "title": "T" },
            ],
            "projects": [with(project("A"), json!({
                "period": { "start": "2025-01" }, "partners": [{ "organisation": { "name": "X" } }],
                "work_packages": [
                    { "number": "WP1", "title": " ", "lead": { "name": "Stranger" }, "start": "M3", "end": "2025-01" },
                    { "number": "1", "title": "T", "lead": { "name": "X" } },
                    { "number": "x", "title": "T" },
                    { "number": 2, "title": "T" },
                ],
                "deliverables": [
                    { "number": "D1", "title": "T", "stage": "planned", "work_package": "9", "original_due_on": "2025-01-01" },
                    { "number": "D2", "title": "T", "stage": "gone", "due": "M0" },
                    { "number": "D3", "title": "T", "stage": "submitted", "due": "2025-06", "original_due_on": "2025-01-01",
                      "date_changes": [{ "what": "start", "at": at }],
                      "stage_moves": [{ "from": "planned", "to": "planned", "on": "2025-01-01", "at": "yesterday" }] },
                ],
                "milestones": [{ "number": "MS1", "title": "T", "stage": "accepted", "lead": { "name": "Stranger" } }],
                "reports": [{ "number": "1", "title": "T", "stage": "planned", "start": "2025-06", "end": "2025-05" }],
                "indicators": [
                    { "name": "N", "unit": " ", "targets": [{ "value": "1" }, { "value": "2" }, { "period": "2025", "value": 1 }] },
                    { "name": "n", "unit": "u" },
                ],
                "date_changes": [{ "what": "due", "at": at }],
                "stage_moves": [{ "from": "idea", "to": "nowhere", "on": "2025-01-01", "at": at }],
            }))],
            "indicators": [{ "name": "", "unit": "u" }],
        })).await.expect_err("a bad plan");
    assert_eq!(
        places(&faults),
        expected(&[
            ("/calls/0/programme", "unknown"),
            ("/calls/0/reference", "blank"),
            ("/calls/1/deadline", "reversed"),
            ("/calls/1/rules/currency", "required"),
            ("/calls/2", "twice"),
            ("/projects/0/work_packages/0/title", "blank"),
            ("/projects/0/work_packages/0/lead", "no_partner"),
            ("/projects/0/work_packages/0/end", "reversed"),
            ("/projects/0/work_packages/1/number", "twice"),
            ("/projects/0/work_packages/2/number", "format"),
            ("/projects/0/work_packages/3/number", "type"),
            ("/projects/0/deliverables/0/work_package", "unknown"),
            ("/projects/0/deliverables/0/original_due", "required"),
            ("/projects/0/deliverables/1/stage", "choice"),
            ("/projects/0/deliverables/1/due", "format"),
            ("/projects/0/deliverables/2/original_due_on", "conflict"),
            ("/projects/0/deliverables/2/date_changes/0/what", "other_date"),
            ("/projects/0/deliverables/2/stage_moves/0/to", "same_stage"),
            ("/projects/0/deliverables/2/stage_moves/0/at", "format"),
            ("/projects/0/milestones/0/stage", "choice"),
            ("/projects/0/milestones/0/lead", "no_partner"),
            ("/projects/0/reports/0/end", "reversed"),
            ("/projects/0/indicators/0/unit", "blank"),
            ("/projects/0/indicators/0/targets/1/period", "twice"),
            ("/projects/0/indicators/0/targets/2/value", "type"),
            ("/projects/0/indicators/1", "twice"),
            ("/projects/0/date_changes/0/what", "other_date"),
            ("/projects/0/stage_moves/0/to", "choice"),
            ("/indicators/0/name", "too_short"),
        ])
    );
    assert!(server.all("/v1/projects").await.is_empty());
}

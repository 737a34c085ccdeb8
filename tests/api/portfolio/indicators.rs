//! Indicators: their targets, how those changed, and what was measured.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{MANAGER, Server, id, on_both_databases};

const INDICATORS: &str = "/v1/indicators";

#[apply(on_both_databases!)]
async fn an_indicator_has_targets_and_measurements(server: Server) {
    let project = server.project("MENTORYOU", "national").await;
    let place = server.made(INDICATORS, json!({ "project": id(&project), "name": "Pairs formed", "unit": "pairs",
            "targets": [{ "value": "400" }, { "period": "2025", "value": "150" }, { "period": "2024", "value": "120" }],
            "measurements": [{ "on": "2024", "value": "144", "note": "Annual report" }, { "on": "2024-06", "value": "70" }] })).await;
    let indicator = server.read(&place).await;
    assert_eq!(indicator["project"]["acronym"], "MENTORYOU");
    assert_eq!(
        indicator["targets"],
        json!([{ "period": "2024", "value": "120" }, { "period": "2025", "value": "150" }, { "value": "400" }])
    );
    let measured: Vec<_> = indicator["measurements"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (&one["on"], &one["value"]))
        .collect();
    assert_eq!(measured, [(&json!("2024-06"), &json!("70")), (&json!("2024"), &json!("144"))]);

    let share = json!({ "name": "Success rate", "unit": "percent", "measurements": [{ "on": "2024-12-31", "value": "65.50" }] });
    let share = server.made(INDICATORS, share).await;
    assert_eq!(server.read(&share).await["measurements"][0]["value"], "65.5");
    assert_eq!(server.all(&format!("{INDICATORS}?project={}", id(&project))).await.len(), 1);
    assert_eq!(server.all(&format!("{INDICATORS}?q=SUCCESS")).await.len(), 1);
}

#[apply(on_both_databases!)]
async fn a_target_that_changes_keeps_what_it_was(server: Server) {
    let form = json!({ "name": "N", "unit": "people", "targets": [{ "period": "2025", "value": "10" }, { "period": "2026", "value": "20" }] });
    let place = server.made(INDICATORS, form).await;
    let lower =
        json!({ "targets": [{ "period": "2025", "value": "8" }, { "period": "2027", "value": "30" }] });
    assert_eq!(server.patch(&place, lower.clone()).await.faults(), [("/reason", "required")]);
    let mut lower = lower;
    lower["reason"] = json!("The team is smaller");
    let seen = server.get(&place).await;
    let headers = [("if-match", seen.tag())];
    let changed = server.send(Method::PATCH, &place, &headers, lower).await.body;
    let history: Vec<_> = changed["target_changes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (&one["period"], &one["before"], &one["after"], &one["reason"], &one["by"]))
        .collect();
    let (reason, by) = (json!("The team is smaller"), json!(MANAGER));
    assert_eq!(
        history,
        [
            (&json!("2025"), &json!("10"), &json!("8"), &reason, &by),
            (&json!("2026"), &json!("20"), &Value::Null, &reason, &by)
        ]
    );
    assert_eq!(
        changed["targets"],
        json!([{ "period": "2025", "value": "8" }, { "period": "2027", "value": "30" }])
    );
    let more = json!({ "targets": [{ "period": "2025", "value": "8" }, { "period": "2027", "value": "30" }, { "period": "2028", "value": "1" }] });
    let more = server.patch(&place, more).await;
    assert_eq!(
        (more.status, more.body["target_changes"].as_array().map(Vec::len)),
        (StatusCode::OK, Some(2)),
        "a new target changes none"
    );
    assert_eq!(
        server.patch(&place, json!({ "name": "M", "reason": "None" })).await.faults(),
        [("/reason", "unused")]
    );
}

#[apply(on_both_databases!)]
async fn measurements_are_added_and_corrected(server: Server) {
    let place = server
        .made(
            INDICATORS,
            json!({ "name": "N", "unit": "people", "measurements": [{ "on": "2024", "value": "1" }] }),
        )
        .await;
    let path = format!("{place}/measurements");
    let key = [("idempotency-key", "k")];
    for _ in 0..2 {
        let added = server.send(Method::POST, &path, &key, json!({ "on": "2025", "value": "2" })).await;
        assert_eq!(
            (added.status, added.body["measurements"].as_array().map(Vec::len)),
            (StatusCode::OK, Some(2))
        );
        assert_eq!(added.tag(), server.get(&place).await.tag());
    }
    let kept = server.read(&place).await["measurements"][0]["id"].clone();
    let corrected =
        json!({ "measurements": [{ "on": "2024", "value": "1" }, { "on": "2025", "value": "3" }] });
    let corrected = server.patch(&place, corrected).await.body;
    assert_eq!(
        (&corrected["measurements"][0]["id"], &corrected["measurements"][1]["value"]),
        (&kept, &json!("3"))
    );
    assert_eq!(corrected["measurements"].as_array().map(Vec::len), Some(2));
    let nowhere = server
        .post(
            &format!("{INDICATORS}/{}/measurements", id(&place).replace('0', "1")),
            json!({ "on": "2025", "value": "2" }),
        )
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
}

#[apply(on_both_databases!)]
async fn a_bad_indicator_is_refused_with_every_fault(server: Server) {
    let bad = json!({ "name": " ", "unit": "", "project": "01a20bba-ef25-7773-9ddd-93fc95af7122" });
    assert_eq!(server.post(INDICATORS, bad).await.faults(), [("/unit", "too_short")], "form comes first");
    let bad = json!({ "name": " ", "unit": " ", "project": "01a20bba-ef25-7773-9ddd-93fc95af7122", "reason": "None",
            "targets": [{ "value": "1" }, { "value": "2" }], "measurements": [] });
    assert_eq!(
        server.post(INDICATORS, bad).await.faults(),
        [
            ("/name", "blank"),
            ("/project", "unknown"),
            ("/reason", "unused"),
            ("/targets/1/period", "twice"),
            ("/unit", "blank")
        ]
    );
    let bad = json!({ "name": "N", "unit": "u", "targets": [{ "period": "M1", "value": 5 }], "measurements": [{ "value": "1e3" }] });
    assert_eq!(
        server.post(INDICATORS, bad).await.faults(),
        [
            ("/measurements/0/on", "required"),
            ("/measurements/0/value", "format"),
            ("/targets/0/period", "format"),
            ("/targets/0/value", "type")
        ]
    );
    server.made(INDICATORS, json!({ "name": "Élèves", "unit": "u" })).await;
    let taken = server.post(INDICATORS, json!({ "name": "eleves", "unit": "u" })).await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/name", "taken")]));
    let project = server.project("P", "national").await;
    let of_project = json!({ "project": id(&project), "name": "Élèves", "unit": "u" });
    server.made(INDICATORS, of_project.clone()).await;
    assert_eq!(server.post(INDICATORS, of_project).await.faults(), [("/name", "taken")]);
}

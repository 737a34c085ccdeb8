//! Calls, and the rules of their grants.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::json;

use crate::harness::{Server, id, on_both_databases};

const CALLS: &str = "/v1/calls";

#[apply(on_both_databases!)]
async fn a_call_carries_the_rules_of_its_grants(server: Server) {
    let programme = server.made("/v1/programmes", json!({ "name": "Interreg", "level": "european" })).await;
    let rules = json!({ "form": "actual_costs", "funding_rate": "60", "indirect_rate": "15", "indirect_base": "staff_costs",
            "prefinancing_rate": "0", "transfer_threshold": "20", "certificate_threshold": "430000.00", "minimum_grant": "1.00",
            "maximum_grant": "2000000.00", "currency": "EUR", "rounding": "down" });
    let place = server
        .made(
            CALLS,
            json!({ "programme": id(&programme), "reference": "NWE-12", "title": "Twelfth call",
            "opens": "2026-01-01", "deadline": "2026-03-31", "rules": rules }),
        )
        .await;
    let call = server.read(&place).await;
    assert_eq!((&call["rules"], &call["programme"]["name"]), (&rules, &json!("Interreg")));
    let changed = server
        .patch(
            &place,
            json!({ "rules": { "indirect_rate": null, "indirect_base": null, "funding_rate": "80" } }),
        )
        .await
        .body;
    assert_eq!(
        (
            &changed["rules"]["funding_rate"],
            changed["rules"].get("indirect_rate"),
            &changed["rules"]["rounding"]
        ),
        (&json!("80"), None, &json!("down"))
    );
    let bare = server.patch(&place, json!({ "rules": null })).await.body;
    assert_eq!(bare["rules"], json!({}));

    let held = server.delete(&programme).await;
    assert_eq!((held.status, held.detail()), (StatusCode::CONFLICT, "the call NWE-12 refers to it"));
    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.delete(&programme).await.status, StatusCode::NO_CONTENT);
}

#[apply(on_both_databases!)]
async fn a_bad_call_is_refused_with_every_fault(server: Server) {
    let bad = json!({ "programme": "01a20bba-ef25-7773-9ddd-93fc95af7122", "reference": " ", "title": "T", "opens": "2026-02-01", "deadline": "2026-01-01",
            "rules": { "indirect_rate": "7", "minimum_grant": "2.00", "maximum_grant": "1.00" } });
    assert_eq!(
        server.post(CALLS, bad).await.faults(),
        [
            ("/deadline", "reversed"),
            ("/programme", "unknown"),
            ("/reference", "blank"),
            ("/rules/currency", "required"),
            ("/rules/indirect_base", "required"),
            ("/rules/maximum_grant", "reversed"),
        ]
    );
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let call = json!({ "programme": id(&programme), "reference": "Él-1", "title": "T" });
    server.made(CALLS, call.clone()).await;
    let taken = server.post(CALLS, call).await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/reference", "taken")]));
    let other = server.made("/v1/programmes", json!({ "name": "Q", "level": "european" })).await;
    server.made(CALLS, json!({ "programme": id(&other), "reference": "el-1", "title": "T" })).await;
    assert_eq!(server.all(&format!("{CALLS}?q=EL")).await.len(), 2);
    assert_eq!(server.all(&format!("{CALLS}?programme={}", id(&other))).await.len(), 1);
}

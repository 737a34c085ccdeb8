//! The budgets of a project and the costs that are declared in it.

use reqwest::StatusCode;
use serde_json::json;

use super::plant::Planter;
use crate::harness::{Server, id};

/// Versions: approved, amended, copied and deleted.
pub(super) async fn drafted(p: &mut Planter, server: &Server, project: &str, (partner, line): (&str, &str)) {
    let lines = json!([
        { "partner": id(partner), "category": "A.1", "work_package": "1", "period": 1, "units": "?", "unit": "?",
            "unit_rate": "?", "description": "?" },
        { "category": "C.1", "period": 1, "amount": "?", "funding_rate": "?", "description": "?" },
    ]);
    let form = json!({ "title": "?", "periods": [{ "number": 1, "start": "2024-01-01", "end": "2025-12-31" }],
        "lines": lines, "financing": [{ "source": "own_contribution", "amount": "?", "description": "?" }] });
    let place = p.make(server, &format!("{project}/budgets"), form).await;
    p.change(server, &place, json!({ "title": "?" })).await;
    let costs = server.read(&place).await["totals"]["costs"].as_str().expect("an amount").to_owned();
    p.note(&costs, "BudgetTotals.costs");
    let paid = json!({ "financing": [{ "source": "funding", "funding_line": id(line), "amount": costs }] });
    assert_eq!(server.patch(&place, paid).await.status, StatusCode::OK);
    server.done(&place, "approve", json!({})).await;
    let draft = p.make(server, &format!("{place}/amend"), json!({ "reason": "?", "title": "?" })).await;
    let lines = json!([{ "category": "C.1", "amount": "?", "description": "?" },
        { "category": "A.1", "units": "?", "unit": "?", "unit_rate": "?" }]);
    let paid = json!([{ "source": "partner_contribution", "partner": id(partner), "amount": "?", "description": "?" }]);
    p.change(server, &draft, json!({ "lines": lines, "financing": paid })).await;
    let copy = p.make(server, &format!("{place}/copy"), json!({ "title": "?" })).await;
    assert_eq!(server.delete(&copy).await.status, StatusCode::NO_CONTENT);
}

/// A draft by the rules of a call, which are public.
pub(super) async fn of_a_call(p: &mut Planter, server: &Server, project: &str, acronym: &str) {
    let programme = json!({ "name": format!("Calls of {acronym}"), "level": "european" });
    let programme = server.made("/v1/programmes", programme).await;
    let rules = json!({ "funding_rate": "80", "indirect_rate": "7", "indirect_base": "direct_costs",
        "maximum_grant": "2000000000.00", "currency": "EUR" });
    let call = json!({ "programme": id(&programme), "reference": "OPEN", "title": "C", "rules": rules });
    let call = server.made("/v1/calls", call).await;
    let form = json!({ "title": "?", "call": id(&call), "lines": [{ "category": "C.1", "amount": "?" }] });
    p.make(server, &format!("{project}/budgets"), form).await;
}

/// Costs: one that changes, two that are accepted, one that is deleted.
pub(super) async fn costs(p: &mut Planter, server: &Server, project: &str, (partner, line): (&str, &str)) {
    let cost = |on: &str| {
        json!({ "partner": id(partner), "funding_line": id(line), "category": "C.1", "incurred_on": on,
            "amount": "?", "document": "?", "person": "?", "days": "?", "description": "?" })
    };
    // The same document in both projects is a finding.
    let shared =
        json!({ "category": "C.1", "incurred_on": "2024-05-02", "amount": "?", "document": "Shared" });
    // No rate of this currency is stored.
    let foreign = json!({ "category": "C.1", "incurred_on": "2024-05-02", "amount": "?", "currency": "SEK" });
    let costs =
        json!({ "costs": [cost("2024-05-01"), shared, cost("2024-06-01"), cost("2024-07-01"), foreign] });
    let declared = p.post(server, &format!("{project}/costs"), costs).await;
    let declared = declared["costs"].as_array().expect("costs").iter();
    let places: Vec<_> =
        declared.map(|cost| format!("/v1/costs/{}", cost["id"].as_str().expect("an id"))).collect();
    let change = json!({ "amount": "?", "document": "?", "person": "?", "days": "?", "description": "?" });
    p.change(server, &places[0], change).await;
    for accepted in &places[1..3] {
        server.done(accepted, "accept", json!({})).await;
    }
    assert_eq!(server.delete(&places[3]).await.status, StatusCode::NO_CONTENT);
}

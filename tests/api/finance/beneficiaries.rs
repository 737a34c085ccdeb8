//! The grant of each beneficiary in a settlement: its share, its end, its debt, and recoveries afterwards.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::harness::{Server, on_both_databases, with};

const SIMULATE: &str = "/v1/settlements/simulate";

fn statement(beneficiary: &str, costs: &str) -> Value {
    json!({ "beneficiary": beneficiary, "costs": costs })
}

/// Of each beneficiary its final grant, its debt, its revised grant and what it pays back.
fn grants(settled: &Value) -> Vec<String> {
    let grants = settled["beneficiaries"].as_array().expect("beneficiaries").iter();
    grants
        .map(|one| {
            let told = ["beneficiary", "final_grant", "debt", "revised_grant", "to_recover"];
            told.map(|member| one[member].as_str().unwrap_or("-")).join(" ")
        })
        .collect()
}

#[apply(on_both_databases!)]
async fn a_terminated_beneficiary_returns_what_it_received_too_much(server: Server) {
    // The example of the annotated agreement: 50 000 accepted, 60 000 received.
    let ended = with(statement("A", "50000.00"), json!({ "termination": { "received": "60000.00" } }));
    let form = json!({ "maximum_grant": "500000.00", "funding_rate": "100", "payments": [
        { "kind": "prefinancing", "amount": "200000.00" },
        { "kind": "interim", "statements": [ended, statement("B", "100000.00")] }] });
    let settled = server.post(SIMULATE, form.clone()).await.body;
    let step = |settled: &Value, rule: &str| {
        let steps = settled["payments"][1]["steps"].as_array().expect("steps").iter();
        steps.filter(|step| step["rule"] == rule).map(|step| step["amount"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(step(&settled, "termination"), ["-10000.00"]);
    assert_eq!(
        (&settled["payments"][1]["due"], &settled["beneficiaries"]),
        (&json!("150000.00"), &json!([]))
    );

    // A reduction of its grant lowers the contribution of the period, and the final grant.
    let mut reduced = form;
    reduced["payments"][1]["statements"][0]["termination"]["reduction"] = json!("5000.00");
    let settled = server.post(SIMULATE, reduced.clone()).await.body;
    assert_eq!(step(&settled, "termination"), ["-15000.00"]);
    assert_eq!(step(&settled, "grant_reduction"), ["5000.00"]);
    assert_eq!(settled["payments"][1]["due"], "145000.00");
    let last = json!({ "kind": "final", "statements": [statement("B", "100000.00")] });
    reduced["payments"].as_array_mut().expect("payments").push(last);
    let settled = server.post(SIMULATE, reduced.clone()).await.body;
    assert_eq!(settled["totals"]["final_grant"], "245000.00");
    assert_eq!(grants(&settled), ["A 45000.00 - - -", "B 200000.00 - - -"]);
    reduced["payments"][2]["statements"] = json!([statement("A", "1.00")]);
    assert_eq!(
        server.post(SIMULATE, reduced).await.faults(),
        [("/payments/2/statements/0/beneficiary", "not_last")]
    );
}

#[apply(on_both_databases!)]
async fn a_negative_balance_is_divided_among_those_who_received_too_much(server: Server) {
    let form = json!({ "maximum_grant": "1000000.00", "funding_rate": "100", "guarantee_rate": "5", "payments": [
        { "kind": "prefinancing", "amount": "700000.00" },
        { "kind": "final", "statements": [statement("A", "300000.00"), statement("B", "200000.00"), statement("C", "100000.00")] }],
        "received": [{ "beneficiary": "A", "amount": "400000.00" }, { "beneficiary": "B", "amount": "250000.00" },
            { "beneficiary": "C", "amount": "50000.00" }] });
    let settled = server.post(SIMULATE, form.clone()).await.body;
    // 100 000 too much, less the 50 000 of the mechanism. A has 100 000 too much, B 50 000.
    assert_eq!(settled["totals"]["to_recover"], "50000.00");
    assert_eq!(
        grants(&settled),
        ["A 300000.00 33333.33 - -", "B 200000.00 16666.67 - -", "C 100000.00 0.00 - -"]
    );
    let without = with(form, json!({ "guarantee_rate": "0" }));
    let settled = server.post(SIMULATE, without).await.body;
    assert_eq!(settled["totals"]["to_recover"], "100000.00");
    assert_eq!(settled["beneficiaries"][0]["debt"], Value::Null, "the coordinator owes it");
}

#[apply(on_both_databases!)]
async fn rejections_after_the_end_are_recovered_from_the_share(server: Server) {
    let statements = json!([statement("A", "850000.00"), statement("B", "850000.00")]);
    let form = json!({ "maximum_grant": "1000000.00", "funding_rate": "70", "no_profit_exemption": "non_profit",
        "payments": [{ "kind": "final", "statements": statements }],
        "revisions": [{ "beneficiary": "A", "rejected_costs": "100000.00" },
            { "beneficiary": "B", "rejected_costs": "200000.01", "reduction": "10000.00" }] });
    let settled = server.post(SIMULATE, form.clone()).await.body;
    // Each share is half of 1 000 000. A: 70 % of 750 000 are 525 000, more than its share. B: 70 % of
    // 649 999.99 are 454 999.993, less 10 000.
    assert_eq!(grants(&settled), ["A 500000.00 - 525000.00 0.00", "B 500000.00 - 444999.99 55000.01"]);
    let steps = settled["beneficiaries"][1]["steps"].as_array().expect("steps").iter();
    let steps: Vec<_> = steps.map(|step| (&step["rule"], &step["article"])).collect();
    assert_eq!(
        steps,
        [
            (&json!("beneficiary_grant"), &json!("22.3.4")),
            (&json!("revised_grant"), &json!("22.3.5")),
            (&json!("recovery"), &json!("22.3.5"))
        ]
    );
    let bad = with(
        form,
        json!({ "received": [{ "beneficiary": "C", "amount": "-1.00" }],
        "revisions": [{ "beneficiary": "A", "rejected_costs": "850000.01" }, { "beneficiary": "A" }],
        "reductions": [{ "beneficiary": "D", "reason": "Late", "rate": "10" }] }),
    );
    assert_eq!(
        server.post(SIMULATE, bad).await.faults(),
        [
            ("/received/0/amount", "negative"),
            ("/received/0/beneficiary", "unknown"),
            ("/reductions/0/beneficiary", "unknown"),
            ("/revisions/0/rejected_costs", "maximum"),
            ("/revisions/1/beneficiary", "twice"),
            ("/revisions/1/rejected_costs", "required"),
        ]
    );
}

#[apply(on_both_databases!)]
async fn a_reduction_of_one_beneficiary_changes_its_share_alone(server: Server) {
    let statements = json!([statement("A", "100.01"), statement("B", "200.02")]);
    let form = json!({ "maximum_grant": "1000.00", "funding_rate": "100",
        "payments": [{ "kind": "final", "statements": statements }],
        "reductions": [{ "beneficiary": "B", "reason": "Late", "rate": "10" }, { "reason": "No plan", "amount": "28.00" }] });
    let settled = server.post(SIMULATE, form).await.body;
    // B: 200.02 less 20.00. Then 280.03 less 28.00 is divided: 100.01 and 180.02 of 252.03.
    assert_eq!(settled["totals"]["final_grant"], "252.03");
    // 100.01 / 280.03 x 252.03 = 90.0100; the rest is B's.
    assert_eq!(grants(&settled), ["A 90.01 - - -", "B 162.02 - - -"]);
}

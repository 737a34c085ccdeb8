//! Settlements of grants: the worked examples of the annotated grant agreement, step by step.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, on_both_databases};

const SIMULATE: &str = "/v1/settlements/simulate";

async fn reckoned(server: &Server, path: &str, form: Value) -> Value {
    let reply = server.post(path, form).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body
}

/// What is due at each payment.
fn dues(settlement: &Value) -> Vec<&str> {
    let payments = settlement["payments"].as_array().expect("payments").iter();
    payments.map(|payment| payment["due"].as_str().expect("an amount")).collect()
}

/// The step of a rule in a payment.
fn step<'a>(settlement: &'a Value, payment: usize, rule: &str) -> &'a Value {
    let steps = settlement["payments"][payment]["steps"].as_array().expect("steps");
    steps.iter().find(|step| step["rule"] == rule).unwrap_or_else(|| panic!("no step {rule}"))
}

fn accepted(amount: &str) -> Value {
    json!({ "kind": "interim", "statements": [{ "beneficiary": "A", "contributions": amount }] })
}

#[apply(on_both_databases!)]
async fn prefinancing_is_reduced_by_what_was_not_used_and_by_what_is_retained(server: Server) {
    let told = reckoned(
        &server,
        SIMULATE,
        json!({ "maximum_grant": "400000.00", "payments": [
            { "kind": "prefinancing", "amount": "100000.00" },
            { "kind": "prefinancing", "amount": "50000.00", "used": "65000.00" },
        ] }),
    )
    .await;
    assert_eq!(dues(&told), ["100000.00", "45000.00"]);
    let unused = step(&told, 1, "unused_prefinancing");
    assert_eq!((&unused["amount"], &unused["article"]), (&json!("5000.00"), &json!("22.3.1")));
    assert_eq!(
        unused["terms"],
        json!([{ "name": "previous_prefinancing", "amount": "100000.00" }, { "name": "use_threshold", "percent": "70" },
            { "name": "used", "amount": "65000.00" }, { "name": "amount", "amount": "50000.00" }])
    );
    assert_eq!((&told["totals"]["final_grant"], &told["totals"]["balance"]), (&Value::Null, &Value::Null));

    let told = reckoned(
        &server,
        SIMULATE,
        json!({ "maximum_grant": "1000000.00", "guarantee_rate": "5",
            "payments": [{ "kind": "prefinancing", "amount": "400000.00" }] }),
    )
    .await;
    let first = &told["payments"][0];
    assert_eq!(
        (&first["due"], &first["transferred"], &first["guarantee_held"]),
        (&json!("400000.00"), &json!("350000.00"), &json!("50000.00"))
    );
}

#[apply(on_both_databases!)]
async fn interim_payments_stop_at_the_ceiling(server: Server) {
    let told = reckoned(
        &server,
        SIMULATE,
        json!({ "maximum_grant": "1000000.00", "payments": [
            { "kind": "prefinancing", "amount": "333334.00" }, accepted("585000.00"), accepted("162500.00"),
        ] }),
    )
    .await;
    assert_eq!(dues(&told), ["333334.00", "566666.00", "0.00"]);
    let told = reckoned(
        &server,
        SIMULATE,
        json!({ "maximum_grant": "500000.00", "payments": [
            { "kind": "prefinancing", "amount": "200000.00" }, accepted("306250.00"),
        ] }),
    )
    .await;
    assert_eq!(dues(&told), ["200000.00", "250000.00"]);
    assert_eq!(step(&told, 1, "interim_ceiling")["amount"], "250000.00");
}

#[apply(on_both_databases!)]
async fn a_profit_is_deducted_and_the_balance_follows(server: Server) {
    let form = json!({ "maximum_grant": "1000000.00", "funding_rate": "70", "revenue": "800000.00",
            "payments": [{ "kind": "final", "statements": [{ "beneficiary": "A", "costs": "1700000.00" }] }] });
    let told = reckoned(&server, SIMULATE, form.clone()).await;
    assert_eq!(dues(&told), ["941180.00"]);
    assert_eq!(step(&told, 0, "profit")["amount"], "100000.00");
    let reduction = step(&told, 0, "profit_reduction");
    assert_eq!(reduction["amount"], "58820.00");
    assert!(
        reduction["terms"]
            .as_array()
            .expect("terms")
            .contains(&json!({ "name": "reimbursement_rate", "percent": "58.82" }))
    );

    let mut exempt = form;
    exempt["no_profit_exemption"] = json!("non_profit");
    exempt["payments"] = json!([{ "kind": "prefinancing", "amount": "900000.00" }, { "kind": "final", "statements": [
            { "beneficiary": "A", "costs": "1000000.00" }, { "beneficiary": "B", "costs": "100.01", "funding_rate": "50" }] }]);
    exempt["reductions"] = json!([{ "reason": "Late", "rate": "10" }]);
    let told = reckoned(&server, SIMULATE, exempt).await;
    let totals = &told["totals"];
    assert_eq!(totals["final_grant"], "630045.01", "700 050.01 less 70 005.00");
    assert_eq!(
        (&totals["balance"], &totals["to_recover"], &totals["transferred"]),
        (&json!("-269954.99"), &json!("269954.99"), &json!("900000.00"))
    );
    let late = step(&told, 1, "grant_reduction");
    assert_eq!(
        (&late["reason"], &late["amount"], &late["article"]),
        (&json!("Late"), &json!("70005.00"), &json!("28"))
    );
}

#[apply(on_both_databases!)]
async fn a_call_says_what_the_form_does_not(server: Server) {
    let rules = json!({ "form": "actual_costs", "funding_rate": "80", "prefinancing_rate": "40",
        "certificate_threshold": "430000.00", "maximum_grant": "1000000.00", "currency": "EUR",
        "rounding": "down", "indirect_rate": "7", "indirect_base": "direct_costs_without_volunteers" });
    let call = server.call(rules).await;
    let form = json!({ "call": call, "maximum_grant": "1000000.00", "payments": [{ "kind": "prefinancing" },
            { "kind": "final", "statements": [{ "beneficiary": "A", "costs": "600000.01" }, { "beneficiary": "B", "costs": "600000.01" }] }], "certified": ["B"] });
    let told = reckoned(&server, SIMULATE, form.clone()).await;
    assert_eq!(dues(&told), ["400000.00", "509999.00"]);
    let capped = step(&told, 1, "missing_certificate");
    assert_eq!((&capped["beneficiary"], &capped["amount"]), (&json!("A"), &json!("429999.00")));
    assert_eq!(
        (&told["terms"]["rounding"], &told["terms"]["certificate_threshold"]),
        (&json!("down"), &json!("430000.00"))
    );

    let costs = json!({ "personnel": "100.00", "volunteers": "50.00", "subcontracting": "1.50" });
    let told =
        reckoned(&server, "/v1/settlements/indirect-costs", json!({ "call": call, "costs": costs })).await;
    assert_eq!(
        (&told["indirect_costs"], &told["excluded"], &told["total_costs"]),
        (&json!("7.10"), &json!("50.00"), &json!("158.60"))
    );

    let mut bad = form;
    (bad["maximum_grant"], bad["currency"]) = (json!("1000000.01"), json!("SEK"));
    assert_eq!(
        server.post(SIMULATE, bad.clone()).await.faults(),
        [("/currency", "mismatch"), ("/maximum_grant", "maximum")]
    );
    bad["call"] = json!("01a20bba-ef25-7773-9ddd-93fc95af7122");
    assert_eq!(
        server.post(SIMULATE, bad).await.faults(),
        [
            ("/call", "unknown"),
            ("/payments/0/amount", "required"),
            ("/payments/1/statements/0/funding_rate", "required"),
            ("/payments/1/statements/1/funding_rate", "required")
        ]
    );
}

#[apply(on_both_databases!)]
async fn a_bad_form_is_refused_with_every_fault(server: Server) {
    let bad = json!({ "maximum_grant": "100.00", "form": "lump_sum", "certificate_threshold": "0.00", "certified": ["Nobody"], "payments": [
            { "kind": "final", "amount": "1.00" },
            { "kind": "prefinancing", "amount": "100.01", "used": "1.00", "statements": [{ "beneficiary": "A", "costs": "1.00" }] },
            { "kind": "interim" },
            { "kind": "interim", "statements": [{ "beneficiary": "A", "costs": "1.00" }, { "beneficiary": "A", "contributions": "-1.00" }, { "beneficiary": " " }] },
        ], "reductions": [{ "reason": " " }, { "reason": "R", "amount": "-1.00", "rate": "1" }] });
    assert_eq!(
        server.post(SIMULATE, bad).await.faults(),
        [
            ("/certificate_threshold", "not_positive"),
            ("/certified/0", "unknown"),
            ("/payments/0/amount", "unused"),
            ("/payments/0/kind", "not_last"),
            ("/payments/1/amount", "maximum"),
            ("/payments/1/statements", "unused"),
            ("/payments/1/used", "unused"),
            ("/payments/2/statements", "required"),
            ("/payments/3/statements/0/costs", "unused"),
            ("/payments/3/statements/1/beneficiary", "twice"),
            ("/payments/3/statements/1/contributions", "negative"),
            ("/payments/3/statements/2/beneficiary", "blank"),
            ("/payments/3/statements/2/costs", "required"),
            ("/reductions/0/amount", "required"),
            ("/reductions/0/reason", "blank"),
            ("/reductions/1/amount", "negative"),
            ("/reductions/1/rate", "twice"),
        ]
    );
    let form = json!({ "maximum_grant": "100.00", "payments": [], "revenue": "1.00", "no_profit_exemption": "lump_sum", "colour": "red" });
    assert_eq!(
        server.post(SIMULATE, form).await.faults(),
        [("/colour", "unknown"), ("/payments", "not_valid")]
    );
    let form = json!({ "maximum_grant": "60000.01", "payments": [accepted("1.00")], "revenue": "1.00", "no_profit_exemption": "low_value" });
    assert_eq!(
        server.post(SIMULATE, form).await.faults(),
        [("/no_profit_exemption", "maximum"), ("/revenue", "unused")]
    );
    let much = json!({ "kind": "final", "statements": [{ "beneficiary": "A", "contributions": "100000000000.00" }, { "beneficiary": "B", "contributions": "0.01" }] });
    let far = server.post(SIMULATE, json!({ "maximum_grant": "1.00", "payments": [much] })).await;
    assert_eq!(far.status, StatusCode::CONFLICT);
}

#[apply(on_both_databases!)]
async fn nothing_is_stored_and_a_repetition_has_the_same_answer(server: Server) {
    let (maud, _) = server.person("maud", "project_manager").await;
    let form = json!({ "maximum_grant": "500000.00", "payments": [accepted("306250.00")] });
    let before = server.all("/v1/audit-events?limit=100").await.len();
    let key = [("idempotency-key", "once")];
    let first = maud.send(Method::POST, SIMULATE, &key, form.clone()).await;
    let second = maud.send(Method::POST, SIMULATE, &key, form).await;
    assert_eq!((first.status, &first.body), (StatusCode::OK, &second.body));
    assert_eq!(server.all("/v1/audit-events?limit=100").await.len(), before);
    let (rik, _) = server.person("rik", "reader").await;
    assert_eq!(
        rik.post(SIMULATE, json!({ "maximum_grant": "1.00", "payments": [accepted("1.00")] })).await.status,
        StatusCode::FORBIDDEN
    );
}

#[apply(on_both_databases!)]
async fn what_may_be_declared_of_a_person_is_in_half_days(server: Server) {
    let path = "/v1/settlements/personnel-costs";
    let most = async |months: &str, percent: &str| {
        let form =
            json!({ "costs": "75000.00", "employment": [{ "months": months, "working_time": percent }] });
        let told = reckoned(&server, path, form).await;
        (
            told["maximum_days"].as_str().expect("days").to_owned(),
            told["daily_rate"].as_str().expect("a rate").to_owned(),
        )
    };
    assert_eq!(most("5", "50").await.0, "45.0");
    assert_eq!(most("12", "50").await.0, "107.5");
    assert_eq!(most("15", "100").await, ("269.0".to_owned(), "278.81".to_owned()));
    for (days, declared) in [("17.79", "18.0"), ("17.64", "17.5")] {
        let form = json!({ "costs": "1000.00", "employment": [{ "months": "12", "working_time": "100" }], "days": days });
        assert_eq!(reckoned(&server, path, form).await["declarable_days"], declared);
    }
    let form = json!({ "costs": "21500.00", "employment": [{ "months": "6", "working_time": "100" }, { "months": "6", "working_time": "50" }], "hours": "1600" });
    let told = reckoned(&server, path, form).await;
    assert_eq!(
        (&told["exact_maximum_days"], &told["maximum_days"], &told["worked_days"], &told["declarable_days"]),
        (&json!("161.25"), &json!("161.5"), &json!("200.0"), &json!("161.5"))
    );
    assert_eq!(told["eligible_costs"], "21500.00", "never more than the person cost");
    let bad = json!({ "costs": "-1.00", "employment": [{ "months": "0", "working_time": "50" }, { "months": "121", "working_time": "0" }], "days": "-1", "hours": "1", "hours_per_day": "0" });
    assert_eq!(
        server.post(path, bad).await.faults(),
        [
            ("/costs", "negative"),
            ("/days", "range"),
            ("/employment/0/months", "range"),
            ("/employment/1/months", "range"),
            ("/hours", "twice"),
            ("/hours_per_day", "range")
        ]
    );
    let idle = json!({ "costs": "1.00", "employment": [{ "months": "12", "working_time": "0" }] });
    assert_eq!(server.post(path, idle).await.faults(), [("/employment", "too_short")]);
}

#[apply(on_both_databases!)]
async fn indirect_costs_are_a_share_of_their_base(server: Server) {
    let path = "/v1/settlements/indirect-costs";
    let costs = json!({ "personnel": "100000.00", "subcontracting": "20000.00", "purchases": "10000.00" });
    let told = reckoned(
        &server,
        path,
        json!({ "rate": "25", "base": "direct_costs_without_subcontracting", "costs": costs }),
    )
    .await;
    assert_eq!(
        (&told["base_amount"], &told["indirect_costs"], &told["total_costs"]),
        (&json!("110000.00"), &json!("27500.00"), &json!("157500.00"))
    );
    let told = reckoned(&server, path, json!({ "rate": "15", "base": "staff_costs", "costs": costs })).await;
    assert_eq!(told["indirect_costs"], "15000.00");
    let bad = json!({ "call": "01a20bba-ef25-7773-9ddd-93fc95af7122", "costs": { "other": "-1.00" } });
    assert_eq!(
        server.post(path, bad).await.faults(),
        [("/base", "required"), ("/call", "unknown"), ("/costs/other", "negative"), ("/rate", "required")]
    );
}

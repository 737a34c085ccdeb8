//! Several flat rates at once, as in Interreg, and unit rates of fractions of a cent.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, id, on_both_databases};

/// Staff as 20 % of other direct costs, office and travel as 15 % of staff each.
fn interreg() -> Value {
    json!([
        { "category": "staff", "rate": "20", "of": ["external_expertise", "equipment", "infrastructure_and_works"] },
        { "category": "office_and_administration", "rate": "15", "of": ["staff"] },
        { "category": "travel_and_accommodation", "rate": "15", "of": ["staff"] }
    ])
}

/// Of each line of a budget its category, amount and funding, and whether it was computed.
fn lines(budget: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let lines = budget["lines"].as_array().expect("lines").iter();
    lines
        .map(|line| {
            let [category, amount, funding] = ["category", "amount", "funding"].map(|one| text(&line[one]));
            let computed = if line["computed"] == true { " computed" } else { "" };
            format!("{category} {amount} {funding}{computed}")
        })
        .collect()
}

#[apply(on_both_databases!)]
async fn interreg_computes_staff_then_office_and_travel_of_it(server: Server) {
    let rules = json!({ "funding_rate": "80", "flat_rates": interreg(), "rounding": "down" });
    let scene = BudgetScene::under(&server, rules.clone()).await;
    assert_eq!(server.read(&format!("/v1/calls/{}", scene.call)).await["rules"], rules);
    let form = json!({ "title": "B", "call": scene.call, "lines": [
        { "category": "external_expertise", "amount": "1000.01" }, { "category": "equipment", "amount": "500.02" }],
        "financing": [{ "source": "funding", "amount": "1512.02" }, { "source": "own_contribution", "amount": "378.02" }] });
    let place = scene.draft(&server, form).await;
    let budget = server.read(&place).await;
    // 20 % of 1500.03 are 300.006, and 15 % of 300.00 are 45.00. 80 % of 1890.03 are 1512.024.
    let expected = [
        "external_expertise 1000.01 800.00",
        "equipment 500.02 400.02",
        "staff 300.00 240.00 computed",
        "office_and_administration 45.00 36.00 computed",
        "travel_and_accommodation 45.00 36.00 computed",
    ];
    assert_eq!(lines(&budget), expected);
    assert_eq!(
        (&budget["totals"]["costs"], &budget["totals"]["funding"], &budget["totals"]["indirect_costs"]),
        (&json!("1890.03"), &json!("1512.02"), &json!("45.00"))
    );
    let own = json!({ "financing": [{ "source": "funding", "amount": "1512.02" }, { "source": "own_contribution", "amount": "378.01" }] });
    assert_eq!(server.patch(&place, own).await.status, StatusCode::OK);
    server.done(&place, "approve", json!({})).await;

    let cost = |category: &str| json!({ "costs": [{ "category": category, "incurred_on": "2025-02-01", "amount": "150.00", "currency": "EUR" }] });
    let costs = format!("{}/costs", scene.project);
    assert_eq!(server.post(&costs, cost("staff")).await.faults(), [("/costs/0/category", "computed")]);
    assert_eq!(server.post(&costs, cost("equipment")).await.status, StatusCode::CREATED);
    let execution = server.read(&format!("{place}/execution")).await;
    let declared: Vec<_> = execution["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|one| (&one["category"], &one["declared"]))
        .collect();
    assert!(declared.contains(&(&json!("staff"), &json!("30.00"))), "{declared:?}");
    assert!(declared.contains(&(&json!("travel_and_accommodation"), &json!("4.50"))), "{declared:?}");
    assert_eq!(execution["total"]["declared"], "189.00");

    let direct = json!([{ "category": "external_expertise", "amount": "1000.01" }, { "category": "equipment", "amount": "500.02" }]);
    let form = json!({ "call": scene.call, "maximum_grant": "5000.00",
        "payments": [{ "kind": "final", "statements": [{ "beneficiary": "A", "direct_costs": direct }] }] });
    let settled = server.post("/v1/settlements/simulate", form).await.body;
    assert_eq!(settled["totals"]["final_grant"], "1512.02", "{settled}");
    let steps = settled["payments"][0]["steps"].as_array().expect("steps").iter();
    let computed: Vec<_> = steps
        .filter(|step| step["rule"] == "flat_rate_costs")
        .map(|step| {
            (step["formula"].as_str().expect("a formula"), step["amount"].as_str().expect("an amount"))
        })
        .collect();
    let expected = [
        ("staff = base x rate", "300.00"),
        ("office_and_administration = base x rate", "45.00"),
        ("travel_and_accommodation = base x rate", "45.00"),
    ];
    assert_eq!(computed, expected);
}

#[apply(on_both_databases!)]
async fn forty_percent_of_staff_cover_all_other_costs(server: Server) {
    let rates = json!([{ "category": "other_costs", "rate": "40", "of": ["staff"] }]);
    let scene = BudgetScene::under(&server, json!({ "funding_rate": "80", "flat_rates": rates })).await;
    let form = |lines: Value| json!({ "title": "B", "call": scene.call, "lines": lines });
    let staff = json!([{ "category": "staff", "amount": "333.33" }]);
    let place = scene.draft(&server, form(staff)).await;
    // 40 % of 333.33 are 133.332; 80 % of 466.66 are 373.328.
    assert_eq!(
        lines(&server.read(&place).await),
        ["staff 333.33 266.66", "other_costs 133.33 106.67 computed"]
    );
    let travel = form(
        json!([{ "category": "travel_and_accommodation", "amount": "1.00" }, { "category": "other_costs", "amount": "1.00" }]),
    );
    let refused = server.post(&format!("{}/budgets", scene.project), travel).await;
    assert_eq!(refused.faults(), [("/lines/0/category", "computed"), ("/lines/1/category", "computed")]);
    let copy = server.post(&format!("{place}/copy"), json!({})).await;
    assert_eq!(copy.body["totals"]["costs"], "466.66");
}

#[apply(on_both_databases!)]
async fn flat_rates_that_cannot_be_computed_in_their_order_are_refused(server: Server) {
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let call =
        |rules: Value| json!({ "programme": id(&programme), "reference": "C", "title": "C", "rules": rules });
    let rates = json!([
        { "category": "office_and_administration", "rate": "15", "of": ["staff", "staff"] },
        { "category": "staff", "rate": "20", "of": ["staff", "equipment"] },
        { "category": "staff", "rate": "20", "of": ["equipment"] }
    ]);
    let rules = json!({ "flat_rates": rates, "indirect_rate": "7", "indirect_base": "direct_costs" });
    let refused = server.post("/v1/calls", call(rules)).await;
    assert_eq!(
        refused.faults(),
        [
            ("/rules/flat_rates/0/category", "twice"),
            ("/rules/flat_rates/0/of/0", "mismatch"),
            ("/rules/flat_rates/0/of/1", "mismatch"),
            ("/rules/flat_rates/0/of/1", "twice"),
            ("/rules/flat_rates/1/of/0", "mismatch"),
            ("/rules/flat_rates/2/category", "twice"),
        ]
    );
    // The rate of all other costs covers equipment, but not staff, its own base.
    let covered = |category: &str, of: &str| {
        call(json!({ "flat_rates": [{ "category": category, "rate": "5", "of": [of] },
            { "category": "other_costs", "rate": "40", "of": ["staff"] }] }))
    };
    let refused = server.post("/v1/calls", covered("equipment", "staff")).await;
    assert_eq!(refused.faults(), [("/rules/flat_rates/0/category", "twice")]);
    assert_eq!(server.post("/v1/calls", covered("staff", "equipment")).await.status, StatusCode::CREATED);
    let empty = json!({ "flat_rates": [{ "category": "staff", "rate": "20", "of": [] }] });
    assert_eq!(server.post("/v1/calls", call(empty)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[apply(on_both_databases!)]
async fn a_unit_rate_has_up_to_six_places(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let line =
        |rate: &str| json!({ "category": "C.1", "units": "1234", "unit": "kilometre", "unit_rate": rate });
    let form = |rate: &str| json!({ "title": "B", "lines": [line(rate)] });
    for (rate, shown, amount) in [
        ("0.4326", "0.4326", "533.83"),
        ("0.432600", "0.4326", "533.83"),
        ("0.000001", "0.000001", "0.00"),
        ("2.50", "2.50", "3085.00"),
    ] {
        let place = scene.draft(&server, form(rate)).await;
        let told = server.read(&place).await["lines"][0].clone();
        assert_eq!((&told["unit_rate"], &told["amount"]), (&json!(shown), &json!(amount)));
        let title = server.patch(&place, json!({ "title": "Another" })).await.body;
        assert_eq!(title["lines"][0]["unit_rate"], shown, "a change keeps it");
    }
    for bad in ["0.0000001", "1", "1.5", "-0.10", "1,00"] {
        let refused = server.post(&format!("{}/budgets", scene.project), form(bad)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert_eq!(refused.faults()[0].0, "/lines/0/unit_rate");
    }
}

//! Rules of grants that budgets, costs and settlements share: the base of indirect costs, and what is rounded
//! as one amount.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, id, on_both_databases, with};

const QUARTER: &str = "direct_costs_without_subcontracting";

/// Of each line of a budget its category, period, amount and funding.
fn lines(budget: &Value) -> Vec<String> {
    let lines = budget["lines"].as_array().expect("lines").iter();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    lines
        .map(|line| {
            let [category, amount, funding] = ["category", "amount", "funding"].map(|one| text(&line[one]));
            format!("{category} {} {amount} {funding}", line["period"])
        })
        .collect()
}

#[apply(on_both_databases!)]
async fn volunteers_and_internal_invoices_have_no_indirect_costs_under_a_quarter(server: Server) {
    let rules = json!({ "indirect_rate": "25", "indirect_base": QUARTER });
    let scene = BudgetScene::under(&server, rules).await;
    let form = json!({ "title": "B", "call": scene.call,
        "lines": [{ "category": "A.5", "amount": "500.00" }, { "category": "D.2", "amount": "500.00" }] });
    let place = scene.draft(&server, form).await;
    let budget = server.read(&place).await;
    assert_eq!(budget["totals"]["indirect_costs"], "0.00");
    assert_eq!(budget["rules"]["indirect_excludes"], json!(["A.5", "B", "D.1", "D.2"]));
    let costs =
        json!({ "call": scene.call, "costs": { "volunteers": "500.00", "internal_invoices": "500.00" } });
    let settled = server.post("/v1/settlements/indirect-costs", costs).await.body;
    assert_eq!((&settled["indirect_costs"], &settled["excluded"]), (&json!("0.00"), &json!("1000.00")));
    let declared = json!({ "costs": [
        { "category": "A.5", "incurred_on": "2025-02-01", "amount": "500.00", "currency": "EUR" },
        { "category": "D.2", "incurred_on": "2025-02-01", "amount": "500.00", "currency": "EUR" },
        { "category": "A.1", "incurred_on": "2025-02-01", "amount": "100.00", "currency": "EUR" }] });
    let created = server.post(&format!("{}/costs", scene.project), declared).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.body);
    let execution = server.read(&format!("{place}/execution")).await;
    assert_eq!(execution["total"]["declared"], "1125.00");

    // A version that was stored before keeps the base that it was computed by: 25 % of 1100.00.
    let before = "UPDATE budget SET indirect_excludes = 'B,D.1', rounding_scope = 'cumulative'";
    server.app.write(async |work| Ok(work.tx.execute_unprepared(before).await?)).await.expect("a change");
    let execution = server.read(&format!("{place}/execution")).await;
    assert_eq!(execution["total"]["declared"], "1375.00");
    assert_eq!(server.read(&place).await["rules"]["indirect_excludes"], json!(["B", "D.1"]));
}

#[apply(on_both_databases!)]
async fn a_call_lists_the_categories_outside_its_base(server: Server) {
    let excludes = json!(["A.5", "B", "D.1", "D.2", "D.X"]);
    let rules = json!({ "indirect_rate": "25", "indirect_base": QUARTER, "indirect_excludes": excludes,
        "rounding_scope": "cumulative" });
    let scene = BudgetScene::under(&server, rules.clone()).await;
    assert_eq!(server.read(&format!("/v1/calls/{}", scene.call)).await["rules"], rules);
    let form = json!({ "title": "B", "call": scene.call,
        "lines": [{ "category": "A.1", "amount": "100.00" }, { "category": "D.X", "amount": "100.00" }] });
    let budget = server.read(&scene.draft(&server, form).await).await;
    assert_eq!(budget["totals"]["indirect_costs"], "25.00");
    assert_eq!(
        (&budget["rules"]["indirect_excludes"], &budget["rules"]["rounding_scope"]),
        (&excludes, &json!("cumulative"))
    );
    let costs = json!({ "personnel": "100.00", "other": "100.00" });
    let path = "/v1/settlements/indirect-costs";
    let settled = server.post(path, json!({ "call": scene.call, "costs": costs })).await.body;
    assert_eq!((&settled["indirect_costs"], &settled["excludes"]), (&json!("25.00"), &excludes));
    let bad = json!({ "rate": "25", "base": QUARTER, "excludes": ["D.X", "D.X"], "costs": costs });
    let faults = server.post(path, bad).await;
    assert_eq!(faults.faults(), [("/excludes", "mismatch"), ("/excludes/1", "twice")]);
    let line = json!({ "project": scene.project.rsplit('/').next(), "call": scene.call, "form": "grant",
        "currency": "EUR", "total_award": "9.00", "own_share": "9.00" });
    let line = server.signed_line(line, "2025-01-01").await;
    assert_eq!(server.read(&line).await["rules"], rules);
    let call = json!({ "rules": { "indirect_rate": null, "indirect_base": null } });
    let refused = server.patch(&format!("/v1/calls/{}", scene.call), call).await;
    assert_eq!(refused.faults(), [("/rules/indirect_excludes", "unused")]);
}

#[apply(on_both_databases!)]
async fn a_grant_of_the_european_union_is_rounded_by_statement_and_others_by_running_totals(server: Server) {
    let rules = json!({ "funding_rate": "80", "indirect_rate": "7", "indirect_base": "direct_costs" });
    let scene = BudgetScene::under(&server, rules.clone()).await;
    let [lead, other] = &scene.partners;
    let line = |partner: &String, period: i32| json!({ "partner": partner, "category": "C.1", "period": period, "amount": "10.07" });
    let form = json!({ "title": "B", "call": scene.call,
        "periods": [{ "number": 1, "start": "2025-01-01", "end": "2025-12-31" },
            { "number": 2, "start": "2026-01-01", "end": "2026-12-31" }],
        "lines": [line(lead, 1), line(lead, 2), line(other, 1)] });
    let place = scene.draft(&server, form.clone()).await;
    let budget = server.read(&place).await;
    assert_eq!(budget["rules"]["rounding_scope"], "per_statement");
    // Each statement costs 10.07 and 0.70; 80 % of 10.77 are 8.616.
    let same = [
        "C.1 1 10.07 8.06",
        "C.1 2 10.07 8.06",
        "C.1 1 10.07 8.06",
        "E 1 0.70 0.56",
        "E 2 0.70 0.56",
        "E 1 0.70 0.56",
    ];
    assert_eq!(lines(&budget), same);
    assert_eq!(
        (&budget["totals"]["costs"], &budget["totals"]["funding"]),
        (&json!("32.31"), &json!("25.86"))
    );
    let totals = server.read(&format!("{place}/totals?by=partner")).await;
    let funding: Vec<_> =
        totals["groups"].as_array().expect("groups").iter().map(|one| &one["funding"]).collect();
    assert_eq!((funding, &totals["funding"]), (vec![&json!("17.24"), &json!("8.62")], &json!("25.86")));

    let national = server.made("/v1/programmes", json!({ "name": "N", "level": "national" })).await;
    let call = json!({ "programme": id(&national), "reference": "N", "title": "N", "rules": rules });
    let call = server.made("/v1/calls", call).await;
    let form = with(form, json!({ "call": id(&call) }));
    let budget = server.read(&scene.draft(&server, form).await).await;
    assert_eq!(budget["rules"]["rounding_scope"], "cumulative");
    // The lead's indirect costs are 7 % of 20.14, 1.4098. 80 % of all costs, 32.32, are 25.856.
    let costs = ["E 1 0.70 0.56", "E 2 0.71 0.57", "E 1 0.70 0.56"];
    assert_eq!(lines(&budget)[3..], costs);
    assert_eq!(
        (&budget["totals"]["costs"], &budget["totals"]["funding"]),
        (&json!("32.32"), &json!("25.86"))
    );
}

#[apply(on_both_databases!)]
async fn a_settlement_adds_the_statements_as_the_portal_rounds_them(server: Server) {
    let statement =
        |kind: &str| json!({ "kind": kind, "statements": [{ "beneficiary": "A", "costs": "10.03" }] });
    let form = json!({ "maximum_grant": "100.00", "funding_rate": "80",
        "payments": [statement("interim"), statement("interim"), statement("final")] });
    let accepted = async |form: Value| {
        let settled = server.post("/v1/settlements/simulate", form).await.body;
        let scope = settled["terms"]["rounding_scope"].as_str().expect("a scope").to_owned();
        (scope, settled["totals"]["accepted_contribution"].as_str().expect("an amount").to_owned())
    };
    // 80 % of 10.03 are 8.024, and of 30.09 they are 24.072.
    assert_eq!(accepted(form.clone()).await, ("per_statement".to_owned(), "24.06".to_owned()));
    let cumulative = with(form.clone(), json!({ "rounding_scope": "cumulative" }));
    assert_eq!(accepted(cumulative).await, ("cumulative".to_owned(), "24.07".to_owned()));
    let call = server.call(json!({ "rounding_scope": "cumulative" })).await;
    assert_eq!(accepted(with(form, json!({ "call": call }))).await.1, "24.07");
}

#[apply(on_both_databases!)]
async fn without_a_certificate_each_entity_stays_a_euro_below_the_threshold_of_the_call(server: Server) {
    let rules = json!({ "funding_rate": "100", "certificate_threshold": "325000.00", "currency": "EUR" });
    let call = server.call(rules).await;
    let statement = |who: &str, costs: &str| json!({ "beneficiary": who, "costs": costs });
    let form = json!({ "call": call, "maximum_grant": "5000000.00", "certified": ["Certified"],
        "payments": [{ "kind": "final", "statements": [
            statement("Reaches", "325000.00"), statement("Below", "324999.99"),
            statement("Affiliated entity of Below", "490000.00"), statement("Certified", "490000.00")] }] });
    let settled = server.post("/v1/settlements/simulate", form.clone()).await.body;
    let steps = settled["payments"][0]["steps"].as_array().expect("steps").iter();
    let capped: Vec<_> = steps
        .filter(|step| step["rule"] == "missing_certificate")
        .map(|step| {
            (step["beneficiary"].as_str().expect("a name"), step["amount"].as_str().expect("an amount"))
        })
        .collect();
    assert_eq!(capped, [("Reaches", "324999.00"), ("Affiliated entity of Below", "324999.00")]);
    // 324 999.00 twice, 324 999.99 and 490 000.00.
    assert_eq!(settled["totals"]["final_grant"], "1464997.99");
    let horizon = with(form, json!({ "certificate_threshold": "430000.00" }));
    let settled = server.post("/v1/settlements/simulate", horizon).await.body;
    // The example of the annotated agreement: 490 000 requested, 429 999 accepted.
    assert_eq!(settled["totals"]["final_grant"], "1569998.99");
}

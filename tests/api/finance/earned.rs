//! Money that is earned as costs are accepted, or as work packages are completed.

use api::exchange::rates_import::{import, parse};
use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases};

/// A project of two years, and a funding line of it that is recognised by a method.
async fn scene(server: &Server, method: &str, rules: Value) -> (String, String) {
    let project = server.signed_project("A", "2024-01-01", "2025-12-31").await;
    let call = server.call(rules).await;
    let line = json!({ "project": id(&project), "call": call, "form": "grant", "currency": "EUR",
        "total_award": "1000.00", "own_share": "500.00", "recognition_method": method,
        "payer_class": "european" });
    let line = server.signed_line(line, "2024-01-01").await;
    (project, id(&line).to_owned())
}

async fn accrued(server: &Server, year: i32) -> Value {
    server.read(&format!("/v1/revenue-split?year={year}&basis=accrued&explain=true")).await
}

async fn total(server: &Server, year: i32) -> String {
    accrued(server, year).await["total"].as_str().expect("a total").to_owned()
}

fn why(split: &Value) -> (Option<&str>, Option<&str>) {
    let one = &split["not_counted"][0];
    (one["reason"].as_str(), one["detail"].as_str())
}

async fn declare(server: &Server, project: &str, costs: Value, accepted: bool) {
    let declared = server.post(&format!("{project}/costs"), json!({ "costs": costs })).await;
    assert_eq!(declared.status, StatusCode::CREATED, "{}", declared.body);
    for cost in declared.body["costs"].as_array().expect("costs").iter().filter(|_| accepted) {
        server.done(&format!("/v1/costs/{}", cost["id"].as_str().expect("an id")), "accept", json!({})).await;
    }
}

fn months(cash_flow: &Value, member: &str) -> Vec<String> {
    let months = cash_flow["months"].as_array().expect("months").iter();
    months.map(|month| month[member].as_str().expect("an amount").to_owned()).collect()
}

#[apply(on_both_databases!)]
async fn accepted_costs_are_earned_at_their_rate_up_to_the_own_share(server: Server) {
    let rules = json!({ "funding_rate": "80", "indirect_rate": "7", "indirect_base": "direct_costs" });
    let (project, line) = scene(&server, "costs", rules).await;
    let mut partners = Vec::new();
    for (name, owner) in [("Ours", true), ("Theirs", false)] {
        let organisation = server.made("/v1/organisations", json!({ "name": name, "owner": owner })).await;
        let partner =
            server.made(&format!("{project}/partners"), json!({ "organisation": id(&organisation) })).await;
        partners.push(id(&partner).to_owned());
    }
    let cost = |partner: Option<&String>, on: &str, amount: &str| json!({ "category": "C.3", "incurred_on": on, "amount": amount, "partner": partner, "funding_line": line });
    assert_eq!(
        why(&accrued(&server, 2024).await),
        (Some("no_costs"), Some("no accepted costs of the owner are recorded under it"))
    );
    declare(
        &server,
        &project,
        json!([
            cost(Some(&partners[0]), "2024-05-02", "100.00"),
            cost(Some(&partners[1]), "2024-05-03", "5000.00"),
            cost(None, "2025-03-01", "900.00")
        ]),
        true,
    )
    .await;
    declare(&server, &project, json!([cost(None, "2024-06-30", "50.00")]), false).await;
    // 80 % of 107.00; then what is left of the own share.
    assert_eq!(
        (
            total(&server, 2024).await.as_str(),
            total(&server, 2025).await.as_str(),
            total(&server, 2026).await.as_str()
        ),
        ("85.60", "414.40", "0.00")
    );
    let cash_flow = server.read("/v1/cash-flow?from=2024-04&to=2024-06").await;
    assert_eq!(months(&cash_flow, "earned"), ["0.00", "85.60", "0.00"]);
    assert_eq!(months(&cash_flow, "spent"), ["0.00", "100.00", "50.00"]);
    assert_eq!(months(&cash_flow, "out_of_pocket"), ["0.00", "100.00", "150.00"]);
    assert_eq!(cash_flow["not_counted"], json!([]));
    assert_eq!(server.read("/v1/cash-flow?from=2026-01&to=2026-01").await["opening"]["spent"], "1050.00");
}

#[apply(on_both_databases!)]
async fn costs_in_pounds_are_earned_once_they_can_be_converted(server: Server) {
    let (project, line) = scene(&server, "costs", json!({ "funding_rate": "80" })).await;
    let cost = json!({ "category": "C.3", "incurred_on": "2024-05-02", "amount": "80.00", "currency": "GBP", "funding_line": line });
    declare(&server, &project, json!([cost]), true).await;
    let split = accrued(&server, 2024).await;
    assert_eq!(
        why(&split),
        (
            Some("not_converted"),
            Some("no approved budget of the project, in EUR, has a rule to convert costs in GBP")
        )
    );
    let cash_flow = server.read("/v1/cash-flow?from=2024-05&to=2024-05").await;
    let reasons: Vec<_> = cash_flow["not_counted"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["reason"].as_str(), one["amount"].as_str(), one["currency"].as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (Some("not_converted"), Some("500.00"), Some("EUR")),
            (Some("not_converted"), Some("80.00"), Some("GBP"))
        ]
    );
    let budget = json!({ "title": "B", "conversion": "month_rate", "lines": [{ "category": "C.3", "amount": "9.00" }], "financing": [{ "source": "revenue", "amount": "9.00" }] });
    let budget = server.made(&format!("{project}/budgets"), budget).await;
    server.done(&budget, "approve", json!({})).await;
    assert_eq!(
        why(&accrued(&server, 2024).await),
        (Some("not_converted"), Some("there is no `inforeuro` rate of GBP for 2024-05-01: import it first"))
    );
    let rates = parse(r#"[{ "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.8, "dateStart": "01/05/2024", "dateEnd": "31/05/2024" }]"#).expect("rates");
    server.app.write(async |work| import(work, rates).await).await.expect("an import");
    assert_eq!(total(&server, 2024).await, "80.00");
    let cash_flow =
        server.read(&format!("/v1/cash-flow?from=2024-05&to=2024-05&project={}", id(&project))).await;
    assert_eq!(
        (months(&cash_flow, "spent"), months(&cash_flow, "earned")),
        (vec!["100.00".to_owned()], vec!["80.00".to_owned()])
    );
}

#[apply(on_both_databases!)]
async fn a_lump_sum_is_earned_once_its_work_package_is_completed(server: Server) {
    let (project, line) = scene(&server, "work_packages", json!({})).await;
    let (mut parts, of) = (Vec::new(), |kind: &str| format!("{project}/{kind}"));
    for number in ["1", "2"] {
        server.made(&of("work-packages"), json!({ "number": number, "title": "W" })).await;
        parts.push(
            server
                .made(&of("deliverables"), json!({ "number": number, "title": "D", "work_package": number }))
                .await,
        );
    }
    let milestone =
        server.made(&of("milestones"), json!({ "number": "1", "title": "M", "work_package": "2" })).await;
    assert_eq!(why(&accrued(&server, 2024).await).0, Some("no_lump_sums"));
    let lump = |number: &str, amount: &str| json!({ "category": "lump_sum", "work_package": number, "amount": amount });
    let financing = json!([{ "source": "funding", "funding_line": line, "amount": "500.00" }]);
    let budget =
        json!({ "title": "B", "lines": [lump("1", "300.00"), lump("2", "200.00")], "financing": financing });
    let budget = server.made(&of("budgets"), budget).await;
    assert_eq!(why(&accrued(&server, 2024).await).0, Some("no_lump_sums"), "a draft is no budget");
    server.done(&budget, "approve", json!({})).await;
    let done = async |place: &str, verb: &str, on: &str| {
        server.done(place, verb, json!({ "on": on })).await;
    };
    done(&parts[0], "submit", "2024-06-01").await;
    done(&parts[0], "accept", "2024-09-01").await;
    done(&parts[1], "submit", "2025-06-01").await;
    done(&parts[1], "accept", "2025-09-01").await;
    assert_eq!(
        (total(&server, 2024).await.as_str(), total(&server, 2025).await.as_str()),
        ("150.00", "0.00"),
        "half of an undivided work package is the owner's, as of the award"
    );
    done(&milestone, "achieve", "2026-01-10").await;
    // The project has ended by then: what is completed late is earned when it is.
    assert_eq!(
        (total(&server, 2025).await.as_str(), total(&server, 2026).await.as_str()),
        ("0.00", "100.00")
    );
    let cash_flow = server.read("/v1/cash-flow?from=2024-08&to=2024-10").await;
    assert_eq!(months(&cash_flow, "earned"), ["0.00", "150.00", "0.00"]);
}

#[apply(on_both_databases!)]
async fn a_budget_that_two_lines_pay_for_says_no_lump_sums_of_either(server: Server) {
    let (project, line) = scene(&server, "work_packages", json!({})).await;
    let calls = server.all("/v1/calls").await;
    let other =
        json!({ "project": id(&project), "call": calls[0]["id"], "form": "grant", "reference": "Second" });
    let other = id(&server.made("/v1/funding-lines", other).await).to_owned();
    server.made(&format!("{project}/work-packages"), json!({ "number": "1", "title": "W" })).await;
    let financing = json!([{ "source": "funding", "funding_line": line, "amount": "1.00" }, { "source": "funding", "funding_line": other, "amount": "2.00" }]);
    let budget = json!({ "title": "B", "lines": [{ "category": "lump_sum", "work_package": "1", "amount": "3.00" }], "financing": financing });
    let budget = server.made(&format!("{project}/budgets"), budget).await;
    server.done(&budget, "approve", json!({})).await;
    assert_eq!(why(&accrued(&server, 2024).await).0, Some("no_lump_sums"));
}

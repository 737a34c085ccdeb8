//! Costs: declared, accepted, and held against a budget in its own currency.

use api::exchange::rates_import::{import, parse};
use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, id, on_both_databases};

async fn declare(server: &Server, scene: &BudgetScene, costs: Value) -> Vec<String> {
    let declared = server.post(&format!("{}/costs", scene.project), json!({ "costs": costs })).await;
    assert_eq!(declared.status, StatusCode::CREATED, "{}", declared.body);
    let costs = declared.body["costs"].as_array().expect("costs").iter();
    costs.map(|cost| format!("/v1/costs/{}", cost["id"].as_str().expect("an id"))).collect()
}

/// Imports what a euro is worth in pounds on some days, or in some months.
async fn pounds(server: &Server, rates: &[(&str, &str)]) {
    let lines: Vec<_> = rates.iter().map(|(day, rate)| format!("{day},{rate},")).collect();
    imported(server, &format!("Date,GBP,\n{}\n", lines.join("\n"))).await;
}

async fn imported(server: &Server, text: &str) {
    let rates = parse(text).expect("rates");
    server.app.write(async |work| import(work, rates).await).await.expect("an import");
}

/// A budget with a single reporting period.
fn of_a_week(conversion: &str, start: &str, end: &str) -> Value {
    json!({ "title": "B", "conversion": conversion, "periods": [{ "number": 1, "start": start, "end": end }],
        "lines": [{ "category": "C.1", "period": 1, "amount": "200.00" }] })
}

fn figures(group: &Value) -> Vec<&str> {
    ["budgeted", "declared", "remaining", "percent", "forecast"]
        .map(|name| group[name].as_str().unwrap_or("-"))
        .into()
}

#[apply(on_both_databases!)]
async fn what_is_declared_is_held_against_the_budget(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let budget = scene.draft(&server, scene.form()).await;
    let line = server.read(&budget).await["lines"][0]["id"].clone();
    let costs = declare(&server, &scene, json!([
            { "budget_line": line, "incurred_on": "2025-06-30", "amount": "400.00", "person": "Ada", "days": "2" },
            { "partner": scene.partners[1], "category": "C.1", "incurred_on": "2026-01-10", "amount": "250.00", "document": "INV-1" },
            { "category": "E", "incurred_on": "2026-01-10", "amount": "9.99" },
        ])).await;
    let first = server.read(&costs[0]).await;
    assert_eq!(
        (&first["category"], &first["partner"]["name"], &first["work_package"]["number"], &first["stage"]),
        (&json!("A.1"), &json!("Lead"), &json!("WP1"), &json!("declared"))
    );

    let told = server.read(&format!("{budget}/execution")).await;
    let groups: Vec<_> = told["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["category"].as_str().expect("one"), figures(group)))
        .collect();
    // 380 of 730 days are gone, and 7 % of what is declared is indirect; what was declared as such does not count.
    assert_eq!(
        groups,
        [
            ("A.1", vec!["1000.00", "400.00", "600.00", "40.00", "768.42"]),
            ("C.1", vec!["500.00", "250.00", "250.00", "50.00", "480.26"]),
            ("E", vec!["105.00", "45.50", "59.50", "43.33", "87.41"]),
        ]
    );
    assert_eq!(figures(&told["total"]), ["1605.00", "695.50", "909.50", "43.33", "1336.09"]);
    let told = server.read(&format!("{budget}/execution?by=period")).await;
    let groups: Vec<_> = told["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["period"].as_i64(), figures(group)))
        .collect();
    assert_eq!(
        groups,
        [
            (Some(1), vec!["1070.00", "428.00", "642.00", "40.00", "428.00"]),
            (Some(2), vec!["535.00", "267.50", "267.50", "50.00", "6509.17"]),
        ]
    );
    let then = server.read(&format!("{budget}/execution?by=partner,work_package&on=2025-12-31")).await;
    assert_eq!((&then["total"]["declared"], &then["provisional"]), (&json!("428.00"), &json!(false)));
    let told = server.read(&format!("{budget}/execution?on=2024-12-31")).await;
    assert_eq!((&told["total"]["declared"], &told["total"]["forecast"]), (&json!("0.00"), &Value::Null));
}

#[apply(on_both_databases!)]
async fn costs_in_pounds_become_euro_by_the_average_of_the_period(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let budget = scene.draft(&server, of_a_week("period_average", "2025-03-03", "2025-03-09")).await;
    declare(
        &server,
        &scene,
        json!([
            { "category": "C.1", "incurred_on": "2025-03-05", "amount": "82.00", "currency": "GBP" },
            { "category": "C.1", "incurred_on": "2025-03-06", "amount": "10.00" },
        ]),
    )
    .await;
    pounds(
        &server,
        &[("2025-03-03", "0.80"), ("2025-03-04", "0.81"), ("2025-03-05", "0.82"), ("2025-03-07", "0.84")],
    )
    .await;
    let told = server.read(&format!("{budget}/execution")).await;
    assert_eq!((&told["total"]["declared"], &told["not_converted_count"]), (&json!("10.00"), &json!(1)));
    let left_out = &told["not_converted"][0];
    assert_eq!((&left_out["code"], &left_out["amount"]), (&json!("missing_rate"), &json!("82.00")));
    assert_eq!(left_out["detail"], "there is no `ecb` rate of GBP for 2025-03-06: import it first");
    pounds(&server, &[("2025-03-06", "0.83")]).await;
    let told = server.read(&format!("{budget}/execution")).await;
    assert_eq!(figures(&told["total"]), ["200.00", "110.00", "90.00", "55.00", "110.00"]);
    declare(
        &server,
        &scene,
        json!([{ "category": "C.1", "incurred_on": "2025-03-10", "amount": "1.00", "currency": "GBP" }]),
    )
    .await;
    let told = server.read(&format!("{budget}/execution")).await;
    assert_eq!(
        (&told["total"]["declared"], &told["not_converted"][0]["code"]),
        (&json!("110.00"), &json!("no_period"))
    );
    assert_eq!(server.get(&format!("{budget}/execution?on=2025-03-09")).await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn the_average_of_a_period_under_way_is_provisional(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let budget = scene.draft(&server, of_a_week("period_average", "2026-01-12", "2026-01-31")).await;
    declare(
        &server,
        &scene,
        json!([{ "category": "C.1", "incurred_on": "2026-01-13", "amount": "81.00", "currency": "GBP" }]),
    )
    .await;
    pounds(&server, &[("2026-01-12", "0.80"), ("2026-01-13", "0.81"), ("2026-01-14", "0.82")]).await;
    let told = server.read(&format!("{budget}/execution")).await;
    assert_eq!((&told["total"]["declared"], &told["provisional"]), (&json!("100.00"), &json!(true)));
}

#[apply(on_both_databases!)]
async fn costs_in_pounds_become_euro_by_the_rate_of_their_month(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let budget = scene.draft(&server, of_a_week("month_rate", "2025-03-03", "2025-03-09")).await;
    declare(
        &server,
        &scene,
        json!([{ "category": "C.1", "incurred_on": "2025-03-31", "amount": "82.00", "currency": "GBP" }]),
    )
    .await;
    assert_eq!(
        server.read(&format!("{budget}/execution")).await["not_converted"][0]["detail"],
        "there is no `inforeuro` rate of GBP for 2025-03-01: import it first"
    );
    imported(&server, r#"[{ "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.8, "dateStart": "01/03/2025", "dateEnd": "31/03/2025" }]"#).await;
    assert_eq!(server.read(&format!("{budget}/execution")).await["total"]["declared"], "102.50");
}

#[apply(on_both_databases!)]
async fn a_currency_that_the_bank_does_not_quote_has_the_average_of_its_months(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let budget = scene.draft(&server, of_a_week("period_average", "2025-03-03", "2025-04-09")).await;
    let cost =
        json!({ "category": "C.1", "incurred_on": "2025-03-31", "amount": "9900.00", "currency": "ALL" });
    declare(&server, &scene, json!([cost])).await;
    let told = server.read(&format!("{budget}/execution")).await;
    let detail = "there is no `inforeuro` rate of ALL for 2025-03-01: import it first";
    assert_eq!(told["not_converted"][0]["detail"], detail);
    let month = |rate: &str, first: &str, last: &str| {
        format!(
            r#"{{ "currencyIso": "ALL", "refCurrencyIso": "EUR", "amount": {rate}, "dateStart": "{first}", "dateEnd": "{last}" }}"#
        )
    };
    let months =
        [month("98.5", "01/03/2025", "31/03/2025"), month("99.5", "01/04/2025", "30/04/2025")].join(",");
    imported(&server, &format!("[{months}]")).await;
    let told = server.read(&format!("{budget}/execution")).await;
    assert_eq!(
        (&told["total"]["declared"], &told["converted_by_months"]),
        (&json!("100.00"), &json!(["ALL"]))
    );
    assert_eq!(told["not_converted"], json!([]));
}

#[apply(on_both_databases!)]
async fn an_accepted_cost_never_changes(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let costs = declare(&server, &scene, json!([{ "category": "B", "incurred_on": "2025-03-05", "amount": "82.00" }, { "category": "B", "incurred_on": "2025-03-04", "amount": "-1.00", "document": "Crédit 7" }])).await;
    let maud = server.manager_of("maud", &scene.project).await;
    let changed =
        maud.patch(&costs[0], json!({ "amount": "83.00", "work_package": "WP2", "document": "INV-2" })).await;
    assert_eq!(
        (changed.status, &changed.body["amount"], &changed.body["work_package"]["number"]),
        (StatusCode::OK, &json!("83.00"), &json!("WP2"))
    );
    assert_eq!(maud.verb(&costs[0], "accept", json!({})).await.status, StatusCode::FORBIDDEN);
    assert_eq!(server.done(&costs[0], "accept", json!({})).await["stage"], "accepted");
    assert_eq!(server.verb(&costs[0], "accept", json!({})).await.faults(), [("/id", "illegal_move")]);
    assert_eq!(maud.patch(&costs[0], json!({ "amount": "1.00" })).await.faults(), [("/id", "accepted")]);
    assert_eq!(maud.delete(&costs[0]).await.faults(), [("/id", "accepted")]);

    let of = format!("/v1/costs?project={}", id(&scene.project));
    let amounts = async |filter: &str| {
        server
            .all(&format!("{of}&{filter}"))
            .await
            .iter()
            .map(|cost| cost["amount"].as_str().expect("one").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(amounts("sort=incurred_on").await, ["-1.00", "83.00"]);
    assert_eq!(amounts("sort=-amount").await, ["83.00", "-1.00"]);
    assert_eq!(amounts("document=credit").await, ["-1.00"]);
    assert_eq!(amounts("stage=accepted&category=B&from=2025-03-05&to=2025-03-05").await, ["83.00"]);
    assert_eq!(maud.delete(&costs[1]).await.status, StatusCode::NO_CONTENT);
    let (rik, _) = server.person("rik", "reader").await;
    assert_eq!(rik.get(&costs[0]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(server.delete(&scene.project).await.status, StatusCode::CONFLICT, "the cost holds it");
    assert!(!rik.read(&format!("{}/history", scene.project)).await.to_string().contains("INV-2"));
}

#[apply(on_both_databases!)]
async fn bad_costs_are_refused_with_every_fault_and_none_is_kept(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let budget = scene.draft(&server, scene.form()).await;
    server.done(&budget, "approve", json!({})).await;
    let nobody = "01a20bba-ef25-7773-9ddd-93fc95af7122";
    let bad = json!([
        { "category": "B", "incurred_on": "2025-03-05", "amount": "1.00" },
        { "incurred_on": "2026-01-16", "amount": "1.00", "document": " ", "days": "1" },
        { "category": "E", "incurred_on": "2025-03-05", "amount": "1.00", "person": "Ada", "days": "-1" },
        { "category": "B", "incurred_on": "2025-03-05", "amount": "1.00", "partner": nobody, "work_package": "9", "funding_line": nobody },
        { "budget_line": nobody, "incurred_on": "2025-03-05", "amount": "1.00" },
    ]);
    let place = format!("{}/costs", scene.project);
    assert_eq!(
        server.post(&place, json!({ "costs": bad })).await.faults(),
        [
            ("/costs/1/category", "required"),
            ("/costs/1/document", "blank"),
            ("/costs/1/incurred_on", "future"),
            ("/costs/1/person", "required"),
            ("/costs/2/category", "computed"),
            ("/costs/2/days", "negative"),
            ("/costs/3/funding_line", "unknown"),
            ("/costs/3/partner", "unknown"),
            ("/costs/3/work_package", "unknown"),
            ("/costs/4/budget_line", "unknown"),
        ]
    );
    assert_eq!(server.post(&place, json!({ "costs": [] })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(server.all("/v1/costs").await.is_empty());
}

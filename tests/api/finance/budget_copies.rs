//! Copies of budgets: what they take along, which rules they follow, and what becomes of the original.
//! Also that a longer project does not change its budget.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, on_both_databases};

/// The parts of a budget without the identifiers of its lines, which every version has of its own.
fn parts(budget: &Value) -> Value {
    let mut lines = budget["lines"].clone();
    for line in lines.as_array_mut().expect("lines") {
        assert!(line.as_object_mut().expect("a line").remove("id").is_some());
    }
    json!({ "currency": budget["currency"], "call": budget["call"], "conversion": budget["conversion"],
        "rules": budget["rules"], "periods": budget["periods"], "lines": lines,
        "financing": budget["financing"], "totals": budget["totals"] })
}

async fn copy(server: &Server, place: &str, form: Value) -> String {
    server.made(&format!("{place}/copy"), form).await
}

#[apply(on_both_databases!)]
async fn a_copy_is_a_draft_with_the_same_parts(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let mut form = scene.form();
    form["conversion"] = json!("month_rate");
    form["lines"][1]["funding_rate"] = json!("50");
    form["financing"][1] = json!({ "source": "partner_contribution", "partner": scene.partners[1],
        "description": "In cash", "amount": "321.00" });
    let first = scene.draft(&server, form).await;
    let before = server.get(&first).await;
    let second = copy(&server, &first, json!({})).await;
    let copied = server.read(&second).await;
    assert_eq!(parts(&copied), parts(&before.body));
    assert_eq!(
        (&copied["version"], &copied["title"], &copied["stage"], &copied["approved_on"]),
        (&json!(2), &json!("Annex 2"), &json!("draft"), &Value::Null)
    );
    assert_eq!((&copied["amends"], &copied["reason"]), (&Value::Null, &Value::Null), "it amends nothing");
    let ids = |budget: &Value| {
        let lines = budget["lines"].as_array().expect("lines").iter();
        lines.map(|line| line["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    assert!(ids(&copied).iter().all(|line| !ids(&before.body).contains(line)), "its lines are its own");
    // 80 % of 1 605.00 - 321.00 and 50 % of 300.00 + 21.00: 1 027.20 + 160.50.
    assert_eq!(
        (&copied["totals"]["costs"], &copied["totals"]["funding"]),
        (&json!("1605.00"), &json!("1187.70"))
    );

    let third = server.read(&copy(&server, &second, json!({ "title": "With less travel" })).await).await;
    assert_eq!((&third["version"], &third["title"]), (&json!(3), &json!("With less travel")));
    assert_eq!(server.patch(&second, json!({ "lines": [] })).await.status, StatusCode::OK);
    let after = server.get(&first).await;
    assert_eq!((after.tag(), &after.body), (before.tag(), &before.body), "the original stays as it was");
}

#[apply(on_both_databases!)]
async fn approved_and_superseded_versions_are_copied_and_stay_as_they_are(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    server.done(&first, "approve", json!({ "on": "2026-01-10" })).await;
    let approved = server.read(&first).await;
    let of_approved = server.read(&copy(&server, &first, json!({})).await).await;
    assert_eq!(parts(&of_approved), parts(&approved));
    assert_eq!((&of_approved["stage"], &of_approved["approved_on"]), (&json!("draft"), &Value::Null));
    assert_eq!(server.read(&first).await, approved);

    let third = server.made(&format!("{first}/amend"), json!({ "reason": "R" })).await;
    server.done(&third, "approve", json!({})).await;
    let superseded = server.read(&first).await;
    assert_eq!(superseded["stage"], "superseded");
    let fourth = server.read(&copy(&server, &first, json!({})).await).await;
    assert_eq!((&fourth["version"], &fourth["stage"]), (&json!(4), &json!("draft")));
    assert_eq!(parts(&fourth), parts(&superseded));
    assert_eq!(server.read(&first).await, superseded);
    assert_eq!(server.read(&third).await["stage"], "approved", "a copy supersedes nothing");
}

#[apply(on_both_databases!)]
async fn a_copy_follows_the_rules_that_the_call_has_now(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    server.done(&first, "approve", json!({})).await;
    let call = format!("/v1/calls/{}", scene.call);
    let now = json!({ "funding_rate": "60", "indirect_rate": "10.01", "maximum_grant": "900.00" });
    assert_eq!(server.patch(&call, json!({ "rules": now })).await.status, StatusCode::OK);
    let copied = server.read(&copy(&server, &first, json!({})).await).await;
    // Lead: 10.01 % of 1 300.00 = 130.13. Other: 10.01 % of 200.00 = 20.02. 60 % of 1 650.15 = 990.09.
    assert_eq!(
        copied["totals"],
        json!({ "direct_costs": "1500.00", "indirect_costs": "150.15", "costs": "1650.15",
            "funding": "990.09", "maximum_funding": "900.00", "financing": "1605.00", "gap": "45.15" })
    );
    let original = server.read(&first).await;
    assert_eq!(
        (&original["totals"]["costs"], &original["rules"]["funding_rate"]),
        (&json!("1605.00"), &json!("80"))
    );
}

#[apply(on_both_databases!)]
async fn a_copy_leaves_out_the_costs_that_its_call_now_computes(server: Server) {
    let scene = BudgetScene::under(&server, json!({})).await;
    let overheads = json!({ "partner": scene.partners[0], "category": "E", "amount": "50.00" });
    let mut form = scene.form();
    form["lines"].as_array_mut().expect("lines").push(overheads);
    form["financing"] = json!([{ "source": "funding", "amount": "1550.00" }]);
    let first = scene.draft(&server, form).await;
    server.done(&first, "approve", json!({})).await;
    let call = format!("/v1/calls/{}", scene.call);
    let seven_percent = json!({ "indirect_rate": "7", "indirect_base": "direct_costs" });
    assert_eq!(server.patch(&call, json!({ "rules": seven_percent })).await.status, StatusCode::OK);
    let amended = server.made(&format!("{first}/amend"), json!({ "reason": "R" })).await;
    for draft in [amended, copy(&server, &first, json!({})).await] {
        let totals = server.read(&draft).await["totals"].clone();
        // 7 % of 1 500.00, in the place of the 50.00 of before.
        assert_eq!(
            (&totals["direct_costs"], &totals["indirect_costs"]),
            (&json!("1500.00"), &json!("105.00")),
            "{draft}"
        );
    }
    let in_kronor = json!({ "maximum_grant": "5.00", "currency": "SEK" });
    assert_eq!(server.patch(&call, json!({ "rules": in_kronor })).await.status, StatusCode::OK);
    for (verb, form) in [("amend", json!({ "reason": "R" })), ("copy", json!({}))] {
        let refused = server.post(&format!("{first}/{verb}"), form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{verb}");
        assert_eq!(refused.faults(), [("/id", "other_than_call")], "{verb}");
        assert!(refused.detail().contains("SEK"), "{}", refused.detail());
    }
}

#[apply(on_both_databases!)]
async fn a_longer_project_keeps_its_approved_budget_until_it_is_amended(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let time = json!({ "period": { "start": "2025-01", "end": "2026-12" } });
    assert_eq!(server.patch(&scene.project, time).await.status, StatusCode::OK);
    for verb in ["submit", "award", "sign"] {
        server.done(&scene.project, verb, json!({})).await;
    }
    let first = scene.draft(&server, scene.form()).await;
    server.done(&first, "approve", json!({})).await;
    let approved = server.get(&first).await;
    let extension = json!({ "end": "2027-06", "reason": "Amendment 1" });
    let extended = server.done(&scene.project, "extend", extension).await;
    assert_eq!(extended["project"]["period"]["end"], "2027-06");
    let after = server.get(&first).await;
    assert_eq!((after.tag(), &after.body), (approved.tag(), &approved.body));

    let draft = server.made(&format!("{first}/amend"), json!({ "reason": "Six months more" })).await;
    let mut periods = approved.body["periods"].clone();
    let third = json!({ "number": 3, "start": "2027-01-01", "end": "2027-06-30" });
    periods.as_array_mut().expect("periods").push(third);
    let mut lines = scene.form()["lines"].clone();
    // 1.5 months at 400.00 of a third period, with 7 % indirect costs: 600.00 + 42.00.
    let more = json!({ "partner": scene.partners[0], "category": "A.1", "period": 3, "units": "1.5",
        "unit": "month", "unit_rate": "400.00" });
    lines.as_array_mut().expect("lines").push(more);
    let changed = server.patch(&draft, json!({ "periods": periods, "lines": lines })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    // 80 % of 2 247.00 = 1 797.60.
    assert_eq!(
        changed.body["totals"],
        json!({ "direct_costs": "2100.00", "indirect_costs": "147.00", "costs": "2247.00",
            "funding": "1797.60", "maximum_funding": "1797.60", "financing": "1605.00", "gap": "642.00" })
    );
    let by_period = server.read(&format!("{draft}/totals?by=period")).await;
    let third = &by_period["groups"][2];
    assert_eq!((&third["period"], &third["amount"]), (&json!(3), &json!("642.00")));
}

#[apply(on_both_databases!)]
async fn a_bad_copy_is_refused_and_makes_nothing(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    let place = format!("{first}/copy");
    assert_eq!(server.post(&place, json!({ "title": " " })).await.faults(), [("/title", "blank")]);
    let bad = json!({ "title": "", "reason": "R" });
    let places: Vec<_> =
        server.post(&place, bad).await.faults().into_iter().map(|(at, _)| at.to_owned()).collect();
    assert_eq!(places, ["/reason", "/title"]);
    let nobody = "/v1/budgets/01a20bba-ef25-7773-9ddd-93fc95af7122/copy";
    assert_eq!(server.post(nobody, json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.all("/v1/budgets").await.len(), 1);
}

#[apply(on_both_databases!)]
async fn whoever_writes_the_budgets_of_a_project_copies_them(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    let place = format!("{first}/copy");
    let maud = server.manager_of("maud", &scene.project).await;
    let (otto, _) = server.person("otto", "project_manager").await;
    let (rik, _) = server.person("rik", "reader").await;
    let (fiona, _) = server.person("fiona", "finance_director").await;
    for (who, status) in [
        (&rik, StatusCode::FORBIDDEN),
        (&otto, StatusCode::FORBIDDEN),
        (&server.by(""), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(who.post(&place, json!({})).await.status, status);
    }
    assert_eq!(server.all("/v1/budgets").await.len(), 1);
    fiona.made(&place, json!({})).await;
    let key = [("idempotency-key", "once")];
    let once = maud.send(Method::POST, &place, &key, json!({})).await;
    let again = maud.send(Method::POST, &place, &key, json!({})).await;
    assert_eq!((once.status, &once.body), (StatusCode::CREATED, &again.body));
    let versions: Vec<_> = server.all("/v1/budgets").await.iter().map(|one| one["version"].clone()).collect();
    assert_eq!(versions, [1, 2, 3]);
}

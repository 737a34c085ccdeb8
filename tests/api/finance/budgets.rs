//! Budgets: their versions, what is computed of them, and how they are held against one another.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, id, on_both_databases};

fn totals(table: &Value, member: &str) -> Vec<(Value, String)> {
    let groups = table["groups"].as_array().expect("groups").iter();
    groups
        .map(|group| (group[member].clone(), group["amount"].as_str().expect("an amount").to_owned()))
        .collect()
}

#[apply(on_both_databases!)]
async fn a_budget_is_computed_by_the_rules_of_its_call(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let place = scene.draft(&server, scene.form()).await;
    let budget = server.read(&place).await;
    assert_eq!(
        budget["totals"],
        json!({ "direct_costs": "1500.00", "indirect_costs": "105.00", "costs": "1605.00", "funding": "1284.00",
            "maximum_funding": "1284.00", "financing": "1605.00", "gap": "0.00" })
    );
    assert_eq!(
        (&budget["version"], &budget["stage"], &budget["rules"]["indirect_rate"]),
        (&json!(1), &json!("draft"), &json!("7"))
    );
    let lines = budget["lines"].as_array().expect("lines");
    assert_eq!(
        (&lines[0]["amount"], &lines[0]["work_package"]["number"], &lines[0]["partner"]["name"]),
        (&json!("1000.00"), &json!("WP1"), &json!("Lead"))
    );
    let computed: Vec<_> = lines
        .iter()
        .filter(|line| line["computed"] == true)
        .map(|line| (&line["category"], &line["amount"], &line["partner"]["name"]))
        .collect();
    let (e, lead, other) = (json!("E"), json!("Lead"), json!("Other"));
    assert_eq!(
        computed,
        [(&e, &json!("70.00"), &lead), (&e, &json!("21.00"), &lead), (&e, &json!("14.00"), &other)]
    );

    let table = server.read(&format!("{place}/totals")).await;
    assert_eq!(
        totals(&table, "category"),
        [
            (json!("A.1"), "1000.00".to_owned()),
            (json!("C.1"), "500.00".to_owned()),
            (json!("E"), "105.00".to_owned())
        ]
    );
    let table = server.read(&format!("{place}/totals?by=period")).await;
    assert_eq!(totals(&table, "period"), [(json!(1), "1070.00".to_owned()), (json!(2), "535.00".to_owned())]);
    let table = server.read(&format!("{place}/totals?by=partner,work_package")).await;
    assert_eq!(
        (table["groups"].as_array().expect("groups").len(), &table["amount"], &table["funding"]),
        (3, &json!("1605.00"), &json!("1284.00"))
    );
    let bad = server.get(&format!("{place}/totals?by=colour,period,period")).await;
    assert_eq!(bad.faults(), [("/by", "choice"), ("/by", "twice")]);

    let listed = server.all(&format!("/v1/budgets?project={}", id(&scene.project))).await;
    assert_eq!((listed.len(), &listed[0]["totals"], listed[0].get("lines")), (1, &budget["totals"], None));
}

#[apply(on_both_databases!)]
async fn a_change_of_a_draft_is_computed_anew_and_what_is_not_said_stays(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let place = scene.draft(&server, scene.form()).await;
    let before = server.read(&place).await;
    let renamed = server.patch(&place, json!({ "title": "Annex II" })).await.body;
    assert_eq!(
        (&renamed["totals"], &renamed["financing"], &renamed["periods"]),
        (&before["totals"], &before["financing"], &before["periods"])
    );
    let fewer = server.patch(&place, json!({ "lines": [{ "category": "A.5", "amount": "50.00" }, { "category": "B", "amount": "10.07", "funding_rate": "100" }] })).await.body;
    assert_eq!(
        fewer["totals"],
        json!({ "direct_costs": "60.07", "indirect_costs": "0.70", "costs": "60.77", "funding": "50.77",
            "maximum_funding": "50.77", "financing": "1605.00", "gap": "-1544.23" })
    );
    let bare = server.patch(&place, json!({ "lines": [], "financing": [], "call": null })).await.body;
    assert_eq!(
        (&bare["rules"], &bare["totals"]["costs"], &bare["lines"]),
        (&json!({}), &json!("0.00"), &json!([]))
    );
}

#[apply(on_both_databases!)]
async fn a_version_is_approved_once_both_sides_agree_to_the_cent(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let place = scene.draft(&server, scene.form()).await;
    let maud = server.manager_of("maud", &scene.project).await;
    assert_eq!(maud.verb(&place, "approve", json!({})).await.status, StatusCode::FORBIDDEN);
    let money = |funding: &str, own: &str| json!({ "financing": [{ "source": "funding", "amount": funding }, { "source": "own_contribution", "amount": own }] });
    assert_eq!(maud.patch(&place, money("1284.01", "320.98")).await.status, StatusCode::OK);
    let refused = server.verb(&place, "approve", json!({})).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (StatusCode::CONFLICT, vec![("/id", "overfunded"), ("/id", "unbalanced")])
    );
    let told = refused.body["errors"].to_string();
    assert!(told.contains("missing financing 0.01 EUR") && told.contains("0.01 EUR too much"), "{told}");
    assert_eq!(server.patch(&place, money("1284.00", "321.00")).await.status, StatusCode::OK);
    assert_eq!(
        server.verb(&place, "approve", json!({ "on": "2026-01-16" })).await.faults(),
        [("/on", "future")]
    );
    let approved = server.done(&place, "approve", json!({ "on": "2026-01-10" })).await;
    assert_eq!((&approved["stage"], &approved["approved_on"]), (&json!("approved"), &json!("2026-01-10")));

    assert_eq!(server.verb(&place, "approve", json!({})).await.faults(), [("/id", "illegal_move")]);
    assert_eq!(server.patch(&place, json!({ "title": "Other" })).await.faults(), [("/id", "not_draft")]);
    assert_eq!(server.delete(&place).await.faults(), [("/id", "not_draft")]);
}

#[apply(on_both_databases!)]
async fn an_amendment_supersedes_what_it_amends_and_says_what_moved(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    assert_eq!(
        server.post(&format!("{first}/amend"), json!({ "reason": "R" })).await.faults(),
        [("/id", "illegal_move")]
    );
    server.done(&first, "approve", json!({})).await;
    let copy = server.made(&format!("{first}/copy"), json!({ "title": "A copy" })).await;
    assert_eq!(server.verb(&copy, "approve", json!({})).await.faults(), [("/id", "overtaken")]);
    let second = server.made(&format!("{first}/amend"), json!({ "reason": "Online meetings" })).await;
    let amended = server.read(&second).await;
    assert_eq!(
        (&amended["version"], &amended["amends"], &amended["reason"], &amended["title"]),
        (&json!(3), &json!(id(&first)), &json!("Online meetings"), &json!("Annex 2"))
    );
    let nothing = server.read(&format!("{second}/diff")).await;
    assert_eq!(
        (&nothing["lines"], &nothing["financing"], &nothing["against"]),
        (&json!([]), &json!([]), &json!(id(&first)))
    );

    let [lead, other] = &scene.partners;
    let lines = json!([
        { "partner": lead, "category": "A.1", "work_package": "1", "period": 1, "amount": "1000.00" },
        { "partner": lead, "category": "C.1", "work_package": "2", "period": 2, "amount": "199.99" },
        { "partner": lead, "category": "C.3", "work_package": "2", "period": 2, "amount": "100.01" },
        { "partner": other, "category": "C.1", "period": 2, "amount": "200.00" },
    ]);
    assert_eq!(server.patch(&second, json!({ "lines": lines })).await.status, StatusCode::OK);
    let diff = server.read(&format!("{second}/diff")).await;
    assert_eq!(diff["costs"], json!({ "before": "1605.00", "after": "1605.00", "change": "0.00" }));
    let moved: Vec<_> = diff["transfers"]["by_category"]
        .as_array()
        .expect("moves")
        .iter()
        .map(|one| {
            (
                one["category"].as_str(),
                one["change"].as_str(),
                one["percent"].as_str(),
                one["beyond"].as_bool(),
            )
        })
        .collect();
    assert_eq!(
        moved,
        [
            (Some("C.1"), Some("-100.01"), Some("-20.00"), Some(true)),
            (Some("C.3"), Some("100.01"), None, Some(true))
        ]
    );
    assert_eq!(
        (&diff["transfers"]["threshold"], &diff["transfers"]["by_partner"]),
        (&json!("20"), &json!([]))
    );
    server.done(&second, "approve", json!({})).await;
    assert_eq!(server.read(&first).await["stage"], "superseded");
    let back = server.read(&format!("{first}/diff?against={}", id(&second))).await;
    assert_eq!(
        back["lines"].as_array().expect("lines").len(),
        diff["lines"].as_array().expect("lines").len()
    );
    let kinds = server.all(&format!("/v1/audit-events?subject={}", id(&first))).await.len();
    assert_eq!(kinds, 3, "drafted, approved, superseded");
}

#[apply(on_both_databases!)]
async fn a_bad_budget_is_refused_with_every_fault(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let nobody = "01a20bba-ef25-7773-9ddd-93fc95af7122";
    let bad = json!({ "title": " ", "currency": "SEK", "call": scene.call,
            "periods": [{ "number": 1, "start": "2025-01-01", "end": "2024-12-31" }, { "number": 1, "start": "2024-06-01", "end": "2025-06-30" }],
            "lines": [
                { "category": "E", "amount": "1.00" }, { "category": "B" }, { "category": "B", "units": "1" }, { "category": "B", "unit_rate": "1.00" },
                { "category": "B", "amount": "1.00", "units": "1", "unit_rate": "1.00" }, { "category": "B", "amount": "-1.00", "period": 9, "work_package": "9" },
                { "category": "B", "amount": "1.00", "partner": nobody }, { "category": "B", "amount": "1.00", "unit": "month" },
            ],
            "financing": [{ "source": "revenue", "amount": "-1.00", "funding_line": nobody, "partner": nobody }] });
    let refused = server.post(&format!("{}/budgets", scene.project), bad).await;
    assert_eq!(
        refused.faults(),
        [
            ("/currency", "other_than_call"),
            ("/financing/0/amount", "negative"),
            ("/financing/0/funding_line", "unknown"),
            ("/financing/0/funding_line", "unused"),
            ("/financing/0/partner", "unknown"),
            ("/financing/0/partner", "unused"),
            ("/lines/0/category", "computed"),
            ("/lines/1/amount", "required"),
            ("/lines/2/unit_rate", "required"),
            ("/lines/3/units", "required"),
            ("/lines/4/amount", "computed"),
            ("/lines/5/amount", "negative"),
            ("/lines/5/period", "unknown"),
            ("/lines/5/work_package", "unknown"),
            ("/lines/6/partner", "unknown"),
            ("/lines/7/unit", "unused"),
            ("/periods/0/end", "reversed"),
            ("/periods/1/number", "twice"),
            ("/periods/1/start", "overlap"),
            ("/title", "blank"),
        ]
    );
    let huge = json!({ "title": "B", "lines": [{ "category": "B", "amount": "99999999999.00" }, { "category": "B", "amount": "99999999999.00" }] });
    assert_eq!(server.post(&format!("{}/budgets", scene.project), huge).await.status, StatusCode::CONFLICT);
}

#[apply(on_both_databases!)]
async fn what_a_budget_refers_to_is_held(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let place = scene.draft(&server, scene.form()).await;
    let work_packages = server.all(&format!("/v1/work-packages?project={}", id(&scene.project))).await;
    let held = [
        format!("/v1/partners/{}", scene.partners[1]),
        format!("/v1/work-packages/{}", work_packages[0]["id"].as_str().expect("an id")),
        format!("/v1/calls/{}", scene.call),
        scene.project.clone(),
    ];
    for one in &held {
        assert_eq!(server.delete(one).await.status, StatusCode::CONFLICT, "{one}");
    }
    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    for one in &held {
        assert_eq!(server.delete(one).await.status, StatusCode::NO_CONTENT, "{one}");
    }
}

#[apply(on_both_databases!)]
async fn interreg_rounds_down_and_has_its_own_categories(server: Server) {
    let rules = json!({ "funding_rate": "65", "indirect_rate": "15", "indirect_base": "staff_costs",
        "rounding": "down" });
    let scene = BudgetScene::under(&server, rules).await;
    let lines = json!([{ "category": "staff", "amount": "333.33" }, { "category": "external_expertise", "amount": "100.00" }]);
    let budget = server
        .read(&scene.draft(&server, json!({ "title": "B", "call": scene.call, "lines": lines })).await)
        .await;
    assert_eq!(
        budget["totals"],
        json!({ "direct_costs": "433.33", "indirect_costs": "49.99", "costs": "483.32", "funding": "314.15",
            "maximum_funding": "314.15", "financing": "0.00", "gap": "483.32" })
    );
    assert_eq!(budget["lines"][2]["category"], "office_and_administration");
}

#[apply(on_both_databases!)]
async fn whoever_may_not_see_the_money_sees_no_budget(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let place = scene.draft(&server, scene.form()).await;
    let (rik, _) = server.person("rik", "reader").await;
    let (otto, _) = server.person("otto", "project_manager").await;
    for path in ["", "/diff", "/totals"] {
        assert_eq!(rik.get(&format!("{place}{path}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(otto.get(&format!("{place}{path}")).await.status, StatusCode::FORBIDDEN);
    }
    assert!(otto.all("/v1/budgets").await.is_empty());
    for one in [&rik, &otto] {
        assert!(!one.read(&format!("{}/history", scene.project)).await.to_string().contains("Annex 2"));
    }
    assert!(server.read(&format!("{}/history", scene.project)).await.to_string().contains("Annex 2"));
}

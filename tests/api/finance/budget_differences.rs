//! Versions of a budget held against one another, to the cent.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{BudgetScene, Server, id, on_both_databases};

/// What changed in a list, each as one line of words.
fn rows(list: &Value, name: impl Fn(&Value) -> String) -> Vec<String> {
    let rows = list.as_array().expect("a list").iter();
    rows.map(|row| {
        let [before, after, change] =
            ["before", "after", "change"].map(|member| row[member].as_str().expect("an amount"));
        format!("{}: {before} {change} {after}", name(row))
    })
    .collect()
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// A transfer with its percentage, and whether it is beyond the threshold.
fn transfers(diff: &Value, axis: &str) -> Vec<String> {
    rows(&diff["transfers"][axis], |row| {
        let of =
            if row["category"].is_null() { word(&row["partner"]["name"]) } else { word(&row["category"]) };
        let beyond = if row["beyond"] == true { " beyond" } else { "" };
        format!("{of} {} %{beyond}", word(&row["percent"]))
    })
}

/// The first version of a scene, and a copy of it that travels for more.
async fn two_versions(server: &Server, scene: &BudgetScene, travel: &str) -> [String; 2] {
    let first = scene.draft(server, scene.form()).await;
    let second = server.made(&format!("{first}/copy"), json!({})).await;
    let mut lines = scene.form()["lines"].clone();
    lines[1]["amount"] = json!(travel);
    let changed = server.patch(&second, json!({ "lines": lines })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    [first, second]
}

#[apply(on_both_databases!)]
async fn every_amount_of_a_difference_is_told_to_the_cent(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let [first, second] = two_versions(&server, &scene, "360.01").await;
    let funding = json!({ "source": "funding", "amount": "1335.37" });
    let money = json!([funding, { "source": "own_contribution", "amount": "333.84" }]);
    assert_eq!(server.patch(&second, json!({ "financing": money })).await.status, StatusCode::OK);
    let diff = server.read(&format!("{second}/diff")).await;
    assert_eq!((&diff["budget"], &diff["against"]), (&json!(id(&second)), &json!(id(&first))));
    // Lead has 1 000.00 + 360.01: 7 % are 95.2007, of which 70.00 are of the first work package.
    assert_eq!(diff["costs"], json!({ "before": "1605.00", "after": "1669.21", "change": "64.21" }));
    let cell = |row: &Value| {
        let (partner, work_package) = (&row["partner"]["name"], &row["work_package"]["number"]);
        format!("{} {} {} {}", word(partner), word(&row["category"]), word(work_package), row["period"])
    };
    assert_eq!(
        rows(&diff["lines"], cell),
        ["Lead C.1 WP2 2: 300.00 60.01 360.01", "Lead E WP2 2: 21.00 4.20 25.20"]
    );
    // 80 % of 1 669.21 are 1 335.368.
    let source = |row: &Value| word(&row["source"]).to_owned();
    assert_eq!(
        rows(&diff["financing"], source),
        ["funding: 1284.00 51.37 1335.37", "own_contribution: 321.00 12.84 333.84"]
    );
    // 60.01 / 500.00 = 12.002 %; 4.20 / 105.00 = 4 %; 64.21 / 1 391.00 = 4.6161 %.
    assert_eq!(
        transfers(&diff, "by_category"),
        ["C.1 12.00 %: 500.00 60.01 560.01", "E 4.00 %: 105.00 4.20 109.20"]
    );
    assert_eq!(transfers(&diff, "by_partner"), ["Lead 4.62 %: 1391.00 64.21 1455.21"]);

    let back = server.read(&format!("{first}/diff?against={}", id(&second))).await;
    assert_eq!(back["costs"], json!({ "before": "1669.21", "after": "1605.00", "change": "-64.21" }));
    // -60.01 / 560.01 = -10.7159 %; -4.20 / 109.20 = -3.8461 %.
    assert_eq!(
        transfers(&back, "by_category"),
        ["C.1 -10.72 %: 560.01 -60.01 500.00", "E -3.85 %: 109.20 -4.20 105.00"]
    );
}

#[apply(on_both_databases!)]
async fn a_version_is_compared_with_the_one_it_amends_or_else_the_one_before(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    let alone = server.read(&format!("{first}/diff")).await;
    assert_eq!((&alone["against"], &alone["costs"]["before"]), (&Value::Null, &json!("0.00")));
    assert_eq!(alone["costs"]["change"], "1605.00");
    assert_eq!(
        transfers(&alone, "by_category"),
        [
            "A.1 - % beyond: 0.00 1000.00 1000.00",
            "C.1 - % beyond: 0.00 500.00 500.00",
            "E - % beyond: 0.00 105.00 105.00",
        ]
    );

    server.done(&first, "approve", json!({})).await;
    let second = server.made(&format!("{first}/copy"), json!({})).await;
    let third = server.made(&format!("{first}/copy"), json!({})).await;
    let fourth = server.made(&format!("{first}/amend"), json!({ "reason": "R" })).await;
    // A version in another currency cannot be the one before.
    let krona = json!({ "title": "B", "currency": "SEK", "lines": [{ "category": "B", "amount": "1.00" }] });
    let krona = scene.draft(&server, krona).await;
    let sixth = server.made(&format!("{third}/copy"), json!({})).await;
    for (version, against) in [(&second, &first), (&third, &second), (&fourth, &first), (&sixth, &fourth)] {
        assert_eq!(server.read(&format!("{version}/diff")).await["against"], id(against));
    }
    let other = server.get(&format!("{krona}/diff?against={}", id(&first))).await;
    assert_eq!(
        (other.status, other.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/against", "currency")])
    );
    let own = server.read(&format!("{first}/diff?against={}", id(&first))).await;
    assert_eq!((&own["costs"]["change"], &own["lines"]), (&json!("0.00"), &json!([])));
}

#[apply(on_both_databases!)]
async fn a_transfer_is_beyond_the_threshold_of_the_call_by_a_cent(server: Server) {
    let mut rules = BudgetScene::rules();
    rules["transfer_threshold"] = json!("10");
    let scene = BudgetScene::under(&server, rules).await;
    // A tenth of the travel of 500.00 may move.
    let [_, at] = two_versions(&server, &scene, "350.00").await;
    let diff = server.read(&format!("{at}/diff")).await;
    assert_eq!(diff["transfers"]["threshold"], "10");
    // 7 % of 50.00 are 3.50 of 105.00: 3.333... %.
    let within = ["C.1 10.00 %: 500.00 50.00 550.00", "E 3.33 %: 105.00 3.50 108.50"];
    assert_eq!(transfers(&diff, "by_category"), within);

    let mut lines = scene.form()["lines"].clone();
    lines[1]["amount"] = json!("249.99");
    assert_eq!(server.patch(&at, json!({ "lines": lines })).await.status, StatusCode::OK);
    let diff = server.read(&format!("{at}/diff")).await;
    // Lead has 1 249.99: 7 % are 87.4993, so 87.50 and 3.50 less than 91.00.
    let beyond = ["C.1 -10.00 % beyond: 500.00 -50.01 449.99", "E -3.33 %: 105.00 -3.50 101.50"];
    assert_eq!(transfers(&diff, "by_category"), beyond);
}

#[apply(on_both_databases!)]
async fn a_comparison_with_what_is_not_a_version_of_the_project_is_refused(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let first = scene.draft(&server, scene.form()).await;
    let other = server.project("B", "european").await;
    let other = server.made(&format!("{other}/budgets"), json!({ "title": "Of another project" })).await;
    for against in [id(&other), "01a20bba-ef25-7773-9ddd-93fc95af7122"] {
        let refused = server.get(&format!("{first}/diff?against={against}")).await;
        assert_eq!(refused.faults(), [("/against", "unknown")], "{against}");
    }
    let malformed = server.get(&format!("{first}/diff?against=1")).await;
    assert_eq!((malformed.status, malformed.faults()[0].0), (StatusCode::UNPROCESSABLE_ENTITY, "/against"));
    let nowhere = server.get("/v1/budgets/01a20bba-ef25-7773-9ddd-93fc95af7122/diff").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[apply(on_both_databases!)]
async fn whoever_sees_the_money_of_a_project_compares_its_budgets(server: Server) {
    let scene = BudgetScene::usual(&server).await;
    let [_, second] = two_versions(&server, &scene, "360.01").await;
    let place = format!("{second}/diff");
    let expected = server.read(&place).await;
    let (maud, user) = server.person("maud", "project_manager").await;
    assert_eq!(maud.get(&place).await.status, StatusCode::FORBIDDEN);
    server.assign(&user, id(&scene.project)).await;
    let (fiona, _) = server.person("fiona", "finance_director").await;
    for who in [&maud, &fiona] {
        assert_eq!(who.read(&place).await, expected);
    }
    assert_eq!(server.by("").get(&place).await.status, StatusCode::UNAUTHORIZED);
}

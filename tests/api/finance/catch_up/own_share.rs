//! A line earns its own share: no more, and a ledger that misses it is found.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use super::Books;
use crate::api::finance::ledger::post;
use crate::harness::{BudgetScene, Server, id, on_both_databases, with};

#[apply(on_both_databases!)]
async fn new_money_needs_an_amount_and_days_to_spread_it(server: Server) {
    let books = Books::of(&server, &[2024]).await;
    let line = books.line("12000.00", ("2024", "2025-06"), "annual").await;
    let form = |changes: Value| {
        with(json!({ "number": "1", "on": "2025-09-01", "reason": "R", "changes": "from_on" }), changes)
    };
    let extended = json!({ "period": { "start": "2024", "end": "2025" } });
    assert_eq!(books.fiona.verb(&line, "amend", form(extended)).await.faults(), [("/changes", "unused")]);
    let late = books.fiona.verb(&line, "amend", form(json!({ "own_share": "13000.00" }))).await;
    assert_eq!(late.faults(), [("/on", "reversed")]);
    let unknown =
        json!({ "number": "1", "on": "2025-01-01", "reason": "R", "own_share": "1.00", "changes": "all" });
    assert_eq!(books.fiona.verb(&line, "amend", unknown).await.faults(), [("/changes", "choice")]);
}

#[apply(on_both_databases!)]
async fn an_undivided_work_package_is_ours_in_the_proportion_of_the_own_share(server: Server) {
    let scene = BudgetScene::under(&server, json!({ "form": "lump_sum" })).await;
    let fiona = server.books(&[2025]).await;
    let line = json!({ "project": id(&scene.project), "call": scene.call, "form": "grant", "currency": "EUR",
        "total_award": "100000.00", "own_share": "40000.00", "recognition_method": "work_packages" });
    let line = fiona.signed_line(line, "2024-01-01").await;
    let lump = |number: &str, amount: &str| json!({ "category": "lump_sum", "work_package": number, "amount": amount });
    let budget = json!({ "title": "B", "lines": [lump("1", "60000.00"), lump("2", "40000.00")],
        "financing": [{ "source": "funding", "amount": "100000.00", "funding_line": id(&line) }] });
    let budget = scene.draft(&fiona, budget).await;
    fiona.done(&budget, "approve", json!({})).await;
    for (number, on) in [("1", "2025-03-01"), ("2", "2025-09-01")] {
        let milestone = json!({ "number": number, "title": "Done", "work_package": number, "due": on });
        let milestone = server.made(&format!("{}/milestones", scene.project), milestone).await;
        server.done(&milestone, "achieve", json!({ "on": on })).await;
    }
    let split = fiona.read("/v1/revenue-split?year=2025&basis=accrued").await;
    assert_eq!((&split["total"], &split["not_counted"]), (&json!("40000.00"), &json!([])));
    let flow = fiona.read("/v1/cash-flow?from=2025-01&to=2025-12").await;
    let earned: Vec<_> =
        flow["months"].as_array().expect("months").iter().map(|month| &month["earned"]).collect();
    assert_eq!((earned[2], earned[8]), (&json!("24000.00"), &json!("16000.00")));
}

#[apply(on_both_databases!)]
async fn what_a_line_receives_counts_in_the_cash_flow_though_what_it_earns_is_not_known(server: Server) {
    let books = Books::of(&server, &[2025]).await;
    let line = json!({ "programme": books.programme, "form": "grant", "currency": "EUR",
        "total_award": "50000.00", "own_share": "50000.00" });
    let line = books.fiona.signed_line(line, "2024-01-01").await;
    let payment = json!({ "funding_line": id(&line), "kind": "prefinancing", "amount": "40000.00" });
    let payment = books.fiona.made("/v1/payments", payment).await;
    books.fiona.done(&payment, "receive", json!({ "on": "2025-02-01" })).await;
    let due =
        json!({ "funding_line": id(&line), "kind": "final", "amount": "10000.00", "due": "2026-03-01" });
    books.fiona.made("/v1/payments", due).await;
    let flow = books.fiona.read("/v1/cash-flow?from=2025-01&to=2026-12").await;
    let months = flow["months"].as_array().expect("months");
    assert_eq!((&months[1]["received"], &months[14]["expected"]), (&json!("40000.00"), &json!("10000.00")));
    let reasons: Vec<_> =
        flow["not_counted"].as_array().expect("a list").iter().map(|one| &one["reason"]).collect();
    assert_eq!(reasons, ["no_method"], "what it earns is listed");
}

async fn found(server: &Server) -> Vec<(Value, String)> {
    let findings = server.read("/v1/findings").await;
    let of = |one: &Value| (one["kind"].clone(), one["summary"].as_str().expect("a text").to_owned());
    findings["findings"].as_array().expect("findings").iter().map(of).collect()
}

#[apply(on_both_databases!)]
async fn a_ledger_that_misses_the_own_share_is_found(server: Server) {
    let books = Books::of(&server, &[2023, 2024]).await;
    let line = books.line("12000.00", ("2023", "2023"), "pro_rata_months").await;
    assert_eq!(found(&books.fiona).await, [], "the proposals will bring it");
    books.close(2023).await;
    assert_eq!(found(&books.fiona).await, [], "the open year catches it up");
    books.close(2024).await;
    let summary = "the ledger has 0.00 EUR for the funding line without a reference, and 0.00 EUR are proposed: it will \
                   stay below its own share of 12000.00 EUR";
    assert_eq!(found(&books.fiona).await, [(json!("ledger_below_own_share"), summary.to_owned())]);
    books.fiona.done(books.year(2024), "reopen", json!({ "reason": "R" })).await;
    books.post(2024).await;
    assert_eq!(found(&books.fiona).await, []);
    books.amend(&line, "2024-06-01", json!({ "own_share": "9000.00" })).await;
    let summary = "the ledger has 12000.00 EUR for the funding line without a reference, above its own share of 9000.00 EUR";
    assert_eq!(found(&books.fiona).await, [(json!("ledger_above_own_share"), summary.to_owned())]);
    books.post(2024).await;
    assert_eq!(found(&books.fiona).await, []);
}

#[apply(on_both_databases!)]
async fn a_ledger_is_compared_in_the_currency_of_its_line(server: Server) {
    let books = Books::of(&server, &[2023]).await;
    let pounds = json!({ "year": 2024, "currency": "GBP" });
    books.fiona.made("/v1/fiscal-years", pounds).await;
    let line = books.line("12000.00", ("2023", "2023"), "pro_rata_months").await;
    books.post(2023).await;
    let entry = json!({ "year": 2024, "reference": "GBP-1", "amount": "5000.00", "currency": "GBP",
        "funding_line": id(&line), "description": "In other books" });
    post(&books.fiona, &[entry]).await;
    assert_eq!(found(&books.fiona).await, []);
}

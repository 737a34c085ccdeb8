//! Books in another currency than the grants: a Swedish organisation with grants in euro.

use api::exchange::rates_import::{import, parse};
use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::api::finance::ledger::post;
use crate::harness::{Server, id, on_both_databases};

/// Rates of some days, imported as the bank writes them.
async fn rates(server: &Server, first: &str, last: &str, rate: &str) {
    let day = |written: &str| written.parse::<chrono::NaiveDate>().expect("a day");
    let days = day(first).iter_days().take_while(|one| *one <= day(last));
    let lines: Vec<_> = days.map(|day| format!("{day},{rate},")).collect();
    let rates = parse(&format!("Date,SEK,\n{}\n", lines.join("\n"))).expect("rates");
    server.app.write(async |work| import(work, rates).await).await.expect("an import");
}

/// Fiscal years in kronor, and a line of 24 000.00 euro over two years.
async fn books(server: &Server) -> (Server, Vec<String>, String) {
    let fiona = server.person("fiona", "finance_director").await.0;
    let mut years = Vec::new();
    for year in [2023, 2024] {
        years.push(fiona.made("/v1/fiscal-years", json!({ "year": year, "currency": "SEK" })).await);
    }
    let programme = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let line = json!({ "programme": id(&programme), "form": "grant", "currency": "EUR",
        "total_award": "24000.00", "own_share": "24000.00", "recognition_method": "pro_rata_months",
        "period": { "start": "2023", "end": "2024" } });
    let line = fiona.signed_line(line, "2023-01-01").await;
    (fiona, years, line)
}

async fn proposed(fiona: &Server, year: &str) -> Value {
    fiona.read(&format!("{year}/proposed-entries")).await["proposals"][0].clone()
}

#[apply(on_both_databases!)]
async fn revenue_in_euro_counts_at_the_average_rate_of_the_year(server: Server) {
    let (fiona, years, line) = books(&server).await;
    let split = fiona.read("/v1/revenue-split?year=2023&basis=accrued").await;
    let left_out = &split["not_counted"][0];
    assert_eq!((&left_out["reason"], &left_out["currency"]), (&json!("not_converted"), &json!("EUR")));
    assert_eq!(left_out["detail"], "there is no `ecb` rate of SEK for 2023-01-02: import it first");
    let refused = fiona.verb(&years[0], "close", json!({})).await;
    assert_eq!(refused.faults(), [("/confirm", "revenue_not_counted")], "a closing asks for missing rates");
    rates(&server, "2023-01-01", "2023-12-31", "11.50").await;
    rates(&server, "2024-01-01", "2024-06-28", "11.40").await;
    let split = fiona.read("/v1/revenue-split?year=2023&basis=accrued&explain=true").await;
    assert_eq!((&split["currency"], &split["total"]), (&json!("SEK"), &json!("138000.00")));
    assert_eq!(
        split["contributions"][0]["exchanged"],
        json!({ "amount": "12000.00", "currency": "EUR", "rate": "11.500000000000", "averaged_until": "2023-12-31" })
    );
    // The rates of the second year end in June.
    let split = fiona.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    assert_eq!(split["total"], "136800.00");
    assert_eq!(split["contributions"][0]["exchanged"]["averaged_until"], "2024-06-28");
    let awarded = fiona.read("/v1/revenue-split?year=2023&basis=awarded").await;
    assert_eq!(awarded["total"], "276000.00");
    let payment = json!({ "funding_line": id(&line), "kind": "prefinancing", "amount": "1000.00" });
    let payment = fiona.made("/v1/payments", payment).await;
    fiona.done(&payment, "receive", json!({ "on": "2023-02-01" })).await;
    assert_eq!(fiona.read("/v1/revenue-split?year=2023&basis=received").await["total"], "11500.00");
    let entry = proposed(&fiona, &years[0]).await["entry"].clone();
    assert_eq!((&entry["amount"], &entry["currency"]), (&json!("138000.00"), &json!("SEK")));
    post(&fiona, &[entry]).await;
    let split = fiona.read("/v1/revenue-split?year=2023").await;
    assert_eq!((&split["total"], &split["classes"][0]["percent"]), (&json!("138000.00"), &json!("100")));
    let position = fiona.read(&format!("{line}/position")).await;
    let elsewhere = json!([{ "currency": "SEK", "amount": "138000.00" }]);
    assert_eq!(
        (&position["recognised_by"], &position["recognised_elsewhere"]),
        (&json!("accrual"), &elsewhere)
    );
}

#[apply(on_both_databases!)]
async fn a_closed_year_is_caught_up_at_the_rate_of_the_open_year(server: Server) {
    let (fiona, years, line) = books(&server).await;
    rates(&server, "2023-01-01", "2023-12-31", "11.50").await;
    rates(&server, "2024-01-01", "2024-12-31", "11.40").await;
    let entry = proposed(&fiona, &years[0]).await["entry"].clone();
    post(&fiona, &[entry]).await;
    fiona.done(&years[0], "close", json!({ "confirm": true })).await;
    let before = proposed(&fiona, &years[1]).await;
    assert_eq!((&before["accrued"], &before["catch_up"]), (&json!("136800.00"), &json!("0.00")));
    let amendment = json!({ "number": "1", "on": "2024-03-01", "reason": "R", "total_award": "30000.00",
        "own_share": "30000.00" });
    fiona.done(&line, "amend", amendment).await;
    // 15 000.00 euro a year: 3 000.00 of the closed year are caught up at 11.40.
    let after = proposed(&fiona, &years[1]).await;
    assert_eq!((&after["accrued"], &after["catch_up"]), (&json!("171000.00"), &json!("34200.00")));
    post(&fiona, &[after["entry"].clone()]).await;
    let proposals = fiona.read(&format!("{}/proposed-entries", years[1])).await;
    assert_eq!(proposals["proposals"], json!([]));
}

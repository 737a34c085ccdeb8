//! Totals of the ledger, of awards, payments, costs and budgets stay amounts, so that they can be read. A
//! refusal stays small.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::api::finance::ledger::{entry, post, run};
use crate::harness::{Reply, Server, id, on_both_databases, places};

const ENTRIES: &str = "/v1/revenue-entries";
const MOST: &str = "100000000000.00";

async fn refused(server: &Server, entries: &[Value]) -> Reply {
    let reply = server.post(ENTRIES, json!({ "entries": entries })).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.body);
    reply
}

fn of_line(year: i32, reference: &str, amount: &str, line: &str) -> Value {
    let mut entry = entry(year, reference, amount, "national");
    entry.as_object_mut().expect("an entry").remove("class");
    entry["funding_line"] = json!(id(line));
    entry
}

#[apply(on_both_databases!)]
async fn a_posting_that_makes_a_year_unreadable_is_refused(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let both = [entry(2024, "1", MOST, "european"), entry(2024, "2", MOST, "national")];
    let reply = refused(&fiona, &both).await;
    assert_eq!(reply.faults(), [("/entries/1/amount", "total_range")]);
    assert!(reply.detail().contains("fiscal year 2024"), "{}", reply.detail());
    assert_eq!(fiona.all(ENTRIES).await.len(), 0, "nothing was posted");

    let first = post(&fiona, &both[..1]).await;
    for amount in ["0.01", "-0.01"] {
        let more = [entry(2025, "3", "1.00", "national"), entry(2024, "4", amount, "national")];
        assert_eq!(refused(&fiona, &more).await.faults(), [("/entries/1/amount", "total_range")], "{amount}");
    }
    post(&fiona, &[entry(2024, "5", "-0.01", "european"), entry(2024, "6", "0.01", "national")]).await;
    assert_eq!(fiona.read("/v1/revenue-split?year=2024&explain=true").await["total"], MOST);

    post(&fiona, &[entry(2025, "7", MOST, "european")]).await;
    let moved = json!({ "reason": "Wrong year", "year": 2025 });
    let reversed = fiona.done(&first[0], "reverse", moved).await;
    assert!(reversed["reversed_by"].is_string(), "it lowers the total of the later year");
    assert_eq!(fiona.read("/v1/revenue-split?year=2025").await["total"], "0.00");
}

#[apply(on_both_databases!)]
async fn a_reversal_that_makes_a_year_unreadable_is_refused(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let wrong = post(&fiona, &[entry(2024, "1", "5.00", "european")]).await;
    post(&fiona, &[entry(2025, "2", MOST, "national")]).await;
    let reply = fiona.verb(&wrong[0], "reverse", json!({ "reason": "Wrong", "year": 2025 })).await;
    assert_eq!((reply.status, reply.faults()), (StatusCode::CONFLICT, vec![("/year", "total_range")]));
    fiona.done(&wrong[0], "reverse", json!({ "reason": "Wrong" })).await;
}

#[apply(on_both_databases!)]
async fn a_line_totals_to_an_amount_over_all_years(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let line = json!({ "programme": id(&programme), "form": "grant", "currency": "EUR", "total_award": "1.00",
        "own_share": "1.00" });
    let line = fiona.signed_line(line, "2024-01-02").await;
    post(&fiona, &[of_line(2024, "1", MOST, &line)]).await;
    let reply = refused(&fiona, &[of_line(2025, "2", "0.01", &line)]).await;
    assert_eq!(reply.faults(), [("/entries/0/amount", "total_range")]);
    assert!(reply.detail().contains("over all years"), "{}", reply.detail());
    post(&fiona, &[of_line(2025, "3", &format!("-{MOST}"), &line)]).await;
    assert_eq!(fiona.get("/v1/findings").await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn a_portfolio_file_leaves_every_year_readable_too(server: Server) {
    let entry = |reference: &str, class: &str| {
        json!({ "year": 2024, "reference": reference, "amount": MOST,
        "currency": "EUR", "class": class, "description": "Money" })
    };
    let file = json!({ "fiscal_years": [{ "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31",
        "currency": "EUR", "status": "open" }],
        "revenue_entries": [entry("1", "european"), entry("2", "national")] });
    let faults = server.load_parts(file).await.expect_err("too much");
    assert_eq!(places(&faults), [("/revenue_entries/1/amount".to_owned(), "total_range".to_owned())]);
}

#[apply(on_both_databases!)]
async fn a_year_that_cannot_be_read_is_mended_step_by_step(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let first = post(&fiona, &[entry(2024, "1", MOST, "european")]).await;
    // Stored by an earlier version, which did not refuse it.
    run(
        &server,
        "INSERT INTO revenue_entry (id, fiscal_year_id, reference, amount, class, description) \
         SELECT id, id, 'old', 20000000, 'national', 'x' FROM fiscal_year WHERE year = 2024",
    )
    .await
    .expect("an entry");
    let split = "/v1/revenue-split?year=2024";
    assert_eq!(fiona.get(split).await.status, StatusCode::CONFLICT);
    let next = fiona.read("/v1/revenue-split?year=2025").await;
    assert_eq!(next["previous"], Value::Null, "it spares other years");
    refused(&fiona, &[entry(2024, "3", "0.01", "consultancy")]).await;
    post(&fiona, &[entry(2024, "4", "-100000.00", "national")]).await;
    assert_eq!(fiona.get(split).await.status, StatusCode::CONFLICT, "closer, but not there");
    fiona.done(&first[0], "reverse", json!({ "reason": "Wrong" })).await;
    assert_eq!(fiona.read(split).await["total"], "100000.00");
}

#[apply(on_both_databases!)]
async fn a_refused_batch_is_answered_in_a_few_kilobytes(server: Server) {
    let fiona = server.books(&[2024]).await;
    let entries: Vec<_> = (0..10_001).map(|n| entry(2024, &format!("R-{n}"), "1.00", "national")).collect();
    let reply = fiona.post(ENTRIES, json!({ "entries": entries })).await;
    assert_eq!(
        (reply.status, reply.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/entries", "too_many")])
    );
    assert!(reply.body.to_string().len() < 2_000, "{}", reply.body);

    let wrong: Vec<_> = (0..10_000).map(|n| entry(2024, &format!("R-{n}"), "0.00", "national")).collect();
    let reply = fiona.post(ENTRIES, json!({ "entries": wrong })).await;
    assert_eq!(
        (reply.status, &reply.body["errors_total"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!(10_000))
    );
    assert!(reply.body.to_string().len() < 20_000, "{}", reply.body.to_string().len());
}

#[apply(on_both_databases!)]
async fn payments_and_costs_of_a_currency_total_to_amounts(server: Server) {
    let project = server.signed_project("ENACT", "2024-01", "2025-12").await;
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let line = json!({ "programme": id(&programme), "project": id(&project), "form": "grant",
        "currency": "EUR", "total_award": "1.00", "own_share": "1.00" });
    let line = server.signed_line(line, "2024-01-02").await;
    let payment = |amount: &str| json!({ "funding_line": id(&line), "kind": "interim", "amount": amount });
    let first = server.made("/v1/payments", payment(MOST)).await;
    let refused = server.post("/v1/payments", payment("0.01")).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![("/amount", "total_range")]));
    server.done(&first, "receive", json!({ "on": "2024-05-06" })).await;
    server.done(&first, "reverse", json!({ "on": "2024-06-06", "reason": "Wrong amount" })).await;
    assert_eq!(
        server.get(&format!("{line}/position")).await.status,
        StatusCode::OK,
        "a mistake can be mended"
    );
    assert_eq!(server.get("/v1/revenue-split?year=2024&basis=received").await.status, StatusCode::OK);

    let cost = |amount: &str, currency: &str| {
        json!({ "category": "B", "incurred_on": "2025-01-01", "amount": amount,
        "currency": currency, "funding_line": id(&line) })
    };
    let costs = |all: &[Value]| json!({ "costs": all });
    let place = format!("{project}/costs");
    let half = "50000000000.00";
    let refused = server.post(&place, costs(&[cost("1.00", "EUR"), cost(half, "EUR")])).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (StatusCode::CONFLICT, vec![("/costs/1/amount", "total_range")])
    );
    let both = server.post(&place, costs(&[cost(half, "EUR"), cost(half, "PLN")])).await;
    assert_eq!(both.status, StatusCode::CREATED, "each currency by itself: {}", both.body);
    let back = server.post(&place, costs(&[cost("-1.00", "EUR")])).await;
    let back = format!("/v1/costs/{}", back.body["costs"][0]["id"].as_str().expect("an id"));
    let changed = server.patch(&back, json!({ "amount": "0.01" })).await;
    assert_eq!((changed.status, changed.faults()), (StatusCode::CONFLICT, vec![("/amount", "total_range")]));
}

#[apply(on_both_databases!)]
async fn a_budget_totals_to_an_amount(server: Server) {
    let project = server.signed_project("ENACT", "2024-01", "2025-12").await;
    let line = |amount: &str| json!({ "category": "B", "amount": amount });
    let part = |amount: &str| json!({ "source": "own_contribution", "amount": amount });
    for (form, place) in [
        (json!({ "title": "B", "lines": [line(MOST), line("0.01")] }), "/lines"),
        (json!({ "title": "B", "financing": [part(MOST), part("0.01")] }), "/financing"),
    ] {
        let refused = server.post(&format!("{project}/budgets"), form).await;
        assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![(place, "total_range")]));
    }
    let budget =
        server.made(&format!("{project}/budgets"), json!({ "title": "B", "lines": [line(MOST)] })).await;
    let refused = server.patch(&budget, json!({ "lines": [line(MOST), line("0.01")] })).await;
    assert_eq!(refused.faults(), [("/lines", "total_range")]);
    assert_eq!(server.get("/v1/budgets").await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn awards_of_a_currency_total_to_an_amount(server: Server) {
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let line = |reference: &str, award: &str, currency: &str| {
        json!({ "programme": id(&programme), "form": "grant", "reference": reference, "currency": currency,
            "total_award": award, "own_share": award })
    };
    let most = server.signed_line(line("1", MOST, "EUR"), "2024-01-02").await;
    let refused = server.post("/v1/funding-lines", line("2", "0.01", "EUR")).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (StatusCode::CONFLICT, vec![("/total_award", "total_range")])
    );
    let other = server.made("/v1/funding-lines", line("3", "0.01", "PLN")).await;
    let moved = server.patch(&other, json!({ "currency": "EUR" })).await;
    assert_eq!(moved.faults(), [("/total_award", "total_range")]);
    let less = json!({ "number": "A1", "on": "2024-02-01", "reason": "Less", "total_award": "5.00",
        "own_share": "5.00" });
    server.done(&most, "amend", less).await;
    assert_eq!(server.patch(&other, json!({ "currency": "EUR" })).await.status, StatusCode::OK);
    let more = json!({ "number": "A2", "on": "2024-03-01", "reason": "More", "total_award": MOST });
    assert_eq!(server.verb(&most, "amend", more).await.faults(), [("/total_award", "total_range")]);
}

//! Positions of funding lines on any day, and whose money a payment is.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::api::finance::ledger::post;
use crate::harness::{Server, id, on_both_databases, with};

const PAYMENTS: &str = "/v1/payments";

/// A line of 96 000.00 over two years, of which 1 000.00 a month are the owner's.
async fn line(fiona: &Server, members: Value) -> String {
    if fiona.all("/v1/programmes").await.is_empty() {
        fiona.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    }
    let programme = fiona.all("/v1/programmes").await[0]["id"].clone();
    let form = json!({ "programme": programme, "form": "grant", "currency": "EUR",
        "total_award": "96000.00", "own_share": "24000.00", "recognition_method": "pro_rata_months",
        "period": { "start": "2024", "end": "2025" } });
    fiona.signed_line(with(form, members), "2023-12-01").await
}

async fn payment(fiona: &Server, line: &str, kind: &str, amount: &str, due: &str, received: Option<&str>) {
    let form = json!({ "funding_line": id(line), "kind": kind, "amount": amount, "due": due });
    let payment = fiona.made(PAYMENTS, form).await;
    if let Some(on) = received {
        fiona.done(&payment, "receive", json!({ "on": on })).await;
    }
}

async fn paid(fiona: &Server, line: &str) {
    payment(fiona, line, "prefinancing", "40000.00", "2024-01-31", Some("2024-02-01")).await;
    payment(fiona, line, "interim", "32000.00", "2024-11-30", Some("2025-02-15")).await;
    payment(fiona, line, "final", "24000.00", "2026-03-31", None).await;
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().expect("an amount").replace('.', "").parse().expect("cents")
}

/// The balances of a position, which must agree: recognised, received, claimed, 491 and 493.
fn balances(position: &Value, received: &str) -> [String; 5] {
    let of = |name: &str| cents(&position[name]);
    let left = of("recognised") + of("deferred");
    assert_eq!(left, of(received) + of("claimed") + of("earned_not_claimed"), "{position}");
    ["recognised", received, "claimed", "earned_not_claimed", "deferred"]
        .map(|name| position[name].as_str().expect("an amount").to_owned())
}

async fn on(fiona: &Server, line: &str, day: &str) -> (Value, [String; 5]) {
    let position = fiona.read(&format!("{line}/position?on={day}")).await;
    let balances = balances(&position, "received_own");
    (position, balances)
}

#[apply(on_both_databases!)]
async fn the_position_of_any_day_says_what_is_earned_received_claimed_and_deferred(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let line = line(&fiona, json!({})).await;
    paid(&fiona, &line).await;
    let (june, of_june) = on(&fiona, &line, "2024-06-30").await;
    assert_eq!(of_june, ["6000.00", "10000.00", "0.00", "0.00", "4000.00"]);
    assert_eq!(
        (&june["recognised_by"], &june["prefinancing"], &june["held_for_partners"], &june["unearned"]),
        (&json!("accrual"), &json!("10000.00"), &json!("30000.00"), &json!("4000.00"))
    );
    // The second instalment is due and not received: 413 is gross, and 493 has what is not earned of it.
    let (december, of_december) = on(&fiona, &line, "2024-12-31").await;
    assert_eq!(of_december, ["12000.00", "10000.00", "8000.00", "0.00", "6000.00"]);
    assert_eq!((&december["unearned"], &december["receivable"]), (&json!("0.00"), &json!("2000.00")));
    let (end, of_end) = on(&fiona, &line, "2025-12-31").await;
    assert_eq!(of_end, ["24000.00", "18000.00", "0.00", "6000.00", "0.00"]);
    assert_eq!((&end["expected"], &end["outstanding"]), (&json!("24000.00"), &json!("24000.00")));
    let (_, later) = on(&fiona, &line, "2026-04-30").await;
    assert_eq!(later, ["24000.00", "18000.00", "6000.00", "0.00", "0.00"], "the final payment is due then");
    let (_, before) = on(&fiona, &line, "2023-12-31").await;
    assert_eq!(before, ["0.00", "0.00", "0.00", "0.00", "0.00"]);
}

#[apply(on_both_databases!)]
async fn at_the_end_of_a_closed_year_the_position_is_the_ledger(server: Server) {
    let fiona = server.person("fiona", "finance_director").await.0;
    let year = fiona.made("/v1/fiscal-years", json!({ "year": 2024 })).await;
    let line = line(&fiona, json!({})).await;
    paid(&fiona, &line).await;
    let entry = json!({ "year": 2024, "reference": "1", "amount": "11000.00", "currency": "EUR",
        "funding_line": id(&line), "description": "Booked" });
    post(&fiona, &[entry]).await;
    assert_eq!(on(&fiona, &line, "2024-12-31").await.1[0], "12000.00", "while the year is open");
    fiona.done(&year, "close", json!({ "confirm": true })).await;
    let (position, balances) = on(&fiona, &line, "2024-12-31").await;
    assert_eq!(balances, ["11000.00", "10000.00", "8000.00", "0.00", "7000.00"]);
    assert_eq!(position["recognised_by"], "ledger");
    assert_eq!(on(&fiona, &line, "2024-12-30").await.1[0], "12000.00", "a month counts whole");
    assert_eq!(on(&fiona, &line, "2025-01-31").await.1[0], "13000.00");
    let whole = fiona.read(&format!("{line}/position")).await;
    assert_eq!((&whole["recognised"], &whole["on"]), (&json!("11000.00"), &json!("2026-01-15")));
}

#[apply(on_both_databases!)]
async fn a_position_knows_the_terms_of_its_day(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let line = line(&fiona, json!({})).await;
    paid(&fiona, &line).await;
    let amendment =
        json!({ "number": "1", "on": "2025-06-01", "reason": "A partner left", "own_share": "48000.00" });
    fiona.done(&line, "amend", amendment).await;
    let (before, of_before) = on(&fiona, &line, "2025-05-31").await;
    assert_eq!((&before["own_share"], of_before[0].as_str()), (&json!("24000.00"), "17000.00"));
    let (after, of_after) = on(&fiona, &line, "2025-06-01").await;
    assert_eq!((&after["own_share"], of_after[0].as_str()), (&json!("48000.00"), "36000.00"));
    assert_eq!((of_before[1].as_str(), of_after[1].as_str()), ("18000.00", "36000.00"));
}

/// A project with the owner as a partner; gives back where the project is.
async fn project(server: &Server, acronym: &str, role: Option<&str>) -> String {
    let owner = server.all("/v1/organisations?q=Owner").await;
    let owner = if let Some(owner) = owner.first() {
        owner["id"].clone()
    } else {
        let form = json!({ "name": "Owner", "country": "BE", "owner": true });
        json!(id(&server.made("/v1/organisations", form).await))
    };
    let project = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed" });
    let project = server.made("/v1/projects", project).await;
    let partner = json!({ "organisation": owner });
    let partner = role.map_or(partner.clone(), |role| with(partner, json!({ "role": role })));
    server.made(&format!("{project}/partners"), partner).await;
    project
}

#[apply(on_both_databases!)]
async fn a_payment_is_the_consortiums_where_we_coordinate_and_ours_where_we_are_a_partner(server: Server) {
    let fiona = server.books(&[2024]).await;
    let mut found = Vec::new();
    for (acronym, role, said) in [
        ("COORD", Some("coordinator"), None),
        ("PART", Some("beneficiary"), None),
        ("NOROLE", None, None),
        ("OTHERS", None, None),
        ("SAID", Some("coordinator"), Some("own_share")),
        ("CONS", Some("beneficiary"), Some("award")),
    ] {
        let project = project(&server, acronym, role).await;
        if acronym == "OTHERS" {
            let partner = json!({ "group": { "label": "Partner" }, "role": "coordinator" });
            server.made(&format!("{project}/partners"), partner).await;
        }
        let mut members = json!({ "project": id(&project), "reference": acronym,
            "total_award": "60000.00", "own_share": "15000.00", "recognition_method": "cash" });
        if let Some(said) = said {
            members["payments_cover"] = json!(said);
        }
        let line = line(&fiona, with(members, json!({}))).await;
        payment(&fiona, &line, "prefinancing", "15000.00", "2024-03-01", Some("2024-03-01")).await;
        let position = fiona.read(&format!("{line}/position?on=2024-12-31")).await;
        balances(&position, "received_own");
        assert_eq!(fiona.read(&line).await["payments_cover"], position["payments_cover"]);
        let full = fiona.read(&project).await;
        assert_eq!(full["funding_lines"][0]["payments_cover"], position["payments_cover"], "{full}");
        let text = |name: &str| position[name].as_str().expect("a text").to_owned();
        found.push([
            text("payments_cover"),
            text("received_own"),
            text("held_for_partners"),
            text("recognised"),
        ]);
    }
    let ours = ["own_share", "15000.00", "0.00", "15000.00"].map(str::to_owned);
    let theirs = ["award", "3750.00", "11250.00", "3750.00"].map(str::to_owned);
    assert_eq!(found, [theirs.clone(), ours.clone(), theirs.clone(), ours.clone(), ours, theirs]);
    // 3 x 3 750 and 3 x 15 000: also in the split by receipts and in the cash flow.
    assert_eq!(fiona.read("/v1/revenue-split?year=2024&basis=received").await["total"], "56250.00");
    assert_eq!(fiona.read("/v1/revenue-split?year=2024&basis=accrued").await["total"], "56250.00");
    let flow = fiona.read("/v1/cash-flow?from=2024-03&to=2024-03").await;
    assert_eq!(flow["months"][0]["received"], "56250.00");
}

#[apply(on_both_databases!)]
async fn all_positions_total_by_currency_over_all_pages(server: Server) {
    let fiona = server.books(&[2024]).await;
    let euros = line(&fiona, json!({ "reference": "1" })).await;
    paid(&fiona, &euros).await;
    line(&fiona, json!({ "reference": "2" })).await;
    line(&fiona, json!({ "reference": "3", "currency": "SEK" })).await;
    let first = fiona.read("/v1/positions?on=2024-12-31&limit=2").await;
    let items = |page: &Value| page["positions"].as_array().expect("a page").len();
    assert_eq!((&first["on"], items(&first)), (&json!("2024-12-31"), 2));
    let after = first["next"].as_str().expect("another page");
    let second = fiona.read(&format!("/v1/positions?on=2024-12-31&limit=2&after={after}")).await;
    assert_eq!((items(&second), &second["next"]), (1, &Value::Null));
    assert_eq!(first["totals"], second["totals"]);
    let totals = first["totals"].as_array().expect("totals");
    assert_eq!((&totals[0]["currency"], &totals[0]["lines"]), (&json!("EUR"), &json!(2)));
    assert_eq!(balances(&totals[0], "received"), ["24000.00", "10000.00", "8000.00", "12000.00", "6000.00"]);
    assert_eq!(balances(&totals[1], "received"), ["12000.00", "0.00", "0.00", "12000.00", "0.00"]);
    let earlier = fiona.read("/v1/positions?on=2023-11-30").await;
    assert_eq!((items(&earlier), &earlier["totals"]), (0, &json!([])), "they were signed later");
    for wrong in ["on=2024", "on=2024-12-31&currency=EUR", "limit=0", "after=x"] {
        let refused = fiona.get(&format!("/v1/positions?{wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let rik = server.person("rik", "reader").await.0;
    assert_eq!(rik.get("/v1/positions").await.status, StatusCode::FORBIDDEN);
}

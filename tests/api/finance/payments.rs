//! Payments: expected, received, corrected; what a line stands at; and the cash flow.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases, with};

const PAYMENTS: &str = "/v1/payments";

/// A signed line of 400 000, of which 100 000 is the owner's, over the ten months from January 2024; and its project.
async fn line(server: &Server, acronym: &str, members: Value) -> (String, String) {
    let project = server.signed_project(acronym, "2024-01", "2024-10").await;
    let payer = server.made("/v1/organisations", json!({ "name": format!("Payer of {acronym}") })).await;
    let form = json!({ "project": id(&project), "payer": id(&payer), "form": "grant", "currency": "EUR",
        "total_award": "400000.00", "own_share": "100000.00", "payer_class": "european",
        "recognition_method": "pro_rata_months" });
    let line = server.signed_line(with(form, members), "2023-12-01").await;
    (line, id(&project).to_owned())
}

fn expected(line: &str, kind: &str, amount: &str, due: &str) -> Value {
    json!({ "funding_line": id(line), "kind": kind, "amount": amount, "due": due })
}

async fn received(server: &Server, line: &str, kind: &str, amount: &str, on: &str) -> String {
    let place = server.made(PAYMENTS, expected(line, kind, amount, on)).await;
    server.done(&place, "receive", json!({ "on": on })).await;
    place
}

async fn accrued(server: &Server, year: i32) -> Value {
    server.read(&format!("/v1/revenue-split?year={year}&basis=accrued&explain=true")).await
}

#[apply(on_both_databases!)]
async fn what_comes_in_may_differ_from_what_was_expected(server: Server) {
    let (line, project) = line(&server, "A", json!({})).await;
    let place = server.made(PAYMENTS, expected(&line, "prefinancing", "160000.00", "2024-02")).await;
    let told = server.read(&place).await;
    assert_eq!(
        (&told["stage"], &told["due"], &told["due_on"], &told["currency"], &told["project"]["acronym"]),
        (&json!("expected"), &json!("2024-02"), &json!("2024-02-29"), &json!("EUR"), &json!("A"))
    );
    assert_eq!(
        server.patch(&place, json!({ "due": "2024-03", "amount": "150000.00" })).await.body["due_on"],
        "2024-03-31"
    );
    let early = server.verb(&place, "receive", json!({ "on": "2026-01-16", "amount": "-1.00" })).await;
    assert_eq!(early.faults(), [("/amount", "negative"), ("/on", "future")]);
    let came = server
        .done(
            &place,
            "receive",
            json!({ "on": "2024-04-02", "amount": "149990.00", "note": "Less the charges" }),
        )
        .await;
    assert_eq!(
        (&came["stage"], &came["amount"], &came["received_amount"], &came["received_on"], &came["note"]),
        (
            &json!("received"),
            &json!("150000.00"),
            &json!("149990.00"),
            &json!("2024-04-02"),
            &json!("Less the charges")
        )
    );

    for refused in [
        server.patch(&place, json!({ "amount": "1.00" })).await,
        server.delete(&place).await,
        server.verb(&place, "cancel", json!({})).await,
        server.verb(&place, "receive", json!({ "on": "2024-05-01" })).await,
    ] {
        assert_eq!(
            (refused.status, refused.faults()),
            (StatusCode::CONFLICT, vec![("/id", "illegal_move")]),
            "what came in is not edited"
        );
    }
    let corrected =
        server.done(&place, "reverse", json!({ "on": "2024-04-03", "reason": "Another line's" })).await;
    let correction = server
        .read(&format!("{PAYMENTS}/{}", corrected["reversed_by"].as_str().expect("a correction")))
        .await;
    assert_eq!(
        (&correction["received_amount"], &correction["reverses"], &correction["amount"], &correction["note"]),
        (&json!("-149990.00"), &json!(id(&place)), &Value::Null, &json!("Another line's"))
    );
    assert_eq!(
        server.verb(&place, "reverse", json!({ "on": "2024-04-03", "reason": "R" })).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(
        server
            .verb(
                &format!("{PAYMENTS}/{}", corrected["reversed_by"].as_str().expect("a correction")),
                "reverse",
                json!({ "on": "2024-04-03", "reason": "R" })
            )
            .await
            .status,
        StatusCode::CONFLICT
    );
    assert_eq!(server.all(&format!("{PAYMENTS}?project={project}")).await.len(), 2);
}

#[apply(on_both_databases!)]
async fn payments_are_found_by_what_one_looks_for(server: Server) {
    let (one, project) = line(&server, "A", json!({})).await;
    let (other, _) = line(&server, "B", json!({})).await;
    received(&server, &one, "prefinancing", "10.00", "2024-02-01").await;
    let late = server.made(PAYMENTS, expected(&one, "interim", "20.00", "2025-06")).await;
    server.made(PAYMENTS, expected(&one, "final", "30.00", "2026-06")).await;
    let never = server.made(PAYMENTS, expected(&other, "interim", "40.00", "2025-01-01")).await;
    server.done(&never, "cancel", json!({ "note": "The project ended early" })).await;
    let found = async |query: &str| {
        let found = server.all(&format!("{PAYMENTS}?{query}")).await;
        found.iter().map(|one| one["amount"].as_str().expect("an amount").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("sort=-due_on").await, ["30.00", "20.00", "40.00", "10.00"]);
    assert_eq!(found(&format!("project={project}&stage=expected")).await, ["20.00", "30.00"]);
    assert_eq!(found(&format!("funding_line={}", id(&other))).await, ["40.00"]);
    assert_eq!(found("overdue_on=2026-01-15").await, ["20.00"]);
    assert_eq!(found("overdue_on=2025-06-30").await, [""; 0], "it is due on that day");
    server.done(&format!("/v1/projects/{project}"), "suspend", json!({})).await;
    assert_eq!(found("overdue_on=2026-01-15").await, [""; 0], "the project is suspended");
    server.done(&format!("/v1/projects/{project}"), "resume", json!({})).await;
    assert_eq!(found("due_from=2025-01-01&due_to=2025-12-31").await, ["40.00", "20.00"]);
    assert_eq!(found("received_from=2024-01-01&received_to=2024-12-31").await, ["10.00"]);
    assert_eq!(found("kind=final").await, ["30.00"]);
    assert_eq!(server.delete(&late).await.status, StatusCode::NO_CONTENT);
    let maud = server.manager_of("maud", &project).await;
    assert_eq!(maud.all(PAYMENTS).await.len(), 2, "a manager sees the payments of their own projects");
}

#[apply(on_both_databases!)]
async fn a_bad_payment_is_refused_with_every_fault(server: Server) {
    let (line, _) = line(&server, "A", json!({})).await;
    let bad = json!({ "funding_line": "01a20bba-ef25-7773-9ddd-93fc95af7122", "kind": "interim", "amount": "-1.00", "invoiced_on": "2025-01-01", "reference": " " });
    assert_eq!(
        server.post(PAYMENTS, bad).await.faults(),
        [
            ("/amount", "negative"),
            ("/funding_line", "unknown"),
            ("/invoiced_on", "unused"),
            ("/reference", "blank")
        ]
    );
    assert_eq!(
        server.post(PAYMENTS, expected(&line, "final", "0.00", "2025")).await.faults(),
        [("/amount", "zero")]
    );
    let open = server.made(PAYMENTS, expected(&line, "final", "-5.00", "2025")).await;
    let held = server.verb(&line, "close", json!({})).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    let payment = "the payment without a reference (final, expected, due 2025) of the funding line ";
    assert!(
        held.detail().starts_with(payment) && held.detail().ends_with(" is still expected"),
        "{}",
        held.body
    );
    server.done(&open, "receive", json!({ "on": "2025-02-01" })).await;
    server.done(&line, "close", json!({})).await;
    let over = server.post(PAYMENTS, expected(&line, "final", "1.00", "2025")).await;
    assert_eq!((over.status, over.faults()), (StatusCode::CONFLICT, vec![("/funding_line", "line_ended")]));
    let payer = server.made("/v1/organisations", json!({ "name": "O" })).await;
    let draft = server.made("/v1/funding-lines", json!({ "payer": id(&payer), "form": "service", "currency": "EUR", "total_award": "1.00", "own_share": "1.00" })).await;
    let payment = server.made(PAYMENTS, expected(&draft, "invoice", "1.00", "2025")).await;
    assert_eq!(
        server.verb(&payment, "receive", json!({ "on": "2025-01-01" })).await.faults(),
        [("/id", "illegal_move")],
        "it is not signed yet"
    );
    assert_eq!(server.patch(&draft, json!({ "currency": "GBP" })).await.faults(), [("/id", "in_use")]);
    assert_eq!(server.delete(&draft).await.faults(), [("/id", "in_use")]);
}

#[apply(on_both_databases!)]
async fn prefinancing_is_owed_until_it_is_earned(server: Server) {
    let (line, _) = line(&server, "A", json!({ "reference": "G-1" })).await;
    received(&server, &line, "prefinancing", "160000.00", "2024-01-20").await;
    server.made(PAYMENTS, expected(&line, "final", "240000.00", "2024-12")).await;
    let position = format!("{line}/position");
    let told = server.read(&position).await;
    assert_eq!(
        (
            &told["received"],
            &told["received_own"],
            &told["received_prefinancing"],
            &told["expected"],
            &told["outstanding"]
        ),
        (
            &json!("160000.00"),
            &json!("40000.00"),
            &json!("160000.00"),
            &json!("240000.00"),
            &json!("240000.00")
        )
    );
    assert_eq!(
        (&told["recognised"], &told["unearned"], &told["receivable"]),
        (&json!("0.00"), &json!("40000.00"), &json!("0.00"))
    );
    let entry = |reference: &str, year: i32, amount: &str, currency: &str| {
        json!({ "reference": reference, "year": year, "amount": amount, "currency": currency, "description": "D",
            "funding_line": { "project": { "acronym": "A" } } })
    };
    let year = |year: i32, currency: &str| json!({ "year": year, "currency": currency, "status": "open" });
    server.load_parts(json!({ "fiscal_years": [year(2024, "EUR"), year(2023, "GBP")], "revenue_entries": [entry("1", 2024, "25000.00", "EUR"), entry("2", 2023, "7.00", "GBP")] })).await.expect("entries");
    let told = server.read(&position).await;
    assert_eq!(
        (&told["recognised"], &told["unearned"], &told["recognised_elsewhere"]),
        (&json!("25000.00"), &json!("15000.00"), &json!([{ "currency": "GBP", "amount": "7.00" }]))
    );
    server
        .load_parts(json!({ "revenue_entries": [entry("3", 2024, "20000.00", "EUR")] }))
        .await
        .expect("entries");
    let told = server.read(&position).await;
    assert_eq!((&told["unearned"], &told["receivable"]), (&json!("0.00"), &json!("5000.00")));
}

#[apply(on_both_databases!)]
async fn revenue_may_follow_the_money_or_the_invoices(server: Server) {
    let (cash, _) = line(
        &server,
        "CASH",
        json!({ "recognition_method": "cash", "total_award": "3.00", "own_share": "1.00" }),
    )
    .await;
    let reason = accrued(&server, 2024).await["not_counted"][0]["reason"].clone();
    assert_eq!(reason, "no_payments");
    received(&server, &cash, "interim", "1.00", "2023-12-31").await;
    let second = received(&server, &cash, "interim", "1.00", "2024-06-01").await;
    received(&server, &cash, "final", "1.00", "2025-06-01").await;
    for (year, amount) in [(2022, "0.00"), (2023, "0.33"), (2024, "0.34"), (2025, "0.33"), (2026, "0.00")] {
        let split = accrued(&server, year).await;
        assert_eq!(
            (&split["total"], &split["not_counted"]),
            (&json!(amount), &json!([])),
            "{year}, whatever the time of the line is"
        );
    }
    server.done(&second, "reverse", json!({ "on": "2025-12-01", "reason": "R" })).await;
    assert_eq!(accrued(&server, 2024).await["total"], "0.34", "a year that is over stays as it was");
    assert_eq!(accrued(&server, 2025).await["total"], "0.00");

    let (service, _) = line(&server, "SERVICE", json!({ "recognition_method": "invoice", "form": "service", "total_award": "500.00", "own_share": "500.00" })).await;
    let invoice = |amount: &str, on: Option<&str>| {
        let mut form = json!({ "funding_line": id(&service), "kind": "invoice", "amount": amount, "reference": "2024-017" });
        if let Some(on) = on {
            form["invoiced_on"] = json!(on);
        }
        form
    };
    let first = server.made(PAYMENTS, invoice("300.00", Some("2022-11-30"))).await;
    server.made(PAYMENTS, invoice("-50.00", Some("2022-12-01"))).await;
    server.made(PAYMENTS, invoice("200.00", None)).await;
    assert_eq!(
        accrued(&server, 2022).await["total"],
        "250.00",
        "less the credit note, and what is not sent yet does not count"
    );
    server.done(&first, "cancel", json!({})).await;
    assert_eq!(accrued(&server, 2022).await["total"], "-50.00");
    assert_eq!(server.read(&format!("{service}/position")).await["invoiced"], "-50.00");
}

#[apply(on_both_databases!)]
async fn the_cash_flow_shows_what_is_advanced(server: Server) {
    let (line_a, project) = line(&server, "A", json!({})).await;
    received(&server, &line_a, "prefinancing", "160000.00", "2024-01-15").await;
    server.made(PAYMENTS, expected(&line_a, "interim", "80000.00", "2025-06")).await;
    server.made(PAYMENTS, expected(&line_a, "final", "160000.00", "2026-03")).await;
    let cash_flow = server.read("/v1/cash-flow?from=2024-01&to=2024-12").await;
    let months = cash_flow["months"].as_array().expect("months");
    let column = |member: &str| {
        months.iter().map(|month| month[member].as_str().expect("an amount").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (months.len(), &months[0]["month"], &months[11]["month"]),
        (12, &json!("2024-01"), &json!("2024-12"))
    );
    assert_eq!(column("received")[..2], ["40000.00", "0.00"]);
    assert_eq!(column("earned")[8..], ["10000.00", "10000.00", "0.00", "0.00"]);
    assert_eq!(
        column("advance"),
        [
            "-30000.00",
            "-20000.00",
            "-10000.00",
            "0.00",
            "10000.00",
            "20000.00",
            "30000.00",
            "40000.00",
            "50000.00",
            "60000.00",
            "60000.00",
            "60000.00"
        ]
    );
    assert_eq!(
        (&cash_flow["overdue"], &cash_flow["as_of"], &cash_flow["not_counted"]),
        (&json!("20000.00"), &json!("2026-01-15"), &json!([]))
    );
    server.done(&format!("/v1/projects/{project}"), "suspend", json!({})).await;
    let suspended = server.read("/v1/cash-flow?from=2024-01&to=2024-12").await;
    assert_eq!((&suspended["overdue"], &suspended["months"]), (&json!("0.00"), &cash_flow["months"]));
    server.done(&format!("/v1/projects/{project}"), "resume", json!({})).await;
    let later = server.read(&format!("/v1/cash-flow?from=2026-01&to=2026-03&project={project}")).await;
    assert_eq!(
        later["opening"],
        json!({ "received": "40000.00", "expected": "0.00", "earned": "100000.00", "spent": "0.00", "advance": "60000.00", "out_of_pocket": "-40000.00" })
    );
    assert_eq!(
        later["months"][0],
        json!({ "month": "2026-01", "received": "0.00", "expected": "20000.00", "earned": "0.00", "spent": "0.00", "advance": "40000.00", "out_of_pocket": "-60000.00" }),
        "what is late is expected now"
    );
    assert_eq!(later["months"][2]["advance"], "0.00");

    line(&server, "POUNDS", json!({ "currency": "GBP" })).await;
    line(&server, "COSTS", json!({ "recognition_method": "costs" })).await;
    let (whenever, _) = line(&server, "WHENEVER", json!({})).await;
    server
        .made(PAYMENTS, json!({ "funding_line": id(&whenever), "kind": "interim", "amount": "4.00" }))
        .await;
    let left_out = server.read("/v1/cash-flow?from=2024-01&to=2024-12").await["not_counted"].clone();
    let left_out: Vec<_> = left_out
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            (one["source"]["project"]["acronym"].clone(), one["reason"].clone(), one["amount"].clone())
        })
        .collect();
    assert_eq!(
        json!(left_out),
        json!([
            ["POUNDS", "other_currency", "100000.00"],
            ["COSTS", "no_costs", "100000.00"],
            ["WHENEVER", "no_date", "1.00"]
        ])
    );
    assert_eq!(
        server.read("/v1/cash-flow?from=2024-01&to=2024-12&currency=GBP").await["months"][0]["earned"],
        "10000.00"
    );
    for (query, pointer) in [
        ("from=2024-02&to=2024-01", "/to"),
        ("from=2000-01&to=2010-01", "/to"),
        ("from=2024-13&to=2025-01", "/from"),
    ] {
        let refused = server.get(&format!("/v1/cash-flow?{query}")).await;
        assert_eq!(
            (refused.status, refused.faults()[0].0),
            (StatusCode::UNPROCESSABLE_ENTITY, pointer),
            "{query}"
        );
    }
    let maud = server.manager_of("maud", &project).await;
    assert_eq!(
        maud.get(&format!("/v1/cash-flow?from=2024-01&to=2024-12&project={project}")).await.status,
        StatusCode::OK
    );
    assert_eq!(maud.get("/v1/cash-flow?from=2024-01&to=2024-12").await.status, StatusCode::FORBIDDEN);
}

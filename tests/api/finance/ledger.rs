//! The ledger: posting, reversing, and the totals that are kept of it.

use std::sync::atomic::Ordering;

use api::finance::revenue::verify;
use macro_rules_attribute::apply;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases};

const ENTRIES: &str = "/v1/revenue-entries";

pub(crate) fn entry(year: i32, reference: &str, amount: &str, class: &str) -> Value {
    json!({ "year": year, "reference": reference, "amount": amount, "currency": "EUR", "class": class, "description": "Money" })
}

/// Posts entries; gives back where each is.
pub(crate) async fn post(server: &Server, entries: &[Value]) -> Vec<String> {
    let reply = server.post(ENTRIES, json!({ "entries": entries })).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    let posted = reply.body["entries"].as_array().expect("entries").iter();
    posted.map(|entry| format!("{ENTRIES}/{}", entry["id"].as_str().expect("an id"))).collect()
}

/// What `portfolio verify` finds of the ledger.
pub(crate) async fn differences(server: &Server) -> Vec<String> {
    let verified = server.app.read(async |connection| verify(connection).await).await.expect("a comparison");
    verified.differences
}

pub(crate) async fn run(server: &Server, statement: &str) -> Result<(), String> {
    let done = server.app.write(async |work| Ok(work.tx.execute_unprepared(statement).await?)).await;
    done.map(drop).map_err(|fault| std::error::Error::source(&fault).expect("a cause").to_string())
}

/// Funding lines of a project.
async fn lines(server: &Server, count: usize) -> Vec<String> {
    let line = |number: usize| json!({ "programme": "Erasmus+", "form": "grant", "stage": "signed", "reference": format!("L{number:03}") });
    let lines: Vec<_> = (0..count).map(line).collect();
    server
        .load_parts(json!({ "programmes": [{ "name": "Erasmus+", "level": "european" }], "projects": [{
            "acronym": "P", "title": "T", "kind": "european", "stage": "signed", "funding_lines": lines }] }))
        .await
        .expect("the lines");
    let lines = server.all("/v1/funding-lines?limit=100").await;
    lines.iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

#[apply(on_both_databases!)]
async fn entries_are_posted_together_once_and_by_finance_alone(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let line = lines(&server, 1).await.remove(0);
    let mut of_line = entry(2024, "1", "10.01", "european");
    of_line["class"] = Value::Null;
    of_line.as_object_mut().expect("an object").remove("class");
    of_line["funding_line"] = json!(line);
    let form = json!({ "entries": [of_line, entry(2024, "2", "-0.01", "national"), entry(2025, "3", "5.00", "consultancy")] });
    assert_eq!(
        server.post(ENTRIES, form.clone()).await.status,
        StatusCode::FORBIDDEN,
        "not even an administrator"
    );
    let first = fiona.send(Method::POST, ENTRIES, &[("idempotency-key", "k")], form.clone()).await;
    assert_eq!((first.status, &first.body["count"]), (StatusCode::CREATED, &json!(3)));
    assert_eq!(
        first.body["totals"],
        json!([{ "year": 2024, "currency": "EUR", "entries": 2, "total": "10.00" }, { "year": 2025, "currency": "EUR", "entries": 1, "total": "5.00" }])
    );
    let again = fiona.send(Method::POST, ENTRIES, &[("idempotency-key", "k")], form.clone()).await;
    assert_eq!((again.status, again.body), (StatusCode::CREATED, first.body));
    assert_eq!(fiona.all(ENTRIES).await.len(), 3);
    let split = fiona.read("/v1/revenue-split?year=2024").await;
    assert_eq!((&split["total"], &split["classes"][0]["amount"]), (&json!("10.00"), &json!("10.01")));
    let trail = server.all("/v1/audit-events?limit=100").await;
    let noted = trail.iter().find(|event| event["subject"]["name"] == "1 to 3").expect("a note");
    assert_eq!((&noted["actor"]["name"], &noted["after"]["entries"]), (&json!("fiona"), &json!(3)));
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn a_bad_posting_is_refused_with_every_fault_and_posts_nothing(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "taken", "1.00", "national")]).await;
    let mut bad = entry(2030, " ", "0.00", "european");
    bad["currency"] = json!("GBP");
    let mut both = entry(2024, "x", "1.00", "european");
    both["funding_line"] = json!("01a20bba-ef25-7773-9ddd-93fc95af7122");
    let mut unknown = both.clone();
    unknown.as_object_mut().expect("an object").remove("class");
    unknown["currency"] = json!("GBP");
    let reply = fiona.post(ENTRIES, json!({ "entries": [entry(2024, "good", "1.00", "european"), bad, both, unknown, entry(2024, "taken", "1.00", "national")] })).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        reply.faults(),
        [
            ("/entries/1/amount", "zero"),
            ("/entries/1/reference", "blank"),
            ("/entries/1/year", "unknown"),
            ("/entries/2", "funding_line_or_class"),
            ("/entries/3/currency", "other_currency"),
            ("/entries/3/funding_line", "unknown"),
            ("/entries/3/reference", "twice"),
            ("/entries/4/reference", "taken"),
        ]
    );
    let form = |entries: Value| json!({ "entries": entries });
    let taken = fiona
        .post(
            ENTRIES,
            form(json!([entry(2024, "good", "1.00", "european"), entry(2024, "taken", "1.00", "national")])),
        )
        .await;
    assert_eq!(
        (taken.status, taken.faults()),
        (StatusCode::CONFLICT, vec![("/entries/1/reference", "taken")])
    );
    for form in [form(json!([])), json!({}), form(json!([{ "year": 2024, "amount": 1, "other": true }]))] {
        assert_eq!(fiona.post(ENTRIES, form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(fiona.all(ENTRIES).await.len(), 1, "nothing of it was posted");
}

#[apply(on_both_databases!)]
async fn an_entry_is_taken_back_once_for_a_reason(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    let place = post(&fiona, &[entry(2024, "1", "10.00", "national")]).await.remove(0);
    assert_eq!(server.verb(&place, "reverse", json!({ "reason": "R" })).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        fiona.verb(&place, "reverse", json!({ "reason": " ", "year": 2030 })).await.faults(),
        [("/reason", "blank"), ("/year", "unknown")]
    );
    assert_eq!(
        fiona.verb(&place, "reverse", json!({ "reason": "R", "reference": "1" })).await.faults(),
        [("/reference", "taken")]
    );
    let reversed =
        fiona.done(&place, "reverse", json!({ "reason": "Twice invoiced", "booked_on": "2024-12" })).await;
    let reversal = format!("{ENTRIES}/{}", reversed["reversed_by"].as_str().expect("an id"));
    let told = fiona.read(&reversal).await;
    assert_eq!(
        (&told["amount"], &told["reference"], &told["description"]),
        (&json!("-10.00"), &json!("1/reversal"), &json!("Reversal of 1: Twice invoiced"))
    );
    assert_eq!((&told["year"], &told["reverses"]), (&json!(2024), &json!(id(&place))));
    assert_eq!(fiona.read(&place).await, reversed);
    let twice = fiona.verb(&place, "reverse", json!({ "reason": "R" })).await;
    assert_eq!((twice.status, twice.faults()), (StatusCode::CONFLICT, vec![("/id", "reversed_twice")]));
    let back = fiona.verb(&reversal, "reverse", json!({ "reason": "R" })).await;
    assert_eq!((back.status, back.faults()), (StatusCode::CONFLICT, vec![("/id", "is_reversal")]));
    assert_eq!(fiona.read("/v1/revenue-split?year=2024").await["total"], "0.00");

    let later = post(&fiona, &[entry(2025, "2", "3.00", "national")]).await.remove(0);
    assert_eq!(
        fiona.verb(&later, "reverse", json!({ "reason": "R", "year": 2024 })).await.faults(),
        [("/year", "before_entry")]
    );
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn the_totals_are_the_ledger_after_any_postings_and_reversals(server: Server) {
    let fiona = server.books(&[2023, 2024, 2025]).await;
    let lines = lines(&server, 3).await;
    let one = (2023..=2025, 0_usize..6, -100_000_i64..1_000_000, any::<prop::sample::Index>(), any::<bool>());
    let strategy = prop::collection::vec(prop::collection::vec(one, 1..12), 12);
    let sequence = strategy.new_tree(&mut TestRunner::deterministic()).expect("a sequence").current();
    let (mut places, mut number, mut cents): (Vec<String>, _, i64) = (Vec::new(), 0, 0);
    for (posting, moves) in sequence.into_iter().enumerate() {
        let mut entries = Vec::new();
        for (year, source, amount, which, reverses) in moves {
            if reverses && !places.is_empty() {
                let place = places.swap_remove(which.index(places.len()));
                let taken = fiona.done(&place, "reverse", json!({ "reason": "R" })).await;
                cents -= taken["amount"]
                    .as_str()
                    .expect("an amount")
                    .replace('.', "")
                    .parse::<i64>()
                    .expect("cents");
            } else if amount != 0 {
                number += 1;
                let sign = if amount < 0 { "-" } else { "" };
                let written = format!("{sign}{}.{:02}", amount.abs() / 100, amount.abs() % 100);
                let mut said = entry(
                    year,
                    &format!("{number}"),
                    &written,
                    ["european", "national", "consultancy"][source % 3],
                );
                if let Some(line) = lines.get(source) {
                    let members = said.as_object_mut().expect("an object");
                    members.remove("class");
                    members.insert("funding_line".to_owned(), json!(line));
                }
                cents += amount;
                entries.push(said);
            }
        }
        if !entries.is_empty() {
            places.extend(post(&fiona, &entries).await);
        }
        assert_eq!(differences(&server).await, Vec::<String>::new(), "after posting {posting}");
    }
    let mut told = 0;
    for year in 2023..=2025 {
        let total = fiona.read(&format!("/v1/revenue-split?year={year}")).await["total"]
            .as_str()
            .expect("a total")
            .to_owned();
        told += total.replace('.', "").parse::<i64>().expect("cents");
    }
    assert_eq!(told, cents);
}

#[apply(on_both_databases!)]
async fn totals_that_stray_are_found(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "1", "10.00", "national"), entry(2024, "2", "1.00", "european")]).await;
    run(&server, "UPDATE revenue_total SET total = total + 1 WHERE class = 'national'")
        .await
        .expect("a change");
    assert_eq!(
        differences(&server).await,
        ["fiscal year 2024, the class national: the ledger holds 1000 cents in 1 entries, but the \
          stored total is 1001 in 1"]
    );
    run(&server, "DELETE FROM revenue_total WHERE class = 'national'").await.expect("a change");
    assert_eq!(differences(&server).await.len(), 1);
}

#[apply(on_both_databases!)]
async fn a_split_costs_the_same_number_of_statements_at_any_size(server: Server) {
    let fiona = server.books(&[2024]).await;
    let lines = lines(&server, 40).await;
    let of_lines = |from: usize, to: usize, round: usize| -> Vec<Value> {
        let of_line = |line: &String| json!({ "year": 2024, "reference": format!("{line}{round}"), "amount": "1.00", "currency": "EUR", "funding_line": line, "description": "D" });
        lines[from..to].iter().map(of_line).collect()
    };
    post(&fiona, &of_lines(0, 1, 0)).await;
    let (watched, count) = server.watched().await;
    let mut costs = Vec::new();
    for round in 1..4 {
        count.store(0, Ordering::SeqCst);
        let split = watched.read("/v1/revenue-split?year=2024").await;
        costs.push(count.load(Ordering::SeqCst));
        assert_eq!(split["classes"][0]["amount"], json!(format!("{}.00", 1 + (round - 1) * 40)));
        post(&fiona, &of_lines(0, 40, round)).await;
    }
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
}

#[apply(on_both_databases!)]
async fn ten_thousand_entries_are_posted_at_once_and_no_more(server: Server) {
    let fiona = server.books(&[2024]).await;
    let many = |count: usize| json!({ "entries": (0..count).map(|number| entry(2024, &format!("{number:05}"), "0.01", "european")).collect::<Vec<_>>() });
    assert_eq!(fiona.post(ENTRIES, many(10_001)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let posted = fiona.post(ENTRIES, many(10_000)).await;
    assert_eq!((posted.status, &posted.body["totals"][0]["total"]), (StatusCode::CREATED, &json!("100.00")));
    assert_eq!(fiona.read("/v1/revenue-split?year=2024").await["total"], "100.00");
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn postings_at_the_same_time_do_not_wait_for_each_other_for_ever(server: Server) {
    let fiona = server.books(&[2023, 2024]).await;
    let round = async |who: usize| {
        for round in 0..4 {
            let (one, other) = if who.is_multiple_of(2) { (2023, 2024) } else { (2024, 2023) };
            let entries: Vec<_> = ["european", "national", "consultancy"]
                .iter()
                .cycle()
                .skip(who)
                .take(6)
                .enumerate()
                .map(|(index, class)| {
                    entry(
                        if index % 2 == 0 { one } else { other },
                        &format!("{who}-{round}-{index}"),
                        "1.00",
                        class,
                    )
                })
                .collect();
            post(&fiona, &entries).await;
        }
    };
    tokio::join!(round(0), round(1), round(2), round(3));
    assert_eq!(fiona.all(&format!("{ENTRIES}?limit=100")).await.len(), 96);
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

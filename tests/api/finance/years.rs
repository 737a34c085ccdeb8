//! Fiscal years: opening, closing, reopening, and that closing is final.

use std::collections::BTreeSet;

use macro_rules_attribute::apply;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::StatusCode;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::api::finance::ledger::{differences, entry, post, run};
use crate::harness::{Server, id, on_both_databases};

const YEARS: &str = "/v1/fiscal-years";

async fn year_of(server: &Server, year: i32) -> String {
    let years = server.all(YEARS).await;
    let row = years.iter().find(|row| row["year"] == year).expect("a year");
    format!("{YEARS}/{}", row["id"].as_str().expect("an id"))
}

/// A ledger of a year with a line whose class may change, and entries of which only the class is known.
async fn ledger(server: &Server, fiona: &Server) {
    let line = json!({ "programme": "Actiris", "form": "grant", "stage": "signed", "origin": { "european": "40", "national": "60" } });
    server
        .load_parts(json!({ "programmes": [{ "name": "Actiris", "level": "regional" }], "projects": [{ "acronym": "COMBO4YOU",
            "title": "T", "kind": "national", "stage": "signed", "funding_lines": [line] }] }))
        .await
        .expect("a line");
    let line = server.all("/v1/funding-lines").await[0]["id"].clone();
    let of_line = json!({ "year": 2024, "reference": "a", "amount": "100.01", "currency": "EUR", "funding_line": line, "description": "D" });
    post(
        fiona,
        &[of_line, entry(2024, "b", "10.00", "consultancy"), entry(2024, "c", "5.00", "consultancy")],
    )
    .await;
}

async fn splits(server: &Server) -> Vec<Value> {
    let mut splits = Vec::new();
    for query in ["", "&view=origin", "&explain=true", "&view=origin&explain=true&decimals=2"] {
        splits.push(server.read(&format!("/v1/revenue-split?year=2024{query}")).await);
    }
    splits
}

#[apply(on_both_databases!)]
async fn a_year_is_opened_where_its_starting_month_is(server: Server) {
    let fiona = server.person("fiona", "finance_director").await.0;
    assert_eq!(server.post(YEARS, json!({ "year": 2024 })).await.status, StatusCode::FORBIDDEN);
    let first =
        fiona.made(YEARS, json!({ "year": 2024, "first_day": "2023-09-01", "currency": "GBP" })).await;
    let told = fiona.read(&first).await;
    assert_eq!(
        (&told["last_day"], &told["currency"], &told["status"], &told["closing"]),
        (&json!("2024-08-31"), &json!("GBP"), &json!("open"), &Value::Null)
    );
    let next = fiona.read(&fiona.made(YEARS, json!({ "year": 2025 })).await).await;
    assert_eq!(
        (&next["first_day"], &next["last_day"], &next["currency"]),
        (&json!("2024-09-01"), &json!("2025-08-31"), &json!("EUR"))
    );
    let taken = fiona.post(YEARS, json!({ "year": 2025 })).await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/year", "taken")]));
    assert_eq!(
        fiona.post(YEARS, json!({ "year": 2026, "first_day": "2025-10-01" })).await.faults(),
        [("/first_day", "gap")]
    );
    assert_eq!(
        fiona.post(YEARS, json!({ "year": 2026, "first_day": "2025-08-01" })).await.faults(),
        [("/first_day", "overlap")]
    );
}

#[apply(on_both_databases!)]
async fn what_was_published_is_changed_on_a_closed_year_too(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "1", "10.00", "national")]).await;
    let place = year_of(&server, 2024).await;
    fiona.done(&place, "close", json!({})).await;
    let published = json!({ "source": "Report", "total": { "amount": "10.00", "precision": "1.00" }, "shares": [{ "class": "national", "percent": "100", "precision": "1" }] });
    assert_eq!(server.patch(&place, json!({ "published": published })).await.status, StatusCode::FORBIDDEN);
    let changed = fiona.patch(&place, json!({ "published": published })).await;
    assert_eq!((changed.status, &changed.body["published"]), (StatusCode::OK, &published));
    assert_eq!(fiona.read("/v1/revenue-split?year=2024").await["published"]["agrees"], true);
    let bad = json!({ "total": { "amount": "1.00", "precision": "0.00" }, "shares": [{ "class": "national", "percent": "1", "precision": "0" }, { "class": "national", "percent": "1", "precision": "1" }] });
    assert_eq!(
        fiona.patch(&place, json!({ "published": bad })).await.faults(),
        [
            ("/published/shares/0/precision", "not_positive"),
            ("/published/shares/1/class", "twice"),
            ("/published/total/precision", "not_positive")
        ]
    );
    assert_eq!(fiona.patch(&place, json!({ "published": null })).await.body["published"], Value::Null);
}

#[apply(on_both_databases!)]
async fn closing_is_final_whatever_becomes_of_lines_and_programmes(server: Server) {
    let fiona = server.books(&[2024]).await;
    ledger(&server, &fiona).await;
    let before = splits(&server).await;
    assert_eq!(before[0]["classes"][1]["amount"], "100.01");
    let place = year_of(&server, 2024).await;
    assert_eq!(server.verb(&place, "close", json!({})).await.status, StatusCode::FORBIDDEN);
    let closed = fiona.done(&place, "close", json!({ "note": "Approved" })).await;
    assert_eq!(
        (&closed["status"], &closed["closing"]["signed_by"], &closed["closing"]["note"]),
        (&json!("closed"), &json!("fiona"), &json!("Approved"))
    );
    assert_eq!(splits(&server).await, before, "closing changes no figure");
    let programme = server.all("/v1/programmes").await[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        server
            .patch(&format!("/v1/programmes/{programme}"), json!({ "level": "european", "name": "Other" }))
            .await
            .status,
        StatusCode::OK
    );
    run(
        &server,
        "UPDATE funding_line SET origin_european = 1000000, origin_national = 0, payer_class = 'consultancy'",
    )
    .await
    .expect("a change");
    run(&server, "UPDATE classification_rule SET class = 'consultancy'").await.expect("a change");
    assert_eq!(splits(&server).await, before, "what was frozen stays");
    assert_eq!(fiona.read("/v1/revenue-split?year=2025").await["previous"]["classes"][1]["amount"], "100.01");

    let line = server.all("/v1/funding-lines").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/funding-lines/{id}"))
        .expect("a line");
    assert_eq!(server.delete(&line).await.status, StatusCode::CONFLICT, "what was posted holds its line");
    let late = fiona
        .post("/v1/revenue-entries", json!({ "entries": [entry(2024, "late", "1.00", "national")] }))
        .await;
    assert_eq!(
        (late.status, late.faults()),
        (StatusCode::CONFLICT, vec![("/entries/0/year", "closed_year")])
    );
    let raw = "INSERT INTO revenue_entry (id, fiscal_year_id, reference, amount, class, description) SELECT \
               fiscal_year_id, fiscal_year_id, 'raw', 1, 'national', 'D' FROM revenue_entry WHERE reference \
               = 'b'";
    assert!(
        run(&server, raw).await.expect_err("a refusal").contains("fiscal_year_is_closed"),
        "the database refuses too"
    );
    let moved = run(&server, "UPDATE fiscal_year SET last_day = '2025-12-31'").await.expect_err("a refusal");
    assert!(moved.contains("fiscal_year_is_frozen"), "{moved}");
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn closing_is_final_after_whatever_is_done_next(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    ledger(&server, &fiona).await;
    fiona.done(&year_of(&server, 2024).await, "close", json!({})).await;
    let before = splits(&server).await;
    let programme = server.all("/v1/programmes").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/programmes/{id}"))
        .expect("a programme");
    let line = server.all("/v1/funding-lines").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/funding-lines/{id}"))
        .expect("a line");
    let closed = fiona.all("/v1/revenue-entries?year=2024").await;
    let strategy = prop::collection::vec((0_usize..7, 0_usize..3), 40);
    let moves = strategy.new_tree(&mut TestRunner::deterministic()).expect("a sequence").current();
    let (classes, levels) = (["european", "national", "consultancy"], ["european", "regional", "national"]);
    let mut worked = BTreeSet::new();
    for (number, (what, which)) in moves.into_iter().enumerate() {
        let entry_place = format!("/v1/revenue-entries/{}", closed[which]["id"].as_str().expect("an id"));
        let class = classes[which];
        let posted = |year| json!({ "entries": [entry(year, &format!("{number}"), "7.00", class)] });
        let reply = match what {
                0 => fiona.post("/v1/revenue-entries", posted(2024)).await,
                1 => fiona.post("/v1/revenue-entries", posted(2025)).await,
                2 => fiona.verb(&entry_place, "reverse", json!({ "reason": "R" })).await,
                3 => fiona.verb(&entry_place, "reverse", json!({ "reason": "R", "year": 2025 })).await,
                4 => server.patch(&programme, json!({ "level": levels[which] })).await,
                5 => {
                    let origin: Map<_, _> = classes.iter().map(|one| ((*one).to_owned(), json!(if *one == class { "100" } else { "0" }))).collect();
                    server.patch(&line, json!({ "payer_class": class, "origin": origin })).await
                }
                _ => fiona.post("/v1/classification-policies", json!({ "valid_from": format!("20{:02}-01-01", number + 10), "note": "N", "rules": [{ "level": "regional", "class": class }] })).await,
            };
        assert!(reply.status.is_success() || reply.status == StatusCode::CONFLICT, "{what}: {}", reply.body);
        if reply.status.is_success() {
            worked.insert(what);
        }
        assert_eq!(splits(&server).await, before, "after move {number}, which was {what}");
    }
    assert_eq!(
        worked,
        (1..7).filter(|what| *what != 2).collect(),
        "all but what is of the closed year was done"
    );
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn a_proof_is_what_was_signed(server: Server) {
    let fiona = server.books(&[2024]).await;
    ledger(&server, &fiona).await;
    fiona.done(&year_of(&server, 2024).await, "close", json!({})).await;
    let closing = fiona.all("/v1/fiscal-year-closings?year=2024").await.remove(0);
    let place = format!("/v1/fiscal-year-closings/{}", closing["id"].as_str().expect("an id"));
    assert_eq!(fiona.read(&place).await, closing);
    let proof = fiona.read(&format!("{place}/proof")).await;
    assert_eq!(
        (&proof["ledger"]["entries"], &proof["splits"][1]["view"], &proof["policy"]["valid_from"]),
        (&json!(3), &json!("origin"), &json!("1900-01-01"))
    );
    let text = reqwest::Client::new()
        .get(fiona.address(&format!("{place}/proof")))
        .bearer_auth(fiona.token())
        .send()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a body");
    let digest: String =
        Sha256::digest(&text).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
    assert_eq!(closing["sha256"], json!(digest));
    run(&server, "UPDATE revenue_total SET total = total").await.expect("nothing");
    for table in ["fiscal_year_closing", "fiscal_year_proof"] {
        let refusal = run(&server, &format!("DELETE FROM {table}")).await.expect_err("a refusal");
        assert!(refusal.contains(&format!("{table}_is_immutable")), "{refusal}");
    }
}

#[apply(on_both_databases!)]
async fn a_year_is_reopened_for_a_reason_that_is_kept(server: Server) {
    let fiona = server.books(&[2024, 2025, 2026]).await;
    post(&fiona, &[entry(2024, "1", "10.00", "national")]).await;
    let place = year_of(&server, 2024).await;
    let open = fiona.verb(&place, "reopen", json!({ "reason": "R" })).await;
    assert_eq!((open.status, open.faults()), (StatusCode::CONFLICT, vec![("/id", "illegal_move")]));
    let running = fiona.verb(&year_of(&server, 2026).await, "close", json!({})).await;
    assert_eq!(
        (running.status, running.detail()),
        (StatusCode::CONFLICT, "the fiscal year can be closed only after its last day, 2026-12-31")
    );
    fiona.done(&place, "close", json!({})).await;
    assert_eq!(fiona.verb(&place, "close", json!({})).await.faults(), [("/id", "illegal_move")]);
    let entry_place = fiona.all("/v1/revenue-entries").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/revenue-entries/{id}"))
        .expect("an entry");
    assert_eq!(
        fiona.verb(&entry_place, "reverse", json!({ "reason": "R" })).await.faults(),
        [("/year", "closed_year")]
    );
    assert_eq!(
        fiona.verb(&place, "reopen", json!({ "reason": "" })).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(server.verb(&place, "reopen", json!({ "reason": "R" })).await.status, StatusCode::FORBIDDEN);
    let reopened = fiona.done(&place, "reopen", json!({ "reason": "An invoice was found" })).await;
    assert_eq!((&reopened["status"], &reopened["closing"]), (&json!("open"), &Value::Null));
    post(&fiona, &[entry(2024, "2", "5.00", "national")]).await;
    assert_eq!(fiona.read("/v1/revenue-split?year=2024").await["total"], "15.00");
    fiona.done(&place, "close", json!({})).await;
    assert_eq!(fiona.read("/v1/revenue-split?year=2024").await["total"], "15.00");
    let told: Vec<_> = fiona
        .all("/v1/fiscal-year-closings?year=2024")
        .await
        .iter()
        .map(|one| (one["kind"].clone(), one["note"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!("closed"), Value::Null),
            (json!("reopened"), json!("An invoice was found")),
            (json!("closed"), Value::Null)
        ]
    );
    // What is wrong in a closed year is put right in a later one.
    let later = fiona.done(&entry_place, "reverse", json!({ "reason": "R", "year": 2025 })).await;
    let reversal =
        fiona.read(&format!("/v1/revenue-entries/{}", later["reversed_by"].as_str().expect("an id"))).await;
    assert_eq!((&reversal["year"], &reversal["amount"]), (&json!(2025), &json!("-10.00")));
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn a_year_that_closes_while_entries_are_posted_holds_all_that_were(server: Server) {
    let fiona = server.books(&[2024]).await;
    let place = year_of(&server, 2024).await;
    let posting = async |who: usize| {
        let mut posted = 0;
        for round in 0..6 {
            let form = json!({ "entries": [entry(2024, &format!("{who}-{round}"), "1.00", "national")] });
            let reply = fiona.post("/v1/revenue-entries", form).await;
            match reply.status {
                StatusCode::CREATED => posted += 1,
                _ => assert_eq!(
                    (reply.status, reply.faults()),
                    (StatusCode::CONFLICT, vec![("/entries/0/year", "closed_year")])
                ),
            }
        }
        posted
    };
    let closing = async {
        post(&fiona, &[entry(2024, "first", "1.00", "national")]).await;
        fiona.done(&place, "close", json!({})).await;
    };
    let (one, other, ()) = tokio::join!(posting(1), posting(2), closing);
    let total = format!("{}.00", one + other + 1);
    let split = fiona.read("/v1/revenue-split?year=2024&explain=true").await;
    assert_eq!(
        (&split["total"], split["contributions"].as_array().map(Vec::len)),
        (&json!(total), Some(one + other + 1))
    );
    assert_eq!(differences(&server).await, Vec::<String>::new(), "what was signed is what was posted");
}

#[apply(on_both_databases!)]
async fn a_year_that_a_file_closes_is_frozen_too(server: Server) {
    let year = json!({ "year": 2024, "currency": "EUR", "status": "closed" });
    let entry = json!({ "reference": "1", "year": 2024, "amount": "10.00", "currency": "EUR", "class": "national", "description": "Money" });
    server
        .load_parts(json!({ "fiscal_years": [year], "revenue_entries": [entry] }))
        .await
        .expect("a closed year");
    let place = year_of(&server, 2024).await;
    assert_eq!(server.read(&place).await["closing"]["note"], "closed by a portfolio file");
    assert_eq!(differences(&server).await, Vec::<String>::new());
    assert_eq!(id(&place).len(), 36);
}

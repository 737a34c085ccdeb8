//! What is open when a year is closed, what its closing freezes, and who may close it.

use entity::finance::{fiscal_year_closing, fiscal_year_proof};
use entity::value::FiscalYearClosingId;
use macro_rules_attribute::apply;
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::finance::ledger::{differences, entry, post};
use crate::harness::{Reply, Server, id, on_both_databases};

/// The year of the tests.
async fn year(fiona: &Server, name: i32) -> String {
    let years = fiona.all("/v1/fiscal-years").await;
    let year = years.iter().find(|year| year["year"] == name).expect("a year");
    format!("/v1/fiscal-years/{}", year["id"].as_str().expect("an id"))
}

fn codes(reply: &Reply) -> Vec<&str> {
    let errors = reply.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|error| error["code"].as_str().expect("a code")).collect()
}

/// The last entry of the audit trail about a fiscal year.
async fn audited(server: &Server, year: &str) -> Value {
    let events = server.all(&format!("/v1/audit-events?subject={}&kind=changed", id(year))).await;
    events.into_iter().max_by_key(|event| event["number"].as_i64()).expect("an entry")
}

/// A proposal, a payment and an entry that no class counts, and a finding, all of 2024.
async fn open_items(server: &Server, fiona: &Server) -> String {
    let project = server.signed_project("ENACT", "2023-01", "2024-06").await;
    let late = json!({ "number": "D1", "title": "A report", "due": "2024-09-30" });
    server.made(&format!("{project}/deliverables"), late).await;
    let programme = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let planned = json!({ "programme": id(&programme), "form": "grant", "currency": "EUR", "reference": "E-1",
        "total_award": "1200.00", "own_share": "1200.00", "recognition_method": "pro_rata_months",
        "period": { "start": "2024-01", "end": "2024-12" } });
    let planned = fiona.signed_line(planned, "2024-01-02").await;
    let payer = server.made("/v1/organisations", json!({ "name": "A foundation" })).await;
    let vague = json!({ "payer": id(&payer), "form": "grant", "currency": "EUR", "total_award": "900.00",
        "own_share": "900.00" });
    let vague = fiona.signed_line(vague, "2024-01-02").await;
    let payment = json!({ "funding_line": id(&vague), "kind": "interim", "amount": "100.00" });
    let payment = fiona.made("/v1/payments", payment).await;
    fiona.done(&payment, "receive", json!({ "on": "2024-05-06" })).await;
    let posted = json!({ "year": 2024, "reference": "F-1", "amount": "50.00", "currency": "EUR",
        "funding_line": id(&vague), "description": "A first part" });
    post(fiona, &[posted]).await;
    planned
}

#[apply(on_both_databases!)]
async fn what_is_open_must_be_confirmed_and_is_on_record(server: Server) {
    let fiona = server.books(&[2023, 2024]).await;
    let planned = open_items(&server, &fiona).await;
    let (before, place) = (year(&fiona, 2023).await, year(&fiona, 2024).await);

    fiona.done(&before, "close", json!({})).await;
    let event = audited(&server, &before).await;
    assert_eq!(event["after"].get("confirmed"), None, "nothing was open: {event}");

    let refused = fiona.verb(&place, "close", json!({ "note": "Approved" })).await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (StatusCode::CONFLICT, &json!("confirmation_required"))
    );
    let all = ["pending_proposal", "payment_not_counted", "revenue_not_counted", "open_finding"];
    assert_eq!((codes(&refused), &refused.body["errors_total"]), (all.to_vec(), &json!(4)));
    let errors = &refused.body["errors"];
    assert!(errors.as_array().expect("items").iter().all(|item| item["pointer"] == "/confirm"), "{errors}");
    for (index, part) in
        ["1200.00 EUR", "100.00 EUR received", "50.00 EUR posted", "due_after_end"].iter().enumerate()
    {
        let detail = errors[index]["detail"].as_str().expect("a sentence");
        assert!(detail.contains(part), "{part}: {detail}");
    }
    assert_eq!(fiona.read(&place).await["status"], "open", "nothing was closed");

    let proposed = fiona.read(&format!("{place}/proposed-entries")).await;
    assert_eq!(proposed["proposals"][0]["source"]["funding_line"], id(&planned));
    post(&fiona, &[proposed["proposals"][0]["entry"].clone()]).await;
    let still = fiona.verb(&place, "close", json!({ "confirm": false })).await;
    assert_eq!(codes(&still), all[1..], "what is settled is not listed");

    fiona.done(&place, "close", json!({ "note": "Approved", "confirm": true })).await;
    let event = audited(&server, &place).await;
    let confirmed = &event["after"]["confirmed"];
    let listed: Vec<_> =
        confirmed["items"].as_array().expect("items").iter().map(|item| &item["code"]).collect();
    assert_eq!((json!(listed), &confirmed["total"]), (json!(all[1..]), &json!(3)), "{event}");
}

#[apply(on_both_databases!)]
async fn a_confirmation_is_never_needed_in_vain(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "1", "10.00", "national")]).await;
    let place = year(&fiona, 2024).await;
    fiona.done(&place, "close", json!({ "confirm": true })).await;
    assert_eq!(audited(&server, &place).await["after"].get("confirmed"), None);
    let wrong = fiona.verb(&place, "close", json!({ "confirm": "yes" })).await;
    assert_eq!(wrong.faults(), [("/confirm", "type")]);
}

#[apply(on_both_databases!)]
async fn a_closed_year_keeps_the_year_before_as_it_was(server: Server) {
    let fiona = server.books(&[2022, 2023, 2024]).await;
    let [before, place] = [year(&fiona, 2023).await, year(&fiona, 2024).await];
    post(&fiona, &[entry(2023, "1", "100.00", "national"), entry(2024, "2", "150.00", "european")]).await;
    for name in [2022, 2023, 2024] {
        fiona.done(&year(&fiona, name).await, "close", json!({})).await;
    }
    let mut kept = Vec::new();
    let queries = ["", "&view=origin", "&decimals=2", "&explain=true"]
        .map(|more| format!("/v1/revenue-split?year=2024{more}"));
    for query in &queries {
        kept.push(fiona.read(query).await["previous"].clone());
    }
    assert_eq!((&kept[0]["total"], &kept[0]["change"]["total"]), (&json!("100.00"), &json!("50.00")));
    assert_eq!(fiona.read("/v1/revenue-split?year=2022").await["previous"], Value::Null);

    fiona.done(&before, "reopen", json!({ "reason": "An invoice was found" })).await;
    post(&fiona, &[entry(2023, "late", "1000.00", "consultancy")]).await;
    for (query, kept) in queries.iter().zip(&kept) {
        assert_eq!(fiona.read(query).await["previous"], *kept, "{query}");
    }
    let live = fiona.read("/v1/revenue-split?year=2024&basis=accrued").await;
    assert_eq!(live["previous"], Value::Null, "what is not frozen is computed");
    fiona.done(&before, "close", json!({})).await;
    assert_eq!(fiona.read(&queries[0]).await["previous"], kept[0], "a new closing of 2023 changes nothing");

    let several = fiona.read("/v1/revenue-splits?from=2023&to=2024").await;
    assert_eq!(
        (&several["years"][0]["total"], &several["years"][1]["previous"]),
        (&json!("1100.00"), &kept[0])
    );
    fiona.done(&place, "reopen", json!({ "reason": "To compare anew" })).await;
    assert_eq!(fiona.read(&queries[0]).await["previous"]["total"], "1100.00", "an open year follows");
    fiona.done(&place, "close", json!({})).await;
    assert_eq!(fiona.read(&queries[0]).await["previous"]["total"], "1100.00");
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn a_person_who_posted_does_not_close_where_four_eyes_are_required(server: Server) {
    let strict = server.with_four_eyes().await;
    let fiona = strict.books(&[2022, 2023, 2024]).await;
    let fred = strict.person("fred", "finance_director").await.0;
    let one = post(&fiona, &[entry(2022, "1", "10.00", "national")]).await;
    post(&fiona, &[entry(2023, "2", "10.00", "national"), entry(2023, "3", "5.00", "national")]).await;
    for name in [2022, 2023] {
        let refused = fiona.verb(&year(&fiona, name).await, "close", json!({ "confirm": true })).await;
        assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![("/id", "four_eyes")]));
    }
    fred.done(&year(&fiona, 2022).await, "close", json!({})).await;
    fred.done(&year(&fiona, 2023).await, "close", json!({})).await;
    fred.done(&one[0], "reverse", json!({ "reason": "Wrong", "year": 2024 })).await;
    let place = year(&fiona, 2024).await;
    assert_eq!(
        fred.verb(&place, "close", json!({})).await.faults(),
        [("/id", "four_eyes")],
        "a reversal counts"
    );
    fiona.done(&place, "close", json!({})).await;
    let lenient = server.by(fred.token());
    lenient.done(&place, "reopen", json!({ "reason": "To close it alone" })).await;
    lenient.done(&place, "close", json!({})).await;
}

/// Replaces the proof of the last closing by one of version 1, which has no year before.
async fn proven_by_version_1(server: &Server) {
    let done = server.app.write(async |work| {
        let last = fiscal_year_closing::Entity::find().order_by_desc(fiscal_year_closing::COLUMN.id);
        let last = last.one(work.tx).await?.expect("a closing");
        let proof = fiscal_year_proof::Entity::find_by_id(last.id).one(work.tx).await?.expect("a proof");
        let mut older: Value = serde_json::from_str(&proof.proof).expect("JSON");
        older["format"] = json!("fiscal-year-proof/1");
        for split in older["splits"].as_array_mut().expect("splits") {
            split.as_object_mut().expect("a split").remove("previous").expect("the year before");
        }
        let id = FiscalYearClosingId(Uuid::max());
        let closing = fiscal_year_closing::Model { id, ..last }.into_active_model().reset_all();
        fiscal_year_closing::Entity::insert(closing).exec_without_returning(work.tx).await?;
        let proof = fiscal_year_proof::Model { id, proof: older.to_string(), ..proof };
        let proof = proof.into_active_model().reset_all();
        fiscal_year_proof::Entity::insert(proof).exec_without_returning(work.tx).await?;
        Ok(())
    });
    done.await.expect("an older proof");
}

#[apply(on_both_databases!)]
async fn a_year_that_an_earlier_version_closed_compares_with_the_year_before_as_it_is(server: Server) {
    let fiona = server.books(&[2023, 2024]).await;
    post(&fiona, &[entry(2023, "1", "100.00", "national"), entry(2024, "2", "150.00", "european")]).await;
    fiona.done(&year(&fiona, 2024).await, "close", json!({})).await;
    proven_by_version_1(&server).await;
    let split = "/v1/revenue-split?year=2024";
    assert_eq!(fiona.read(split).await["previous"]["total"], "100.00");
    post(&fiona, &[entry(2023, "3", "1.00", "national")]).await;
    assert_eq!(fiona.read(split).await["previous"]["total"], "101.00");
}

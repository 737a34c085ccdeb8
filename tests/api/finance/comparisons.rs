//! Splits beside each other: over years, by every basis, under another policy, broken down, and against targets.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::api::finance::ledger::{entry, post};
use crate::harness::{Server, id, on_both_databases, with};

fn cents(amount: &Value) -> i64 {
    amount.as_str().expect("an amount").replace('.', "").parse().expect("cents")
}

fn column<'v>(list: &'v Value, member: &str) -> Vec<&'v Value> {
    list.as_array().expect("a list").iter().map(|one| &one[member]).collect()
}

fn total<'v>(amounts: impl IntoIterator<Item = &'v Value>) -> i64 {
    amounts.into_iter().map(cents).sum()
}

/// Two projects with a line each, of which the second is from a foundation.
async fn lines(server: &Server) {
    let line = |members: Value| {
        with(
            json!({ "form": "grant", "stage": "signed", "own_share": "36500.00", "total_award": "36500.00",
            "currency": "EUR", "recognition_method": "pro_rata_days" }),
            members,
        )
    };
    let project = |acronym: &str, themes: Value, line: Value| {
        json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed",
        "themes": themes, "period": { "start": "2023", "end": "2023" }, "funding_lines": [line] })
    };
    let combo = line(
        json!({ "programme": "Actiris", "payer": { "name": "Actiris", "country": "BE" }, "signed_on": "2022-12", "origin": { "european": "40", "national": "60" } }),
    );
    let enact = line(
        json!({ "programme": "Foundation", "signed_on": "2023-02-01", "own_share": "1000.00", "total_award": "1000.00" }),
    );
    let unsigned = line(json!({ "programme": "Actiris", "own_share": "7.00", "total_award": "7.00" }));
    server
        .load_parts(json!({
            "organisations": [{ "name": "Actiris", "country": "BE" }],
            "themes": [{ "code": "work", "labels": {} }, { "code": "youth", "labels": {} }, { "code": "law", "labels": {} }],
            "programmes": [{ "name": "Actiris", "level": "regional" }, { "name": "Foundation", "level": "private" }],
            "projects": [project("COMBO4YOU", json!(["work", "youth", "law"]), combo), project("ENACT", json!([]), enact), project("OTHER", json!(["work"]), unsigned)],
        }))
        .await
        .unwrap_or_else(|faults| panic!("{faults:?}"));
}

/// A line that is not submitted yet; gives back where it is.
async fn funding_line(server: &Server, members: Value) -> String {
    if server.all("/v1/programmes").await.is_empty() {
        server.made("/v1/programmes", json!({ "name": "Actiris", "level": "regional" })).await;
    }
    let programme = server.all("/v1/programmes").await[0]["id"].clone();
    let mut line = json!({ "programme": programme, "form": "grant", "currency": "EUR" });
    let members =
        members.as_object().expect("members").clone().into_iter().filter(|(_, member)| !member.is_null());
    line.as_object_mut().expect("an object").extend(members);
    server.made("/v1/funding-lines", line).await
}

#[apply(on_both_databases!)]
async fn what_was_signed_in_a_year_was_awarded_in_it(server: Server) {
    lines(&server).await;
    let before = server.read("/v1/revenue-split?year=2022&basis=awarded&explain=true").await;
    assert_eq!(
        (&before["total"], &before["contributions"][0]["amount"]),
        (&json!("36500.00"), &json!("36500.00"))
    );
    let split = server.read("/v1/revenue-split?year=2023&basis=awarded").await;
    assert_eq!(split["total"], "0.00");
    let mut reasons = column(&split["not_counted"], "reason");
    reasons.sort_by_key(ToString::to_string);
    assert_eq!(reasons, ["no_signing_date"]);
    assert_eq!(split["other"]["by_kind"][0]["kind"], "private_foundations");
}

#[apply(on_both_databases!)]
async fn a_breakdown_totals_the_split_by_whatever_it_is_broken_down(server: Server) {
    lines(&server).await;
    let fiona = server.books(&[2023]).await;
    let line = server
        .all("/v1/funding-lines?limit=100")
        .await
        .into_iter()
        .find(|line| line["own_share"] == "36500.00")
        .expect("a line");
    let of_line = json!({ "year": 2023, "reference": "1", "amount": "100.00", "currency": "EUR", "funding_line": line["id"], "description": "D" });
    post(&fiona, &[of_line, entry(2023, "2", "5.00", "consultancy")]).await;
    let parts = async |by: &str, view: &str| {
        let split = server.read(&format!("/v1/revenue-split?year=2023&view={view}&by={by}")).await;
        let parts = split["breakdown"].clone();
        assert_eq!(total(column(&parts, "amount")), cents(&split["total"]), "{by}");
        for (index, class) in split["classes"].as_array().expect("classes").iter().enumerate() {
            let of_parts =
                parts.as_array().expect("parts").iter().map(|part| &part["classes"][index]["amount"]);
            assert_eq!(total(of_parts), cents(&class["amount"]), "{by} {class}");
        }
        let told: Vec<_> = parts
            .as_array()
            .expect("parts")
            .iter()
            .map(|part| {
                format!(
                    "{} {}",
                    part["name"].as_str().unwrap_or("-"),
                    part["amount"].as_str().expect("an amount")
                )
            })
            .collect();
        told
    };
    let mut frozen = Vec::new();
    for (by, expected) in [
        ("programme", vec!["Actiris 100.00", "- 5.00"]),
        ("payer", vec!["Actiris 100.00", "- 5.00"]),
        ("project", vec!["COMBO4YOU 100.00", "- 5.00"]),
        ("country", vec!["BE 100.00", "- 5.00"]),
        ("theme", vec!["youth 33.34", "law 33.33", "work 33.33", "- 5.00"]),
    ] {
        assert_eq!(parts(by, "payer").await, expected);
        frozen.push((by, parts(by, "origin").await));
    }
    let year = server.all("/v1/fiscal-years").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/fiscal-years/{id}"))
        .expect("a year");
    fiona.done(&year, "close", json!({ "confirm": true })).await;
    let payer = server.all("/v1/organisations?q=Actiris").await[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        server
            .patch(&format!("/v1/organisations/{payer}"), json!({ "name": "Other", "country": "FR" }))
            .await
            .status,
        StatusCode::OK
    );
    for (by, expected) in frozen {
        assert_eq!(parts(by, "origin").await, expected, "what was frozen stays");
    }
    assert_eq!(
        server.get("/v1/revenue-split?year=2023&by=mood").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[apply(on_both_databases!)]
async fn years_are_split_beside_each_other_and_together(server: Server) {
    let fiona = server.books(&[2023, 2024]).await;
    post(
        &fiona,
        &[
            entry(2023, "1", "100.00", "european"),
            entry(2023, "2", "100.00", "national"),
            entry(2024, "3", "200.00", "consultancy"),
        ],
    )
    .await;
    let splits = server.read("/v1/revenue-splits?from=2022&to=2024&decimals=1").await;
    assert_eq!(column(&splits["years"], "total"), ["0.00", "200.00", "200.00"]);
    assert_eq!(
        (&splits["together"]["total"], column(&splits["together"]["classes"], "percent")),
        (&json!("400.00"), vec![&json!("25.0"), &json!("25.0"), &json!("50.0")])
    );
    assert_eq!(server.get("/v1/revenue-splits?from=2024&to=2023").await.faults(), [("/to", "range")]);
    assert_eq!(server.get("/v1/revenue-splits?from=1990&to=2020").await.faults(), [("/to", "range")]);
    fiona.made("/v1/fiscal-years", json!({ "year": 2025, "currency": "GBP" })).await;
    assert_eq!(server.read("/v1/revenue-splits?from=2024&to=2025").await["together"], Value::Null);
}

#[apply(on_both_databases!)]
async fn every_basis_and_view_is_compared_and_every_difference_explained(server: Server) {
    lines(&server).await;
    let fiona = server.books(&[2023]).await;
    let line = server
        .all("/v1/funding-lines?limit=100")
        .await
        .into_iter()
        .find(|line| line["own_share"] == "36500.00")
        .expect("a line");
    let of_line = json!({ "year": 2023, "reference": "1", "amount": "100.01", "currency": "EUR", "funding_line": line["id"], "description": "D" });
    post(&fiona, &[of_line, entry(2023, "2", "5.00", "consultancy")]).await;
    let compared = server.read("/v1/revenue-split/compare?year=2023").await;
    let sides = compared["sides"].as_array().expect("sides");
    let side = |name: &Value| {
        sides
            .iter()
            .find(|side| side["basis"] == name["basis"] && side["view"] == name["view"])
            .expect("a side")
    };
    let differences = compared["differences"].as_array().expect("differences");
    assert_eq!(differences.len(), sides.len() / 2 + sides.len() / 2 - 1);
    for difference in differences {
        let (from, to) = (side(&difference["from"]), side(&difference["to"]));
        assert_eq!(cents(&difference["total"]), cents(&to["total"]) - cents(&from["total"]));
        for (index, class) in ["european", "national", "consultancy"].iter().enumerate() {
            let causes = difference["causes"]
                .as_array()
                .expect("causes")
                .iter()
                .filter(|cause| cause["class"] == *class);
            let expected = cents(&to["classes"][index]["amount"]) - cents(&from["classes"][index]["amount"]);
            assert_eq!(total(causes.map(|cause| &cause["difference"])), expected, "{difference}");
        }
    }
    let of_views = &differences[0]["causes"];
    assert_eq!(column(of_views, "difference"), ["40.00", "-40.00"], "40 % of 100.01, to the cent");
    assert_eq!(of_views[0]["source"]["project"]["acronym"], "COMBO4YOU");
}

#[apply(on_both_databases!)]
async fn a_year_is_split_under_another_policy_and_nothing_is_kept(server: Server) {
    lines(&server).await;
    let rules =
        json!([{ "level": "regional", "class": "european" }, { "level": "private", "class": "consultancy" }]);
    let form = json!({ "year": 2023, "basis": "accrued", "rules": rules });
    let answer = server.post("/v1/revenue-split/what-if", form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let amounts =
        |side: &str| column(&answer.body[side]["classes"], "amount").into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(amounts("actual"), ["0.00", "36507.00", "0.00"]);
    assert_eq!(amounts("what_if"), ["36507.00", "0.00", "1000.00"]);
    assert_eq!(
        (&answer.body["actual"]["not_counted"], &answer.body["what_if"]["not_counted"]),
        (&json!(0), &json!(0))
    );
    let others = ["actual", "what_if"].map(|side| &answer.body[side]["other"]["amount"]);
    assert_eq!(others, ["1000.00", "0.00"]);
    assert_eq!(total(column(&answer.body["causes"], "difference")), 0, "money moves between the classes");
    assert_eq!(server.read("/v1/revenue-split?year=2023&basis=accrued").await["total"], "36507.00");
    let twice = json!({ "year": 2023, "rules": [{ "level": "private", "class": "national" }, { "level": "private", "class": "european" }] });
    assert_eq!(server.post("/v1/revenue-split/what-if", twice).await.faults(), [("/rules/1/level", "twice")]);
    let rik = server.person("rik", "reader").await.0;
    assert_eq!(
        rik.post("/v1/revenue-split/what-if", json!({ "year": 2023, "rules": [] })).await.status,
        StatusCode::FORBIDDEN
    );
}

#[apply(on_both_databases!)]
async fn a_policy_holds_from_its_day_and_is_never_edited(server: Server) {
    lines(&server).await;
    let policies = "/v1/classification-policies";
    let form = json!({ "valid_from": "2023-01-01", "note": "Foundations are national", "rules": [{ "level": "private", "class": "national" }, { "level": "regional", "class": "national" }] });
    let place = server.made(policies, form.clone()).await;
    assert_eq!(
        server.read(&place).await["rules"],
        json!([{ "level": "regional", "class": "national" }, { "level": "private", "class": "national" }])
    );
    assert_eq!(server.read("/v1/revenue-split?year=2023&basis=accrued").await["total"], "37507.00");
    let taken = server.post(policies, form).await;
    assert_eq!((taken.status, taken.faults()), (StatusCode::CONFLICT, vec![("/valid_from", "taken")]));
    assert_eq!(server.all(policies).await.len(), 2);
    for method in [Method::PATCH, Method::DELETE] {
        assert_eq!(
            server.send(method, &place, &[("if-match", "*")], json!({})).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }
}

#[apply(on_both_databases!)]
async fn a_year_that_drifts_from_its_targets_is_warned_of(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(
        &fiona,
        &[
            entry(2024, "1", "19.00", "european"),
            entry(2024, "2", "62.00", "national"),
            entry(2024, "3", "19.00", "consultancy"),
        ],
    )
    .await;
    let targets = "/v1/revenue-targets";
    let target = |class: &str, percent: &str| json!({ "year": 2024, "class": class, "percent": percent, "tolerance": "6" });
    let european = server.made(targets, target("european", "25")).await;
    server.made(targets, target("national", "50")).await;
    assert_eq!(
        server.post(targets, target("consultancy", "25.0001")).await.faults(),
        [("/percent", "above_100")]
    );
    assert_eq!(server.post(targets, target("european", "25")).await.faults(), [("/class", "taken")]);
    let checks = server.read("/v1/revenue-split?year=2024").await["targets"].clone();
    assert_eq!(
        checks[0],
        json!({ "class": "european", "target": "25", "tolerance": "6", "computed": "19.0000000000", "drift": "-6.0000000000", "warning": null })
    );
    assert_eq!(
        (&checks[1]["drift"], &checks[1]["warning"]),
        (&json!("12.0000000000"), &json!("the national share is above the target of 50 % by more than 6"))
    );
    let changed = server.patch(&european, json!({ "tolerance": "5.9999" })).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(server.read("/v1/revenue-split?year=2024").await["targets"][0]["warning"].is_string());
    assert_eq!(server.all(&format!("{targets}?year=2024&class=european")).await.len(), 1);
    assert_eq!(server.delete(&european).await.status, StatusCode::NO_CONTENT);
    let empty = server.read("/v1/revenue-split?year=2023").await;
    assert_eq!(empty["targets"], json!([]));
}

#[apply(on_both_databases!)]
async fn what_the_lines_accrue_is_proposed_until_it_is_posted(server: Server) {
    lines(&server).await;
    let fiona = server.books(&[2023]).await;
    let year = server.all("/v1/fiscal-years").await[0]["id"]
        .as_str()
        .map(|id| format!("/v1/fiscal-years/{id}"))
        .expect("a year");
    let proposed = async || fiona.read(&format!("{year}/proposed-entries")).await;
    let first = proposed().await;
    let mut accrued = column(&first["proposals"], "accrued");
    accrued.sort_by_key(|amount| cents(amount));
    assert_eq!(accrued, ["7.00", "1000.00", "36500.00"]);
    let mut entries: Vec<_> = column(&first["proposals"], "entry").into_iter().cloned().collect();
    entries[0]["amount"] = json!("1.00");
    post(&fiona, &entries).await;
    let second = proposed().await;
    assert_eq!(second["proposals"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (
            &second["proposals"][0]["posted"],
            second["proposals"][0]["entry"]["reference"].as_str().expect("a reference").ends_with("/2")
        ),
        (&json!("1.00"), true)
    );
    post(&fiona, &[second["proposals"][0]["entry"].clone()]).await;
    assert_eq!(proposed().await["proposals"], json!([]));
    let (recognised, accrued) = (
        server.read("/v1/revenue-split?year=2023").await,
        server.read("/v1/revenue-split?year=2023&basis=accrued").await,
    );
    assert_eq!(recognised["classes"], accrued["classes"]);
    fiona.done(&year, "close", json!({ "confirm": true })).await;
    assert_eq!(fiona.get(&format!("{year}/proposed-entries")).await.status, StatusCode::CONFLICT);
}

#[apply(on_both_databases!)]
async fn what_came_in_counts_in_the_year_that_begins_in_july(server: Server) {
    let fiona = server.person("fiona", "finance_director").await.0;
    fiona.made("/v1/fiscal-years", json!({ "year": 2023, "first_day": "2022-07-01" })).await;
    let line = funding_line(&server, json!({ "total_award": "300.00", "own_share": "100.00" })).await;
    server.done(&line, "sign", json!({ "signed_on": "2022-12-01" })).await;
    let mut payments = Vec::new();
    for on in ["2023-06-30", "2023-07-01"] {
        let payment = json!({ "funding_line": id(&line), "kind": "interim", "amount": "100.00" });
        let payment = server.made("/v1/payments", payment).await;
        server.done(&payment, "receive", json!({ "on": on })).await;
        payments.push(payment);
    }
    let totals = async || {
        let splits = server.read("/v1/revenue-splits?from=2022&to=2025&basis=received").await;
        column(&splits["years"], "total").into_iter().cloned().collect::<Vec<_>>()
    };
    assert_eq!(totals().await, ["0.00", "33.33", "33.34", "0.00"]);
    server.verb(&payments[0], "reverse", json!({ "on": "2023-08-01", "reason": "R" })).await;
    assert_eq!(totals().await, ["0.00", "33.33", "0.00", "0.00"]);
    let next = server.read("/v1/revenue-split?year=2024&basis=received").await;
    assert_eq!((&next["first_day"], &next["last_day"]), (&json!("2023-07-01"), &json!("2024-06-30")));
    assert_eq!(next["previous"]["total"], "33.33");
}

#[apply(on_both_databases!)]
async fn what_was_asked_for_counts_by_its_probability(server: Server) {
    let asked = json!({ "total_award": "36500.01", "own_share": "36500.01", "probability": "50",
            "recognition_method": "pro_rata_months", "period": { "start": "2023", "end": "2024" }, "reference": "1" });
    let line = funding_line(&server, asked.clone()).await;
    assert_eq!(
        server.read("/v1/revenue-split?year=2023&basis=pipeline").await["total"],
        "0.00",
        "a draft is not asked for"
    );
    server.done(&line, "submit", json!({})).await;
    let mut unlikely = asked;
    unlikely["probability"] = Value::Null;
    unlikely["reference"] = json!("2");
    let unknown = funding_line(&server, unlikely).await;
    server.done(&unknown, "submit", json!({})).await;
    let mut told = Vec::new();
    for year in 2022..=2025 {
        let split = server.read(&format!("/v1/revenue-split?year={year}&basis=pipeline&explain=true")).await;
        if split["total"] != "0.00" {
            let given = &split["contributions"][0];
            assert_eq!(
                (&given["probability"], &given["base"], &given["amount"]),
                (&json!("50"), &json!("18250.01"), &split["total"])
            );
            assert_eq!(column(&split["not_counted"], "reason"), ["no_probability"]);
        }
        told.push(split["total"].clone());
    }
    assert_eq!(told, ["0.00", "9125.01", "9125.00", "0.00"]);
}

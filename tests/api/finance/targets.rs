//! Revenue targets: what the board wants of a year, who may set it, and how the split is compared with it.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::api::finance::ledger::{entry, post};
use crate::harness::{Server, id, on_both_databases, with};

const TARGETS: &str = "/v1/revenue-targets";

fn target(year: i32, class: &str, percent: &str) -> Value {
    json!({ "year": year, "class": class, "percent": percent })
}

/// The check of a class in a split.
async fn check(server: &Server, query: &str, class: &str) -> Value {
    let split = server.read(&format!("/v1/revenue-split?{query}")).await;
    let checks = split["targets"].as_array().expect("checks");
    checks.iter().find(|check| check["class"] == class).expect("a check of the class").clone()
}

#[apply(on_both_databases!)]
async fn a_target_is_set_changed_and_deleted(server: Server) {
    let note = json!({ "tolerance": "2.50", "note": "Board of 12 June" });
    let place = server.made(TARGETS, with(target(2025, "european", "25.00"), note)).await;
    let seen = server.get(&place).await;
    let expected = json!({ "id": id(&place), "year": 2025, "class": "european", "percent": "25",
        "tolerance": "2.5", "note": "Board of 12 June" });
    assert_eq!(seen.body, expected);

    let changed = server.patch(&place, json!({ "percent": "30.5", "tolerance": null, "note": null })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let expected = json!({ "id": id(&place), "year": 2025, "class": "european", "percent": "30.5",
        "tolerance": "0", "note": null });
    assert_eq!(changed.body, expected);
    assert_eq!(server.read(&place).await, expected);

    let stale = [("if-match", seen.tag())];
    let late = server.send(Method::PATCH, &place, &stale, json!({ "percent": "1" })).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    let late = server.send_text(Method::DELETE, &place, &stale, String::new()).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    let blind = server.send(Method::PATCH, &place, &[], json!({ "percent": "1" })).await;
    assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(server.read(&place).await, expected, "no refused change is kept");

    assert_eq!(server.delete(&place).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.delete(&place).await.status, StatusCode::NOT_FOUND);
}

#[apply(on_both_databases!)]
async fn targets_are_listed_by_year_and_class(server: Server) {
    for (year, class) in [
        (2026, "national"),
        (2025, "consultancy"),
        (2025, "european"),
        (2026, "european"),
        (2025, "national"),
    ] {
        server.made(TARGETS, target(year, class, "20")).await;
    }
    let listed = async |query: &str| {
        let items = server.all(&format!("{TARGETS}{query}")).await.into_iter();
        items.map(|item| format!("{} {}", item["year"], item["class"].as_str().expect("a class"))).collect()
    };
    let all: Vec<String> = listed("").await;
    let of_2025 = ["2025 consultancy", "2025 european", "2025 national"];
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(sorted, [&of_2025[..], &["2026 european", "2026 national"]].concat());
    assert_eq!(listed("?limit=2").await, all, "pages are in the same order");
    let mut of_year: Vec<String> = listed("?year=2025").await;
    of_year.sort();
    assert_eq!(of_year, of_2025);
    assert_eq!(listed("?class=european").await, ["2025 european", "2026 european"]);
    assert_eq!(listed("?class=national&year=2026").await, ["2026 national"]);
    assert_eq!(listed("?year=2027").await, Vec::<String>::new());
    let bad = server.get(&format!("{TARGETS}?class=private&year=3000")).await;
    let places: Vec<_> = bad.faults().into_iter().map(|(place, _)| place).collect();
    assert_eq!((bad.status, places), (StatusCode::UNPROCESSABLE_ENTITY, vec!["/class", "/year"]));
}

#[apply(on_both_databases!)]
async fn a_class_has_one_target_a_year(server: Server) {
    let european = server.made(TARGETS, target(2025, "european", "25")).await;
    let national = server.made(TARGETS, target(2025, "national", "25")).await;
    let next = server.made(TARGETS, target(2026, "european", "25")).await;
    let taken = (StatusCode::CONFLICT, vec![("/class", "taken")]);
    let again = server.post(TARGETS, target(2025, "european", "1")).await;
    assert_eq!((again.status, again.faults()), taken);
    let moved = server.patch(&next, json!({ "year": 2025 })).await;
    assert_eq!((moved.status, moved.faults()), taken);
    let moved = server.patch(&national, json!({ "class": "european" })).await;
    assert_eq!((moved.status, moved.faults()), taken);
    assert_eq!(server.all(TARGETS).await.len(), 3);

    let moved = server.patch(&national, json!({ "class": "consultancy" })).await;
    assert_eq!((moved.status, &moved.body["class"]), (StatusCode::OK, &json!("consultancy")));
    assert_eq!(server.delete(&european).await.status, StatusCode::NO_CONTENT);
    let moved = server.patch(&next, json!({ "year": 2025 })).await;
    assert_eq!((moved.status, &moved.body["year"]), (StatusCode::OK, &json!(2025)));
}

#[apply(on_both_databases!)]
async fn the_targets_of_a_year_add_up_to_at_most_100(server: Server) {
    let european = server.made(TARGETS, target(2025, "european", "33.3333")).await;
    server.made(TARGETS, target(2025, "national", "66.6667")).await;
    let beyond = vec![("/percent", "above_100")];
    let over = server.post(TARGETS, target(2025, "consultancy", "0.0001")).await;
    assert_eq!((over.status, over.faults()), (StatusCode::UNPROCESSABLE_ENTITY, beyond.clone()));
    assert_eq!(over.body["errors"][0]["detail"], "the shares of 2025 would total more than 100");
    assert_eq!(server.patch(&european, json!({ "percent": "33.3334" })).await.faults(), beyond);
    // Another year has a whole of its own, until its target is to be one of 2025.
    let next = server.made(TARGETS, target(2026, "consultancy", "100")).await;
    assert_eq!(server.patch(&next, json!({ "year": 2025 })).await.faults(), beyond);
    // Nothing of the whole is left, and nothing is wanted of it.
    server.made(TARGETS, target(2025, "consultancy", "0")).await;
    assert_eq!(server.patch(&european, json!({ "percent": "33.3332" })).await.status, StatusCode::OK);
}

#[apply(on_both_databases!)]
async fn a_bad_target_is_refused_with_every_fault(server: Server) {
    let bad = json!({ "year": 1899, "class": "private", "percent": "100.0001", "tolerance": "-1",
        "note": "", "colour": "red" });
    let refused = server.post(TARGETS, bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let places: Vec<_> = refused.faults().into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["/class", "/colour", "/note", "/percent", "/tolerance", "/year"]);
    assert_eq!(
        server.post(TARGETS, json!({})).await.faults(),
        [("/class", "required"), ("/percent", "required"), ("/year", "required")]
    );
    server.made(TARGETS, target(2025, "national", "99")).await;
    let mut blank = target(2025, "european", "1.0001");
    blank["note"] = json!(" \n ");
    assert_eq!(server.post(TARGETS, blank).await.faults(), [("/note", "blank"), ("/percent", "above_100")]);
    assert_eq!(server.all(TARGETS).await.len(), 1);
}

#[apply(on_both_databases!)]
async fn only_who_writes_the_money_of_all_projects_sets_targets(server: Server) {
    let place = server.made(TARGETS, target(2025, "european", "25")).await;
    let project = server.project("A", "european").await;
    let maud = server.manager_of("maud", &project).await;
    let (rik, _) = server.person("rik", "reader").await;
    let any = [("if-match", "*")];
    for (who, status) in [
        (&maud, StatusCode::FORBIDDEN),
        (&rik, StatusCode::FORBIDDEN),
        (&server.by(""), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(who.get(TARGETS).await.status, status);
        assert_eq!(who.get(&place).await.status, status);
        assert_eq!(who.post(TARGETS, target(2026, "european", "25")).await.status, status);
        assert_eq!(who.send(Method::PATCH, &place, &any, json!({ "percent": "1" })).await.status, status);
        assert_eq!(who.delete(&place).await.status, status);
    }
    let fiona = server.person("fiona", "finance_director").await.0;
    assert_eq!(fiona.all(TARGETS).await, [server.read(&place).await]);
    let other = fiona.made(TARGETS, target(2026, "european", "25")).await;
    assert_eq!(fiona.patch(&other, json!({ "percent": "30" })).await.status, StatusCode::OK);
    assert_eq!(fiona.delete(&other).await.status, StatusCode::NO_CONTENT);
}

#[apply(on_both_databases!)]
async fn the_exact_share_is_compared_and_not_the_one_that_is_shown(server: Server) {
    let fiona = server.books(&[2024]).await;
    let thirds = ["european", "national", "consultancy"].map(|class| entry(2024, class, "1.00", class));
    post(&fiona, &thirds).await;
    server.made(TARGETS, target(2024, "european", "34")).await;
    let national = server.made(TARGETS, target(2024, "national", "33.3333")).await;
    let split = server.read("/v1/revenue-split?year=2024&decimals=0").await;
    assert_eq!(split["classes"][0]["percent"], "34", "the odd percent is shown in the first class");
    // 100 / 3 is 33.3333333333..., which is 0.6666666667 short of 34 and 0.0000333333 more than 33.3333.
    let expected = json!({ "class": "european", "target": "34", "tolerance": "0", "computed": "33.3333333333",
        "drift": "-0.6666666667",
        "warning": "the european share is below the target of 34 % by more than 0" });
    assert_eq!(split["targets"][0], expected);
    let expected = json!({ "class": "national", "target": "33.3333", "tolerance": "0",
        "computed": "33.3333333333", "drift": "0.0000333333",
        "warning": "the national share is above the target of 33.3333 % by more than 0" });
    assert_eq!(split["targets"][1], expected);
    assert_eq!(server.patch(&national, json!({ "tolerance": "0.0001" })).await.status, StatusCode::OK);
    assert_eq!(check(&server, "year=2024", "national").await["warning"], Value::Null);
}

#[apply(on_both_databases!)]
async fn a_split_without_shares_is_compared_with_nothing(server: Server) {
    let fiona = server.books(&[2024, 2025]).await;
    post(&fiona, &[entry(2024, "1", "100.00", "european"), entry(2024, "2", "-30.00", "national")]).await;
    for year in [2024, 2025, 2031] {
        server.made(TARGETS, target(year, "european", "25")).await;
        let expected = json!({ "class": "european", "target": "25", "tolerance": "0", "computed": null,
            "drift": null, "warning": null });
        assert_eq!(check(&server, &format!("year={year}"), "european").await, expected, "{year}");
    }
}

#[apply(on_both_databases!)]
async fn a_share_of_nothing_drifts_by_all_of_its_target(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "1", "30.00", "european")]).await;
    server.made(TARGETS, target(2024, "national", "50")).await;
    let told = check(&server, "year=2024", "national").await;
    assert_eq!((&told["computed"], &told["drift"]), (&json!("0.0000000000"), &json!("-50.0000000000")));
}

#[apply(on_both_databases!)]
async fn a_target_set_after_the_closing_is_compared_with_what_was_frozen(server: Server) {
    let fiona = server.books(&[2024]).await;
    post(&fiona, &[entry(2024, "1", "30.00", "european"), entry(2024, "2", "70.00", "national")]).await;
    let year = server.all("/v1/fiscal-years").await[0]["id"].as_str().expect("an id").to_owned();
    fiona.done(&format!("/v1/fiscal-years/{year}"), "close", json!({})).await;
    let place = fiona.made(TARGETS, target(2024, "european", "25")).await;
    let told = check(&server, "year=2024", "european").await;
    assert_eq!((&told["computed"], &told["drift"]), (&json!("30.0000000000"), &json!("5.0000000000")));
    assert!(told["warning"].is_string());
    assert_eq!(fiona.patch(&place, json!({ "tolerance": "5" })).await.status, StatusCode::OK);
    assert_eq!(check(&server, "year=2024", "european").await["warning"], Value::Null);
}

#[apply(on_both_databases!)]
async fn each_basis_and_view_is_compared_with_the_same_target(server: Server) {
    let line = json!({ "programme": "Actiris", "form": "grant", "stage": "signed", "signed_on": "2024-05-01",
        "own_share": "1000.00", "total_award": "1000.00", "currency": "EUR",
        "origin": { "european": "40", "national": "60" } });
    let project = json!({ "acronym": "A", "title": "T", "kind": "national", "stage": "signed",
        "period": { "start": "2024", "end": "2024" }, "funding_lines": [line] });
    let parts = json!({ "programmes": [{ "name": "Actiris", "level": "regional" }], "projects": [project] });
    server.load_parts(parts).await.expect("a line");
    let mut wanted = target(2024, "european", "50");
    wanted["tolerance"] = json!("10");
    server.made(TARGETS, wanted).await;
    let computed = async |query: &str| {
        let check = check(&server, &format!("year=2024{query}"), "european").await;
        (check["computed"].clone(), check["warning"].is_string())
    };
    let zero = (json!("0.0000000000"), true);
    assert_eq!(computed("&basis=awarded").await, zero, "a regional payer is national");
    let origin = (json!("40.0000000000"), false);
    assert_eq!(computed("&basis=awarded&view=origin").await, origin, "40 % is European money");
    assert_eq!(computed("").await, (Value::Null, false), "the ledger is empty");
}

//! What holds a thing that is to be deleted is named so that a person finds it.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Reply, Server, id, on_both_databases};

fn told(refused: &Reply) -> Vec<&str> {
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    refused.body["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| fault["detail"].as_str().expect("text"))
        .collect()
}

async fn first(server: &Server, collection: &str) -> String {
    format!(
        "/v1/{collection}/{}",
        server.all(&format!("/v1/{collection}")).await[0]["id"].as_str().expect("an id")
    )
}

#[apply(on_both_databases!)]
async fn parts_of_budgets_and_costs_are_named_by_what_they_are_and_where(server: Server) {
    let organisation = server.made("/v1/organisations", json!({ "name": "Partner" })).await;
    let project = server.made("/v1/projects", json!({ "acronym": "ENACT", "title": "T", "kind": "european",
            "partners": [{ "organisation": id(&organisation) }], "work_packages": [{ "number": "WP1", "title": "Study" }],
            "deliverables": [{ "number": "D1.1", "title": "Survey", "work_package": "WP1" }] })).await;
    let partner = first(&server, "partners").await;
    let lines = json!([{ "category": "A.1", "amount": "9.00", "description": "Researcher", "partner": id(&partner), "work_package": "WP1", "period": 1 },
            { "category": "C.1", "amount": "1.00", "partner": id(&partner) }]);
    server.made(&format!("{project}/budgets"), json!({ "title": "Annex 2", "periods": [{ "number": 1, "start": "2026-01-01", "end": "2026-12-31" }],
            "lines": lines, "financing": [{ "source": "partner_contribution", "amount": "10.00", "partner": id(&partner) }] })).await;
    let cost = json!({ "category": "C.1", "incurred_on": "2026-01-12", "amount": "5.00", "document": "INV 17", "partner": id(&partner) });
    assert_eq!(
        server.post(&format!("{project}/costs"), json!({ "costs": [cost] })).await.status,
        StatusCode::CREATED
    );
    let refused = server.delete(&partner).await;
    assert_eq!(
        told(&refused),
        [
            "the budget line A.1 \"Researcher\" of period 1 in version 1 of the budget \"Annex 2\" in the \
             project ENACT refers to it",
            "the budget line C.1 in version 1 of the budget \"Annex 2\" in the project ENACT refers to it",
            "the contribution partner_contribution in version 1 of the budget \"Annex 2\" in the project \
             ENACT refers to it",
            "the cost C.1 of 2026-01-12, document INV 17 in the project ENACT refers to it",
        ]
    );
    let detail = refused.detail();
    assert!(
        detail.starts_with("the budget line A.1 ") && detail.ends_with("; and 1 more, see `errors`"),
        "{detail}"
    );
    let held = server.delete(&first(&server, "work-packages").await).await;
    assert_eq!(told(&held)[0], "the deliverable D1.1 \"Survey\" in the project ENACT refers to it");
    assert_eq!(
        told(&server.delete(&project).await)[0],
        "the budget \"Annex 2\" (version 1, draft) in the project ENACT refers to it"
    );
}

#[apply(on_both_databases!)]
async fn money_without_a_reference_is_named_by_what_it_is_of(server: Server) {
    let programme = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let payer = server.made("/v1/organisations", json!({ "name": "City" })).await;
    let form = json!({ "programme": id(&programme), "payer": id(&payer), "form": "grant", "currency": "EUR", "total_award": "9.00", "own_share": "9.00" });
    let line = server.made("/v1/funding-lines", form).await;
    assert_eq!(
        told(&server.delete(&programme).await),
        ["the funding line without a reference under Erasmus+ from City refers to it"]
    );
    let payment =
        json!({ "funding_line": id(&line), "kind": "prefinancing", "amount": "5.00", "due": "2026-03" });
    server.made("/v1/payments", payment).await;
    assert_eq!(
        told(&server.delete(&line).await),
        ["the payment without a reference (prefinancing, expected, due 2026-03) of the funding line \
          without a reference under Erasmus+ from City refers to it"]
    );
}

#[apply(on_both_databases!)]
async fn of_many_it_is_said_how_many_more_there_are(server: Server) {
    let owner = server.made("/v1/organisations", json!({ "name": "Lead" })).await;
    for number in 10..23 {
        let project = json!({ "acronym": format!("P{number}"), "title": "T", "kind": "european", "partners": [{ "organisation": id(&owner) }] });
        server.made("/v1/projects", project).await;
    }
    let refused = server.delete(&owner).await;
    let told = told(&refused);
    assert_eq!(
        (told.len(), told[0], told[9], told[10]),
        (11, "the project P10 refers to it", "the project P19 refers to it", "3 more projects refer to it")
    );
    assert_eq!(
        refused.detail(),
        "the project P10 refers to it; the project P11 refers to it; the project P12 refers to it; and 8 \
         more, see `errors`"
    );
}

#[apply(on_both_databases!)]
async fn a_project_goes_with_its_ended_imports_and_is_held_by_others(server: Server) {
    let project = server.project("P", "european").await;
    let import = server.made("/v1/imports", json!({ "kind": "budget", "project": id(&project) })).await;
    assert_eq!(
        told(&server.delete(&project).await),
        ["the import of 2026-01-15 that is `open` refers to it"]
    );
    server.done(&import, "cancel", json!({})).await;
    assert_eq!(server.delete(&project).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.get(&import).await.status, StatusCode::NOT_FOUND);
}

#[apply(on_both_databases!)]
async fn a_batch_says_which_line_stands_twice_and_where_it_was_first(server: Server) {
    let (fiona, _) = server.person("fiona", "finance_director").await;
    fiona.made("/v1/fiscal-years", json!({ "year": 2025, "first_day": "2025-01-01" })).await;
    let entry = |reference: &str| json!({ "year": 2025, "reference": reference, "amount": "1.00", "currency": "EUR", "class": "european", "description": "x" });
    let entries: Vec<Value> = ["1", "2", "3", "2", "2"].into_iter().map(entry).collect();
    let refused = fiona.post("/v1/revenue-entries", json!({ "entries": entries })).await;
    assert_eq!(refused.faults(), [("/entries/3/reference", "twice"), ("/entries/4/reference", "twice")]);
    let details: Vec<_> = refused.body["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| fault["detail"].as_str())
        .collect();
    assert_eq!(
        details,
        [
            Some("the reference 2 occurs twice: in entry 4 and first in entry 2"),
            Some("the reference 2 occurs twice: in entry 5 and first in entry 2")
        ]
    );
    let part = |number: &str| json!({ "number": number, "title": "T" });
    let project = json!({ "acronym": "P", "title": "T", "kind": "european", "deliverables": [part("D1.1"), part("D1.2"), part("1.01")] });
    let refused = server.post("/v1/projects", project).await;
    assert_eq!(
        (refused.faults(), refused.detail()),
        (
            vec![("/deliverables/2/number", "twice")],
            "the number 1.01 occurs twice: in deliverable 3 and first in deliverable 1"
        )
    );
    let twice = json!([{ "name": "COSME", "level": "european" }, { "name": "cosme", "level": "european" }]);
    let faults = server.load_parts(json!({ "programmes": twice })).await.expect_err("faults");
    assert_eq!(faults[0].detail, "this programme occurs twice in the file, first at /programmes/0");
}

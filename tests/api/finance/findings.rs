//! Findings: what looks wrong across the portfolio, told with its evidence and never in the way.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases, with};

async fn project(server: &Server, acronym: &str) -> String {
    server.project(acronym, "european").await
}

async fn declare(server: &Server, project: &str, costs: Value) {
    let declared = server.post(&format!("{project}/costs"), json!({ "costs": costs })).await;
    assert_eq!(declared.status, StatusCode::CREATED, "{}", declared.body);
}

async fn findings(server: &Server, query: &str) -> Vec<Value> {
    server.read(&format!("/v1/findings{query}")).await["findings"].as_array().expect("findings").clone()
}

async fn line(server: &Server, reference: &str, award: &str) -> String {
    let programme = server.all("/v1/programmes").await;
    let programme = match programme.first() {
        Some(programme) => programme["id"].as_str().expect("an id").to_owned(),
        None => {
            id(&server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await).to_owned()
        }
    };
    let form = json!({ "programme": programme, "reference": reference, "form": "grant", "currency": "EUR", "total_award": award, "own_share": award });
    id(&server.made("/v1/funding-lines", form).await).to_owned()
}

#[apply(on_both_databases!)]
async fn a_document_under_two_funding_lines_is_found(server: Server) {
    let (one, other) = (project(&server, "A").await, project(&server, "B").await);
    let (first, second) = (line(&server, "L1", "9.00").await, line(&server, "L2", "9.00").await);
    let cost = |document: &str, line: Option<&String>| json!({ "category": "C.3", "incurred_on": "2025-03-12", "amount": "5.00", "document": document, "funding_line": line });
    declare(
        &server,
        &one,
        json!([
            cost("INV 1", Some(&first)),
            cost("inv 1", Some(&first)),
            cost("INV 2", Some(&first)),
            cost("INV 3", None)
        ]),
    )
    .await;
    assert!(findings(&server, "").await.is_empty(), "one line may have a document twice");
    declare(&server, &one, json!([cost("Inv 2", Some(&second))])).await;
    declare(&server, &other, json!([cost("INV 3", None)])).await;
    let found = findings(&server, "").await;
    let told: Vec<_> = found
        .iter()
        .map(|one| (one["kind"].as_str(), one["summary"].as_str(), one["costs"].as_array().map(Vec::len)))
        .collect();
    assert_eq!(
        told,
        [
            (Some("document_twice"), Some("INV 2 proves costs under 2 funding lines"), Some(2)),
            (Some("document_twice"), Some("INV 3 proves costs in 2 projects"), Some(2)),
        ]
    );
    assert_eq!(
        (&found[1]["costs"][0]["project"]["acronym"], &found[1]["costs"][1]["project"]["acronym"]),
        (&json!("A"), &json!("B"))
    );
    assert_eq!(findings(&server, &format!("?project={}", id(&other))).await.len(), 1);
    assert!(findings(&server, "?kind=too_many_days").await.is_empty());
}

#[apply(on_both_databases!)]
async fn more_than_215_days_of_a_person_in_a_year_are_found(server: Server) {
    let (one, other) = (project(&server, "A").await, project(&server, "B").await);
    let days = |person: &str, on: &str, days: &str| json!({ "category": "A.1", "incurred_on": on, "amount": "5.00", "person": person, "days": days });
    declare(
        &server,
        &one,
        json!([
            days("Zoë", "2024-12-31", "200"),
            days("Zoë", "2025-06-30", "115"),
            days("Bo", "2025-06-30", "215")
        ]),
    )
    .await;
    assert!(findings(&server, "").await.is_empty());
    declare(&server, &other, json!([days("zoe", "2025-12-31", "100.5")])).await;
    let found = findings(&server, "?kind=too_many_days").await;
    assert_eq!(
        (found.len(), &found[0]["person"], &found[0]["year"], &found[0]["days"]),
        (1, &json!("Zoë"), &json!(2025), &json!("215.5"))
    );
    assert_eq!(
        (&found[0]["summary"], found[0]["costs"].as_array().map(Vec::len)),
        (&json!("215.5 days of Zoë are declared in 2025, but a year has at most 215"), Some(2))
    );
}

#[apply(on_both_databases!)]
async fn money_that_pays_twice_is_found(server: Server) {
    let (one, other) = (project(&server, "A").await, project(&server, "B").await);
    let line = line(&server, "L1", "900.00").await;
    let approved = async |project: &str, amount: &str| {
        let form = json!({ "title": "B", "lines": [{ "category": "B", "amount": amount }], "financing": [{ "source": "funding", "amount": amount, "funding_line": line }] });
        let place = server.made(&format!("{project}/budgets"), form).await;
        server.done(&place, "approve", json!({})).await;
    };
    approved(&one, "900.00").await;
    assert!(findings(&server, "").await.is_empty());
    approved(&other, "0.01").await;
    let found = findings(&server, "").await;
    assert_eq!(
        (found.len(), &found[0]["kind"], &found[0]["funding_lines"]),
        (
            1,
            &json!("funding_counted_twice"),
            &json!([{ "id": line, "reference": "L1", "total_award": "900.00", "currency": "EUR" }])
        )
    );
    assert_eq!(
        found[0]["summary"],
        "a funding line with an award of 900.00 EUR pays 900.01 EUR for the approved budgets of 2 projects"
    );
    let amounts: Vec<_> = found[0]["budgets"]
        .as_array()
        .expect("budgets")
        .iter()
        .map(|budget| budget["amount"].as_str())
        .collect();
    assert_eq!(amounts, [Some("900.00"), Some("0.01")]);
}

#[apply(on_both_databases!)]
async fn an_action_that_two_grants_pay_for_beyond_its_costs_is_found(server: Server) {
    let (one, other) = (project(&server, "A").await, project(&server, "B").await);
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    for (project, reference, award) in
        [(&one, "L1", "60.00"), (&one, "L2", "40.01"), (&other, "L3", "60.00"), (&other, "L4", "40.00")]
    {
        let form = json!({ "project": id(project), "programme": id(&programme), "reference": reference, "form": "grant", "currency": "EUR", "total_award": award, "own_share": "1.00" });
        let line = server.made("/v1/funding-lines", form).await;
        server.done(&line, "sign", json!({ "signed_on": "2025" })).await;
    }
    for project in [&one, &other] {
        let form = json!({ "title": "B", "lines": [{ "category": "B", "amount": "100.00" }], "financing": [{ "source": "funding", "amount": "100.00" }] });
        let place = server.made(&format!("{project}/budgets"), form).await;
        server.done(&place, "approve", json!({})).await;
    }
    let found = findings(&server, "").await;
    assert_eq!(
        (found.len(), &found[0]["kind"], &found[0]["budgets"][0]["project"]["acronym"]),
        (1, &json!("action_paid_twice"), &json!("A"))
    );
    assert_eq!(
        found[0]["summary"],
        "2 grants award 100.01 EUR for a project whose approved budget costs 100.00 EUR"
    );
    let lines: Vec<_> = found[0]["funding_lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["reference"].as_str())
        .collect();
    assert_eq!(lines, [Some("L1"), Some("L2")]);
}

#[apply(on_both_databases!)]
async fn several_coordinators_of_a_project_are_found(server: Server) {
    let mut partners = Vec::new();
    for name in ["One", "Two", "Three"] {
        partners.push(server.made("/v1/organisations", json!({ "name": name })).await);
    }
    let coordinator = |at: usize, more: Value| {
        with(json!({ "organisation": id(&partners[at]), "role": "coordinator" }), more)
    };
    let made = async |acronym: &str, partners: Value| {
        server
            .made(
                "/v1/projects",
                json!({ "acronym": acronym, "title": "T", "kind": "european", "partners": partners }),
            )
            .await
    };
    made("FINE", json!([coordinator(0, json!({ "left": "2025-06" })), coordinator(1, json!({}))])).await;
    assert!(findings(&server, "").await.is_empty(), "one that has left coordinates no more");
    let place = made("TWO", json!([coordinator(0, json!({})), coordinator(2, json!({}))])).await;
    let found = findings(&server, "?kind=several_coordinators").await;
    assert_eq!(
        (found.len(), found[0]["summary"].as_str()),
        (1, Some("one project has 2 coordinators: One, Three"))
    );
    assert_eq!(
        (
            &found[0]["partners"][1]["name"],
            &found[0]["partners"][0]["project"]["acronym"],
            &found[0]["partners"][0]["role"]
        ),
        (&json!("Three"), &json!("TWO"), &json!("coordinator"))
    );
    assert_eq!(findings(&server, &format!("?project={}", id(&place))).await.len(), 1);
}

#[apply(on_both_databases!)]
async fn reporting_periods_that_overlap_are_found(server: Server) {
    let report = |number: &str, start: &str, end: &str| json!({ "number": number, "title": "T", "start": start, "end": end });
    let made = async |acronym: &str, reports: Value| {
        server.made("/v1/projects", json!({ "acronym": acronym, "title": "T", "kind": "european", "period": { "start": "2024-01", "end": "2027-12" }, "reports": reports })).await
    };
    made("FINE", json!([report("1", "2024-01-01", "2024-12-31"), report("2", "2025-01-01", "2025-12-31")]))
        .await;
    assert!(findings(&server, "").await.is_empty());
    let reports = json!([
        report("1", "2024-01-01", "2025-01-31"),
        report("2", "2025-01-31", "2025-12-31"),
        report("3", "2026-01-01", "2026-06-30"),
        report("4", "2026-06-30", "2026-12-31")
    ]);
    made("BAD", reports).await;
    let found = findings(&server, "?kind=reporting_periods_overlap").await;
    let told: Vec<_> =
        found.iter().map(|one| (one["summary"].as_str(), one["plan"].as_array().map(Vec::len))).collect();
    assert_eq!(
        told,
        [
            (
                Some(
                    "reporting periods overlap: report 1 from 2024-01-01 to 2025-01-31, report 2 from \
                     2025-01-31 to 2025-12-31"
                ),
                Some(2)
            ),
            (
                Some(
                    "reporting periods overlap: report 3 from 2026-01-01 to 2026-06-30, report 4 from \
                     2026-06-30 to 2026-12-31"
                ),
                Some(2)
            ),
        ]
    );
    assert_eq!(
        (&found[0]["plan"][0]["kind"], &found[0]["plan"][0]["end"]),
        (&json!("report"), &json!("2025-01-31"))
    );
}

#[apply(on_both_databases!)]
async fn what_is_due_after_its_projects_end_is_found(server: Server) {
    let part = |number: &str, due: &str| json!({ "number": number, "title": "T", "due": due });
    let form = json!({ "acronym": "A", "title": "T", "kind": "european", "period": { "start": "2025-01", "end": "2025-12" },
            "deliverables": [part("D1", "2025-12-31")], "milestones": [part("MS1", "M12"), part("MS2", "2026-01-01")],
            "reports": [part("1", "2026-03-01")] });
    let place = server.made("/v1/projects", form).await;
    let found = findings(&server, "?kind=due_after_end").await;
    assert_eq!(
        (found.len(), found[0]["summary"].as_str()),
        (1, Some("the milestone MS2 is due on 2026-01-01, after the end of its project on 2025-12-31"))
    );
    server.made(&format!("{place}/deliverables"), part("D5.3a", "2026-02")).await;
    let found = findings(&server, "").await;
    let plan: Vec<_> = found[0]["plan"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| (part["number"].as_str(), part["due_on"].as_str()))
        .collect();
    assert_eq!(plan, [(Some("D5.3a"), Some("2026-02-28")), (Some("MS2"), Some("2026-01-01"))]);
    assert_eq!(
        found[0]["summary"],
        "2 items of the plan are due after the end of their project on 2025-12-31"
    );
}

#[apply(on_both_databases!)]
async fn only_whoever_reads_all_money_is_told(server: Server) {
    let (fiona, _) = server.person("fiona", "finance_director").await;
    let (maud, _) = server.person("maud", "project_manager").await;
    assert_eq!(fiona.get("/v1/findings").await.status, StatusCode::OK);
    assert_eq!(maud.get("/v1/findings").await.status, StatusCode::FORBIDDEN);
    assert_eq!(fiona.get("/v1/findings?kind=other").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

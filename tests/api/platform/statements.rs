//! What a request costs the database does not grow with the portfolio.

use std::sync::atomic::Ordering;

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, id, on_both_databases};

/// Adds projects, each with a partner, a work package, a deliverable and a milestone that somebody leads.
async fn grow(server: &Server, lead: &str, theme: &str, numbers: std::ops::Range<usize>) -> String {
    let mut last = String::new();
    for number in numbers {
        let part = |number: &str| json!({ "number": number, "title": "A part", "work_package": "1", "lead": lead, "due": "M6" });
        last = server
            .made("/v1/projects", json!({
                "acronym": format!("P{number:03}"), "title": "A project", "kind": "european", "stage": "signed",
                "period": { "start": "2025" }, "themes": [theme], "partners": [{ "organisation": lead }],
                "work_packages": [{ "number": "1", "title": "Work", "lead": lead }],
                "deliverables": [part("1"), part("2")], "milestones": [part("1"), part("2")]
            }))
            .await;
    }
    last
}

async fn milestone_of(server: &Server, project: &str) -> String {
    let milestones = server.all(&format!("/v1/milestones?project={}", id(project))).await;
    format!("/v1/milestones/{}", milestones[0]["id"].as_str().expect("an id"))
}

/// How many statements each kind of request runs.
async fn costs(server: &Server, project: &str) -> Vec<(String, usize)> {
    let milestone = milestone_of(server, project).await;
    let (watched, count) = server.watched().await;
    let mut costs = Vec::new();
    for path in [
        project.to_owned(),
        format!("{project}/timeline"),
        milestone.clone(),
        "/v1/projects?limit=50".to_owned(),
        "/v1/projects?limit=50&sort=-start,acronym".to_owned(),
        "/v1/partners?limit=50".to_owned(),
        "/v1/deliverables?limit=50".to_owned(),
        "/v1/milestones?limit=50".to_owned(),
        "/v1/work-packages?limit=50".to_owned(),
        "/v1/agenda?limit=50".to_owned(),
        "/v1/agenda.ics".to_owned(),
    ] {
        count.store(0, Ordering::SeqCst);
        assert_eq!(watched.get(&path).await.status, StatusCode::OK, "{path}");
        costs.push((
            path.replace(id(project), "ID").replace(id(&milestone), "ID"),
            count.load(Ordering::SeqCst),
        ));
    }
    let seen = watched.get(&milestone).await;
    count.store(0, Ordering::SeqCst);
    let change: Value = json!({ "due": "M7", "reason": "Late" });
    let patched = watched.send(Method::PATCH, &milestone, &[("if-match", seen.tag())], change).await;
    assert_eq!(patched.status, StatusCode::OK, "{}", patched.body);
    costs.push(("patch".to_owned(), count.load(Ordering::SeqCst)));
    costs
}

#[apply(on_both_databases!)]
async fn reading_and_changing_cost_the_same_number_of_statements_at_any_size(server: Server) {
    let lead = server.made("/v1/organisations", json!({ "name": "Lead" })).await;
    server.made("/v1/themes", json!({ "code": "theme", "labels": {} })).await;
    let small = grow(&server, id(&lead), "theme", 0..2).await;
    let at_first = costs(&server, &small).await;
    let large = grow(&server, id(&lead), "theme", 2..60).await;
    assert_eq!(costs(&server, &large).await, at_first);
    for (request, statements) in at_first {
        assert!((1..=16).contains(&statements), "{request}: {statements}");
    }
}

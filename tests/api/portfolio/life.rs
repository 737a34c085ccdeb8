//! A year in the life of a project, as its manager lives it.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{MANAGER, Server, id, on_both_databases};

async fn agenda(server: &Server, query: &str) -> Vec<(String, String)> {
    let text = |item: &Value, member: &str| item[member].as_str().unwrap_or_default().to_owned();
    let items = server.all(&format!("/v1/agenda?{query}")).await;
    items.iter().map(|item| (text(item, "due_on"), text(item, "number"))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(day, number)| ((*day).to_owned(), (*number).to_owned())).collect()
}

/// The portfolio: ourselves, a partner, a programme with a call; and an idea. Gives back where the idea is.
async fn an_idea(server: &Server) -> String {
    let owner =
        server.made("/v1/organisations", json!({ "name": "Owner", "country": "BE", "owner": true })).await;
    let partner = server.made("/v1/organisations", json!({ "name": "Élisès", "country": "EL" })).await;
    let programme = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let call = json!({ "programme": id(&programme), "reference": "ERASMUS-2025-KA2", "title": "Cooperation", "deadline": "2025-03-05",
            "rules": { "form": "lump_sum", "funding_rate": "80", "maximum_grant": "250000.00", "currency": "EUR" } });
    server.made("/v1/calls", call).await;
    assert_eq!(server.all("/v1/calls?open_on=2025-03-05&q=cooperation").await.len(), 1);
    assert!(server.all("/v1/calls?open_on=2025-03-06").await.is_empty());

    // An idea, with its partners and its plan, in one request.
    let project = server.made("/v1/projects", json!({
            "acronym": "ENACT", "title": "Engaging citizens", "kind": "european", "manager": "M. Anager",
            "period": { "start": "2025-09", "end": "2026-08" },
            "partners": [{ "organisation": id(&partner), "role": "beneficiary" }],
            "work_packages": [
                { "number": "WP1", "title": "Management", "lead": id(&owner), "start": "M1", "end": "M12" },
                { "number": "WP2", "title": "Survey", "lead": id(&partner), "start": "M2", "end": "M6" }
            ],
            "deliverables": [
                { "number": "D1.1", "title": "Handbook", "type": "R", "dissemination": "SEN", "work_package": "1", "due": "M3" },
                { "number": "D2.1", "title": "Survey report", "type": "R", "dissemination": "PU", "work_package": "WP2", "lead": id(&partner), "due": "M6" }
            ],
            "milestones": [{ "number": "MS1", "title": "Kick-off held", "verification": "Minutes", "due": "M1" }],
            "reports": [{ "number": "1", "title": "Final report", "start": "M1", "end": "M12", "due": "M14" }]
        })).await;
    let timeline = server.read(&format!("{project}/timeline")).await;
    assert_eq!(timeline["work_packages"][1]["deliverables"][0]["due_on"], "2026-02-28");
    assert_eq!(
        (&timeline["work_packages"][1]["first_day"], &timeline["work_packages"][1]["last_day"]),
        (&json!("2025-10-01"), &json!("2026-02-28"))
    );
    assert!(agenda(server, "").await.is_empty(), "nothing is due of an idea");
    project
}

/// Proposal, award, signature. The project starts a month late: what is relative moves along.
async fn a_late_signature(server: &Server, project: &str) {
    server.done(project, "submit", json!({ "on": "2025-03-05" })).await;
    server.done(project, "award", json!({ "on": "2025-07-14", "note": "94 points of 100" })).await;
    let late = json!({ "period": { "start": "2025-10", "end": "2026-09" }, "grant_agreement": "101189000" });
    let refused = server.patch(project, late.clone()).await;
    assert_eq!(
        (refused.status, refused.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec![("/reason", "required")])
    );
    let mut late = late;
    late["reason"] = json!("The agreement was late");
    assert_eq!(server.patch(project, late).await.status, StatusCode::OK);
    let signed = server.done(project, "sign", json!({})).await;
    assert_eq!((&signed["stage"], &signed["grant_agreement"]), (&json!("signed"), &json!("101189000")));
    assert_eq!(
        agenda(server, "").await,
        pairs(&[
            ("2025-10-31", "MS1"),
            ("2025-12-31", "D1.1"),
            ("2026-03-31", "D2.1"),
            ("2026-09-30", ""),
            ("2026-11-30", "1"),
        ])
    );
}

/// Work; gives back where the survey is.
async fn work(server: &Server, project: &str) -> String {
    let deliverables = server.all(&format!("/v1/deliverables?project={}", id(project))).await;
    let place = |thing: &Value, of: &str| format!("/v1/{of}/{}", thing["id"].as_str().expect("an id"));
    let (handbook, survey) =
        (place(&deliverables[0], "deliverables"), place(&deliverables[1], "deliverables"));
    let kick_off = place(&server.all("/v1/milestones").await[0], "milestones");
    let achieved = server.done(&kick_off, "achieve", json!({ "on": "2025-10-20" })).await;
    assert_eq!((&achieved["stage"], &achieved["stage_on"]), (&json!("achieved"), &json!("2025-10-20")));
    assert_eq!(agenda(server, "overdue=true").await, pairs(&[("2025-12-31", "D1.1")]));
    server.done(&handbook, "submit", json!({ "note": "Ten days late" })).await;
    server.done(&handbook, "reject", json!({ "note": "A chapter is missing" })).await;
    server.done(&handbook, "submit", json!({})).await;
    server.done(&handbook, "accept", json!({})).await;
    assert!(agenda(server, "overdue=true").await.is_empty());
    survey
}

/// A late deliverable: the date moves for a reason, and the first one stays visible.
async fn a_late_deliverable(server: &Server, project: &str, survey: &str) {
    let seen = server.get(survey).await;
    let seen = [("if-match", seen.tag())];
    let moved = server
        .send(
            Method::PATCH,
            survey,
            &seen,
            json!({ "due": "2026-05-15", "reason": "The survey started late" }),
        )
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
    assert_eq!(
        (&moved.body["due_on"], &moved.body["original_due"], &moved.body["original_due_on"]),
        (&json!("2026-05-15"), &json!("M6"), &json!("2026-02-28"))
    );
    let history = server.moves(&format!("{project}/history?deliverable={}", id(survey))).await;
    let of_survey: Vec<_> = history
        .iter()
        .map(|entry| {
            (&entry["date"]["before"], &entry["date"]["after"], &entry["date"]["reason"], &entry["by"])
        })
        .collect();
    assert_eq!(
        of_survey,
        [
            (&json!("M6"), &json!("M6"), &json!("The agreement was late"), &json!(MANAGER)),
            (&json!("M6"), &json!("2026-05-15"), &json!("The survey started late"), &json!(MANAGER)),
        ]
    );
}

/// Suspension and extension.
async fn an_extension(server: &Server, project: &str) {
    server.done(project, "suspend", json!({ "on": "2026-01-05" })).await;
    server.done(project, "resume", json!({ "on": "2026-01-08" })).await;
    let late = server
        .made(
            &format!("{project}/milestones"),
            json!({ "number": "MS2", "title": "Final event", "due": "2027-02" }),
        )
        .await;
    let extended = server.done(project, "extend", json!({ "end": "2026-12", "reason": "Amendment 1" })).await;
    assert_eq!(
        (&extended["previous_end"], &extended["project"]["period"]["end"]),
        (&json!("2026-09"), &json!("2026-12"))
    );
    let outside: Vec<_> = extended["outside"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (&one["kind"], &one["number"], &one["day"]))
        .collect();
    assert_eq!(outside, [(&json!("milestone"), &json!("MS2"), &json!("2027-02-28"))]);
    assert_eq!(server.delete(&late).await.status, StatusCode::NO_CONTENT);
}

/// Closure.
async fn a_closure(server: &Server, project: &str, survey: &str) {
    server.done(survey, "submit", json!({ "on": "2026-05-14" })).await;
    server.done(project, "close", json!({ "note": "Final payment received" })).await;
    assert!(agenda(server, "").await.is_empty());
    assert_eq!(agenda(server, "done=true").await.len(), 5);
}

/// All of it is on record, in the order in which it was recorded.
async fn assert_recorded(server: &Server, project: &str) {
    let history = server.all(&format!("{project}/history?limit=4")).await;
    let stages: Vec<_> = history
        .iter()
        .filter(|entry| entry["item"].is_null())
        .filter_map(|entry| entry["stage"]["to"].as_str())
        .collect();
    assert_eq!(stages, ["submitted", "awarded", "signed", "suspended", "signed", "closed"]);
    let dates: Vec<_> = history
        .iter()
        .filter(|entry| entry["item"].is_null())
        .filter_map(|entry| entry["date"]["what"].as_str())
        .collect();
    assert_eq!(dates, ["start", "end", "end"]);
    let refused = server.delete(project).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![("/id", "signed")]));
}

#[apply(on_both_databases!)]
async fn a_project_is_run_from_the_idea_to_its_closure(server: Server) {
    let project = an_idea(&server).await;
    let server = server.later("2025-10-01T09:00:00Z").await;
    a_late_signature(&server, &project).await;
    let server = server.later("2026-01-10T09:00:00Z").await;
    let survey = work(&server, &project).await;
    a_late_deliverable(&server, &project, &survey).await;
    an_extension(&server, &project).await;
    let server = server.later("2027-03-01T09:00:00Z").await;
    a_closure(&server, &project, &survey).await;
    assert_recorded(&server, &project).await;
}

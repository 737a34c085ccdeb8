//! The history of a project, as a person reads it.

use macro_rules_attribute::apply;
use serde_json::json;

use crate::harness::{Server, id, on_both_databases};

#[apply(on_both_databases!)]
async fn a_project_tells_what_became_of_it(server: Server) {
    let (maud, user) = server.person("Maud", "project_manager").await;
    let partner = server.made("/v1/organisations", json!({ "name": "Partner" })).await;
    let project = maud
        .made(
            "/v1/projects",
            json!({ "acronym": "A", "title": "T", "kind": "european", "period": { "start": "2025" } }),
        )
        .await;
    let part = maud
        .made(
            &format!("{project}/milestones"),
            json!({ "number": "MS1", "title": "The survey", "due": "M3" }),
        )
        .await;
    maud.patch(&part, json!({ "due": "M5", "reason": "The survey started late" })).await;
    maud.patch(&part, json!({ "title": "The survey is answered", "verification": "A report" })).await;
    maud.done(&part, "miss", json!({ "on": "2026-01-10", "note": "Nobody answered" })).await;
    let taking_part = maud
        .made(
            &format!("{project}/partners"),
            json!({ "organisation": id(&partner), "budget_share": "10.00", "currency": "EUR" }),
        )
        .await;
    maud.patch(&taking_part, json!({ "budget_share": "20.00" })).await;
    maud.done(&project, "submit", json!({ "on": "2026-01-11" })).await;
    maud.delete(&part).await;
    let told = server.all(&format!("{project}/history?limit=2")).await;
    let sentences: Vec<_> = told.iter().map(|entry| entry["summary"].as_str().expect("a sentence")).collect();
    assert_eq!(
        sentences,
        [
            "Maud added the assignment A to Maud",
            "Maud added the project A",
            "Maud added the milestone MS1 The survey",
            "Maud changed the title and verification of the milestone MS1 The survey is answered",
            "Maud added the partner Partner",
            "Maud changed the budget share of the partner Partner",
            "Maud moved the project from idea to submitted, on 2026-01-11",
            "Maud deleted the milestone MS1 The survey is answered",
        ]
    );
    assert_eq!(told[5]["change"]["before"], json!({ "budget_share": "10.00" }));
    let other = server.person("Otto", "project_manager").await.0;
    let others = other.all(&format!("{project}/history")).await;
    assert_eq!(others.len(), told.len() - 1, "what was but money is not told to those who see none");
    assert!(!serde_json::Value::Array(others).to_string().contains("budget_share"));
    assert_eq!(told[1]["by"], user["name"]);
}

#[apply(on_both_databases!)]
async fn a_history_tells_of_money_to_those_who_may_see_it(server: Server) {
    let (maud, user) = server.person("Maud", "project_manager").await;
    let [project, other] = ["A", "B"]
        .map(|acronym| json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed" }));
    let (project, other) =
        (server.made("/v1/projects", project).await, server.made("/v1/projects", other).await);
    server.assign(&user, id(&project)).await;
    let payer = server.made("/v1/organisations", json!({ "name": "Payer" })).await;
    let line = json!({ "project": id(&project), "payer": id(&payer), "form": "grant", "currency": "EUR", "total_award": "9100.00", "own_share": "7100.00", "probability": "35" });
    let line = server.made("/v1/funding-lines", line).await;
    let payment =
        json!({ "funding_line": id(&line), "kind": "interim", "amount": "5100.00", "reference": "PAY-1" });
    let payment = server.made("/v1/payments", payment).await;
    server.delete(&payment).await;
    server.made("/v1/imports", json!({ "kind": "budget", "project": id(&project) })).await;
    let hook = server
        .made("/v1/webhooks", json!({ "url": "https://example.org/hook", "project": id(&project) }))
        .await;
    server.done(&hook, "rotate-secret", json!({})).await;
    // What it was in the project stays with those who may see the money of the project.
    server.patch(&line, json!({ "project": id(&other), "total_award": "8100.00" })).await;
    let kinds = async |server: &Server, project: &str| {
        let entries = server.all(&format!("{project}/history")).await;
        entries
            .iter()
            .map(|entry| entry["change"]["subject"]["kind"].as_str().expect("a kind").to_owned())
            .collect::<Vec<_>>()
    };
    let all = ["project", "assignment", "funding_line", "payment", "payment", "import"];
    assert_eq!(kinds(&maud, &project).await, all);
    assert_eq!(kinds(&server, &project).await[..6], all);
    for reader in [server.person("Rik", "reader").await.0, server.person("Otto", "project_manager").await.0] {
        assert_eq!(kinds(&reader, &project).await, all[..2]);
    }
    let nora = server.manager_of("Nora", &other).await;
    let moved = async |server: &Server| {
        let entries = server.all(&format!("{other}/history")).await;
        entries
            .into_iter()
            .map(|entry| entry["change"].clone())
            .find(|change| change["subject"]["kind"] == "funding_line")
            .expect("it moved")
    };
    let (hers, ours) = (moved(&nora).await, moved(&server).await);
    assert_eq!((&hers["before"], &hers["after"]["total_award"]), (&json!(null), &json!("8100.00")));
    assert_eq!(ours["before"]["total_award"], "9100.00");
}

#[apply(on_both_databases!)]
async fn the_history_of_a_part_is_read_by_itself(server: Server) {
    let project = server
        .made(
            "/v1/projects",
            json!({ "acronym": "A", "title": "T", "kind": "european", "period": { "start": "2025" } }),
        )
        .await;
    let part = server
        .made(&format!("{project}/deliverables"), json!({ "number": "D1", "title": "Report", "due": "M3" }))
        .await;
    server.patch(&part, json!({ "due": "M5", "reason": "Late" })).await;
    server
        .patch(&project, json!({ "period": { "start": "2025-02" }, "reason": "The grant came late" }))
        .await;
    server.done(&part, "submit", json!({ "on": "2026-01-12" })).await;
    let told = server.all(&format!("{project}/history?deliverable={}", id(&part))).await;
    let sentences: Vec<_> = told.iter().map(|entry| entry["summary"].as_str().expect("a sentence")).collect();
    assert_eq!(
        sentences,
        [
            "manager@example.org added the deliverable D1 Report",
            "manager@example.org moved the due date of the deliverable D1 Report from M3 to M5: Late",
            "manager@example.org moved the due date of the deliverable D1 Report from 2025-05-31 to \
             2025-06-30, still M5: The grant came late",
            "manager@example.org moved the deliverable D1 Report from planned to submitted, on 2026-01-12",
        ]
    );
}

//! The audit trail: an entry for every write, of who did what and what it was before; and no way to change one.

use std::collections::{BTreeSet, HashMap};

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{MANAGER, PASSWORD, Reply, Server, id, on_both_databases};

/// A year's worth of writes: each operation, where, with what, and the name of what it makes. `$name` stands for the
/// identifier of what was made before.
const WRITES: &str = r#"
    create_organisation    POST   /v1/organisations                       {"name": "O"}                                            org
    update_organisation    PATCH  /v1/organisations/$org                  {"name": "P"}
    create_programme       POST   /v1/programmes                          {"name": "X", "level": "european"}                       prog
    update_programme       PATCH  /v1/programmes/$prog                    {"name": "Y"}
    create_call            POST   /v1/calls                               {"reference": "C", "title": "C", "programme": "$prog"}   call
    update_call            PATCH  /v1/calls/$call                         {"title": "D"}
    create_theme           POST   /v1/themes                              {"code": "t", "labels": {}}                              theme
    update_theme           PATCH  /v1/themes/$theme                       {"labels": {"en": "T"}}
    create_project         POST   /v1/projects                            {"acronym": "A", "title": "T", "kind": "european", "period": {"start": "2025", "end": "2025-12"}}  a
    update_project         PATCH  /v1/projects/$a                         {"title": "U"}
    submit_project         POST   /v1/projects/$a/submit                  {}
    award_project          POST   /v1/projects/$a/award                   {}
    sign_project           POST   /v1/projects/$a/sign                    {}
    suspend_project        POST   /v1/projects/$a/suspend                 {}
    resume_project         POST   /v1/projects/$a/resume                  {}
    extend_project         POST   /v1/projects/$a/extend                  {"end": "2026-06", "reason": "Amendment"}
    create_work_package    POST   /v1/projects/$a/work-packages           {"number": "1", "title": "W"}                            wp
    update_work_package    PATCH  /v1/work-packages/$wp                   {"title": "V"}
    delete_work_package    DELETE /v1/work-packages/$wp
    create_deliverable     POST   /v1/projects/$a/deliverables            {"number": "1", "title": "D"}                            d
    update_deliverable     PATCH  /v1/deliverables/$d                     {"title": "E"}
    submit_deliverable     POST   /v1/deliverables/$d/submit              {}
    reject_deliverable     POST   /v1/deliverables/$d/reject              {}
    submit_deliverable     POST   /v1/deliverables/$d/submit              {}
    accept_deliverable     POST   /v1/deliverables/$d/accept              {}
    delete_deliverable     DELETE /v1/deliverables/$d
    create_milestone       POST   /v1/projects/$a/milestones              {"number": "1", "title": "M"}                            m
    update_milestone       PATCH  /v1/milestones/$m                       {"title": "N"}
    miss_milestone         POST   /v1/milestones/$m/miss                  {}
    achieve_milestone      POST   /v1/milestones/$m/achieve               {}
    delete_milestone       DELETE /v1/milestones/$m
    create_report          POST   /v1/projects/$a/reports                 {"number": "1", "title": "R"}                            r
    update_report          PATCH  /v1/reports/$r                          {"title": "S"}
    submit_report          POST   /v1/reports/$r/submit                   {}
    reject_report          POST   /v1/reports/$r/reject                   {}
    submit_report          POST   /v1/reports/$r/submit                   {}
    accept_report          POST   /v1/reports/$r/accept                   {}
    delete_report          DELETE /v1/reports/$r
    create_partner         POST   /v1/projects/$a/partners                {"organisation": "$org"}                                 p
    update_partner         PATCH  /v1/partners/$p                         {"role": "coordinator"}
    delete_partner         DELETE /v1/partners/$p
    create_indicator       POST   /v1/indicators                          {"name": "I", "unit": "people"}                          i
    update_indicator       PATCH  /v1/indicators/$i                       {"name": "J"}
    record_measurement     POST   /v1/indicators/$i/measurements          {"on": "2025-05-01", "value": "7"}
    delete_indicator       DELETE /v1/indicators/$i
    create_publication     POST   /v1/publications                        {"title": "P", "published": "2024"}                      pub
    update_publication     PATCH  /v1/publications/$pub                   {"title": "Q"}
    delete_publication     DELETE /v1/publications/$pub
    create_event           POST   /v1/events                              {"title": "E", "kind": "meeting", "period": {"start": "2024"}}  e
    update_event           PATCH  /v1/events/$e                           {"title": "F"}
    delete_event           DELETE /v1/events/$e
    create_budget          POST   /v1/projects/$a/budgets                 {"title": "V", "lines": [{"category": "B", "amount": "1.00"}], "financing": [{"source": "revenue", "amount": "1.00"}]}  v
    update_budget          PATCH  /v1/budgets/$v                          {"title": "W"}
    approve_budget         POST   /v1/budgets/$v/approve                  {}
    copy_budget            POST   /v1/budgets/$v/copy                     {}                                                       copy
    amend_budget           POST   /v1/budgets/$v/amend                    {"reason": "R"}
    delete_budget          DELETE /v1/budgets/$copy
    create_costs           POST   /v1/projects/$a/costs                   {"costs": [{"category": "B", "incurred_on": "2025-03-01", "amount": "1.00"}]}  cost
    update_cost            PATCH  /v1/costs/$cost                         {"amount": "2.00"}
    accept_cost            POST   /v1/costs/$cost/accept                  {}
    create_costs           POST   /v1/projects/$a/costs                   {"costs": [{"category": "B", "incurred_on": "2025-03-01", "amount": "1.00"}]}  cost
    delete_cost            DELETE /v1/costs/$cost
    create_funding_line    POST   /v1/funding-lines                       {"project": "$a", "programme": "$prog", "form": "grant", "currency": "EUR", "total_award": "9.00", "own_share": "3.00"}  f
    update_funding_line    PATCH  /v1/funding-lines/$f                    {"probability": "50"}
    submit_funding_line    POST   /v1/funding-lines/$f/submit             {}
    sign_funding_line      POST   /v1/funding-lines/$f/sign               {"signed_on": "2025"}
    amend_funding_line     POST   /v1/funding-lines/$f/amend              {"number": "1", "on": "2025-06-01", "reason": "R", "own_share": "4.00"}
    create_payment         POST   /v1/payments                            {"funding_line": "$f", "kind": "interim", "amount": "3.00"}  pay
    update_payment         PATCH  /v1/payments/$pay                       {"amount": "4.00"}
    receive_payment        POST   /v1/payments/$pay/receive               {"on": "2025-06-02"}
    reverse_payment        POST   /v1/payments/$pay/reverse               {"on": "2025-06-03", "reason": "R"}
    create_payment         POST   /v1/payments                            {"funding_line": "$f", "kind": "final", "amount": "3.00"}  last
    cancel_payment         POST   /v1/payments/$last/cancel               {}
    create_payment         POST   /v1/payments                            {"funding_line": "$f", "kind": "final", "amount": "3.00"}  wrong
    delete_payment         DELETE /v1/payments/$wrong
    close_funding_line     POST   /v1/funding-lines/$f/close              {}
    create_funding_line    POST   /v1/funding-lines                       {"payer": "$org", "form": "grant"}  g
    submit_funding_line    POST   /v1/funding-lines/$g/submit             {}
    reject_funding_line    POST   /v1/funding-lines/$g/reject             {}
    delete_funding_line    DELETE /v1/funding-lines/$g
    create_funding_line    POST   /v1/funding-lines                       {"payer": "$org", "form": "grant"}  h
    withdraw_funding_line  POST   /v1/funding-lines/$h/withdraw           {}
    delete_funding_line    DELETE /v1/funding-lines/$h
    create_programme       POST   /v1/programmes                          {"name": "Z", "level": "european"}                       prog
    create_call            POST   /v1/calls                               {"reference": "C", "title": "C", "programme": "$prog"}   call
    create_classification_policy POST /v1/classification-policies         {"valid_from": "2025-01-01", "note": "N", "rules": [{"level": "private", "class": "national"}]}
    create_revenue_target  POST   /v1/revenue-targets                     {"year": 2024, "class": "european", "percent": "25"}     target
    update_revenue_target  PATCH  /v1/revenue-targets/$target             {"percent": "30"}
    delete_revenue_target  DELETE /v1/revenue-targets/$target
    create_fiscal_year     POST   /v1/fiscal-years                        {"year": 2024}                                           y
    update_fiscal_year     PATCH  /v1/fiscal-years/$y                     {"published": {"source": "Report"}}
    create_revenue_entries POST   /v1/revenue-entries                     {"entries": [{"year": 2024, "reference": "1", "amount": "1.00", "currency": "EUR", "class": "european", "description": "D"}]}  posted
    reverse_revenue_entry  POST   /v1/revenue-entries/$posted/reverse     {"reason": "R"}
    close_fiscal_year      POST   /v1/fiscal-years/$y/close               {}
    reopen_fiscal_year     POST   /v1/fiscal-years/$y/reopen              {"reason": "R"}
    close_project          POST   /v1/projects/$a/close                   {}
    create_project         POST   /v1/projects                            {"acronym": "B", "title": "T", "kind": "european"}       b
    submit_project         POST   /v1/projects/$b/submit                  {}
    reject_project         POST   /v1/projects/$b/reject                  {}
    delete_project         DELETE /v1/projects/$b
    create_project         POST   /v1/projects                            {"acronym": "C", "title": "T", "kind": "european"}       c
    submit_project         POST   /v1/projects/$c/submit                  {}
    withdraw_project       POST   /v1/projects/$c/withdraw                {}
    create_project         POST   /v1/projects                            {"acronym": "D", "title": "T", "kind": "european", "stage": "signed"}  signed
    terminate_project      POST   /v1/projects/$signed/terminate          {}
    delete_call            DELETE /v1/calls/$call
    delete_programme       DELETE /v1/programmes/$prog
    delete_theme           DELETE /v1/themes/$theme
    delete_organisation    DELETE /v1/organisations/$org
    create_webhook         POST   /v1/webhooks                            {"url": "https://example.org/"}                          hook
    update_webhook         PATCH  /v1/webhooks/$hook                      {"types": ["milestone.*"]}
    rotate_webhook_secret  POST   /v1/webhooks/$hook/rotate-secret        {}
    ping_webhook           POST   /v1/webhooks/$hook/ping                 {}                                                       delivery
    replay_webhook_delivery POST  /v1/webhooks/$hook/deliveries/$delivery/replay {}
    replay_webhook         POST   /v1/webhooks/$hook/replay               {"after": 0}
    delete_webhook         DELETE /v1/webhooks/$hook
    create_user            POST   /v1/users                               {"name": "Maud", "email": "m@example.org", "role": "reader"}  u
    update_user            PATCH  /v1/users/$u                            {"role": "project_manager"}
    create_assignment      POST   /v1/assignments                         {"user": "$u", "project": "$a"}                          as
    delete_assignment      DELETE /v1/assignments/$as
    disable_user           POST   /v1/users/$u/disable                    {}
    enable_user            POST   /v1/users/$u/enable                     {}
    reset_user             POST   /v1/users/$u/reset                      {}                                                       once
    redeem_token           POST   /v1/sessions/redeem                     {"token": "$once", "password": "seven red lanterns on the quay"}
    sign_in                POST   /v1/sessions                            {"email": "M@example.org", "password": "seven red lanterns on the quay"}  session
    sign_out               DELETE /v1/sessions/$session
    create_api_key         POST   /v1/api-keys                            {"name": "K", "role": "reader"}                          key
    delete_api_key         DELETE /v1/api-keys/$key
    create_import          POST   /v1/imports                             {"kind": "cordis"}                                       import
    upload_import_file     PUT    /v1/imports/$import/files/project.csv   {}
    start_import           POST   /v1/imports/$import/start               {}
    cancel_import          POST   /v1/imports/$import/cancel              {}
"#;

/// What is done by whoever keeps the books.
const BY_FINANCE: &str = "create_fiscal_year update_fiscal_year create_revenue_entries reverse_revenue_entry \
                          close_fiscal_year reopen_fiscal_year";

/// What the only person who may do it does by themselves.
const BY_ONESELF: [&str; 1] = ["change_my_password"];

/// What reckons and writes nothing, so that there is nothing to record: a `POST` for the size of what is asked.
const RECKONS: [&str; 4] = [
    "simulate_settlement",
    "calculate_personnel_costs",
    "calculate_indirect_costs",
    "simulate_revenue_split",
];

async fn entries(server: &Server) -> Vec<Value> {
    server.all("/v1/audit-events?limit=100").await
}

/// Asks for a write; gives back the operation, the answer, and what it is to be called.
async fn write<'a>(
    server: &Server,
    line: &'a str,
    made: &HashMap<String, String>,
) -> (&'a str, Reply, Option<&'a str>) {
    let (operation, rest) = line.split_once(' ').expect("an operation");
    let (method, rest) = rest.trim().split_once(' ').expect("a method");
    let (path, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let (body, name) = match rest.rsplit_once('}') {
        Some((body, name)) => (format!("{body}}}"), Some(name.trim()).filter(|name| !name.is_empty())),
        None => (String::new(), None),
    };
    // The longest first, since one may begin as another does.
    let mut known: Vec<_> = made.iter().collect();
    known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let filled = |text: &str| {
        known.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("${name}"), id))
    };
    let kind = match method {
        "PATCH" => "application/merge-patch+json",
        "PUT" => "application/octet-stream",
        _ => "application/json",
    };
    let headers = [("if-match", "*"), ("content-type", kind)];
    let reply =
        server.send_text(method.parse().expect("a method"), &filled(path), &headers, filled(&body)).await;
    assert!(reply.status.is_success(), "{operation}: {}", reply.body);
    (operation, reply, name)
}

#[apply(on_both_databases!)]
async fn every_operation_that_writes_leaves_an_entry(server: Server) {
    let fiona = server.person("fiona", "finance_director").await.0;
    let (mut made, mut done, mut count) =
        (HashMap::new(), BTreeSet::from(BY_ONESELF), entries(&server).await.len());
    for line in WRITES.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let in_the_books = BY_FINANCE.split(' ').any(|operation| line.split(' ').next() == Some(operation));
        let (operation, reply, name) = write(if in_the_books { &fiona } else { &server }, line, &made).await;
        done.insert(operation);
        if let Some(name) = name {
            let secret = reply.body["secret"].as_str().filter(|_| name == "once");
            let first = ["costs", "entries"].iter().find_map(|list| reply.body[*list][0]["id"].as_str());
            let told = secret.or(reply.body["id"].as_str()).or(first).expect("an identifier");
            made.insert(name.to_owned(), told.to_owned());
        }
        let all = entries(&server).await;
        let new = &all[count..];
        assert!(!new.is_empty(), "{operation} left nothing");
        for entry in new {
            assert_eq!(
                Some(entry["request_id"].as_str().expect("a request")),
                reply.headers["x-request-id"].to_str().ok(),
                "{operation}"
            );
            let by = match operation {
                "redeem_token" | "sign_in" => "Maud",
                _ if in_the_books => "fiona",
                _ => MANAGER,
            };
            assert_eq!(entry["actor"]["name"], by, "{operation}: {entry}");
        }
        count = all.len();
    }
    let document = server.read("/openapi.json").await;
    let writing = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|methods| methods.as_object().expect("methods"));
    let writing: BTreeSet<_> = writing
        .filter(|(method, _)| *method != "get")
        .map(|(_, operation)| operation["operationId"].as_str().expect("an id"))
        .collect();
    done.extend(RECKONS);
    assert_eq!(done, writing, "every operation that writes was asked for");
    let text = Value::Array(entries(&server).await).to_string();
    for secret in [PASSWORD, "ppt_", "whsec_", "argon2"] {
        assert!(!text.contains(secret), "{secret} is in the trail");
    }
}

#[apply(on_both_databases!)]
async fn an_entry_says_who_did_what_and_what_it_was_before(server: Server) {
    let place =
        server.made("/v1/projects", json!({ "acronym": "A", "title": "Old", "kind": "european" })).await;
    let (maud, user) = server.person("maud", "project_manager").await;
    server.assign(&user, id(&place)).await;
    let patched = maud.patch(&place, json!({ "title": "New" })).await;
    let found = server.all(&format!("/v1/audit-events?subject={}&kind=changed", id(&place))).await;
    assert_eq!(found.len(), 1);
    let entry = &found[0];
    assert_eq!(entry["actor"], json!({ "kind": "user", "id": user["id"], "name": "maud" }));
    assert_eq!(
        entry["subject"],
        json!({ "kind": "project", "id": id(&place), "name": "A", "project": id(&place) })
    );
    assert_eq!((&entry["before"], &entry["after"]), (&json!({ "title": "Old" }), &json!({ "title": "New" })));
    assert_eq!(
        (entry["at"].as_str(), entry["request_id"].as_str()),
        (Some("2026-01-15T12:00:00Z"), patched.headers["x-request-id"].to_str().ok())
    );
    assert_eq!(
        server.read(&format!("/v1/audit-events/{}", entry["id"].as_str().expect("an id"))).await,
        *entry
    );
}

#[apply(on_both_databases!)]
async fn the_trail_is_filtered_by_subject_actor_kind_project_and_time(server: Server) {
    let place = server.project("A", "european").await;
    let part = server.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
    let later = server.later("2026-02-01T00:00:00Z").await;
    let (rik, user) = later.person("rik", "reader").await;
    assert_eq!(rik.patch(&part, json!({ "title": "N" })).await.status, StatusCode::FORBIDDEN);
    let count = async |filter: String| server.all(&format!("/v1/audit-events?{filter}")).await.len();
    assert_eq!(count(format!("subject={}", id(&part))).await, 1);
    assert_eq!(count(format!("project={}", id(&place))).await, 2);
    let rik = user["id"].as_str().expect("an id");
    assert_eq!(count(format!("actor={rik}")).await, 3, "a password, a session, a refusal");
    assert_eq!(count(format!("actor={rik}&kind=refused")).await, 1);
    let all = entries(&server).await.len();
    let before = count("to=2026-02-01T00:00:00Z".to_owned()).await;
    assert_eq!(count("from=2026-02-01T00:00:00Z".to_owned()).await + before, all);
    assert!(before > 0 && before < all);
    let newest = server.all("/v1/audit-events?sort=-number&limit=3").await;
    let numbers: Vec<_> = newest.iter().map(|entry| entry["number"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, (1..=u64::try_from(all).expect("a count")).rev().collect::<Vec<_>>());
}

#[apply(on_both_databases!)]
async fn what_was_not_done_is_not_on_record(server: Server) {
    let place = server.project("A", "european").await;
    let before = entries(&server).await.len();
    assert_eq!(server.patch(&place, json!({ "title": "" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        server.send(Method::PATCH, &place, &[("if-match", "\"x\"")], json!({ "title": "U" })).await.status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        server.post("/v1/projects", json!({ "acronym": "A", "title": "T", "kind": "european" })).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(entries(&server).await.len(), before);
}

#[apply(on_both_databases!)]
async fn a_file_that_is_loaded_is_on_record_row_by_row(server: Server) {
    let file = |title: &str| json!({ "projects": [{ "acronym": "A", "title": title, "kind": "european", "stage": "idea" }] });
    server.load_parts(file("Old")).await.expect("a file");
    let before = entries(&server).await.len();
    server.load_parts(file("Old")).await.expect("a file");
    assert_eq!(entries(&server).await.len(), before, "nothing was changed");
    server.load_parts(file("New")).await.expect("a file");
    let all = entries(&server).await;
    let new: Vec<_> = all[before..]
        .iter()
        .map(|entry| {
            (
                &entry["kind"],
                &entry["actor"]["kind"],
                &entry["subject"]["name"],
                &entry["before"]["title"],
                &entry["after"]["title"],
            )
        })
        .collect();
    let (line, name) = (json!("command_line"), json!("A"));
    assert_eq!(
        new,
        [
            (&json!("changed"), &line, &name, &json!("Old"), &json!("New")),
            (&json!("loaded"), &line, &Value::Null, &Value::Null, &Value::Null)
        ]
    );
}

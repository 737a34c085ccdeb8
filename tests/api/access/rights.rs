//! Who may do what: every operation of the document, as nobody, as each role, and as the manager of another project,
//! against the table of rights.

use std::collections::{BTreeSet, HashMap};

use Where::{Everywhere, OfAnother, Somewhere, There};
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::operations::{Operation, fill, operations, publication};
use crate::harness::{Kind, REPORT, Server, id, on_both_databases};

/// Where a right is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// In any project, if but in one.
    Somewhere,
    /// In the project that the thing is in.
    There,
    /// In the whole portfolio.
    Everywhere,
    /// Of things of somebody else, of which one may not know without it.
    OfAnother,
}

/// The right that each operation takes.
pub(crate) const TAKES: [(&str, Where, &str); 21] = [
    (
        "read_portfolio",
        Somewhere,
        "
        get_portfolio_summary list_projects get_project get_project_timeline list_project_history list_agenda
        get_agenda_calendar list_work_packages get_work_package list_deliverables get_deliverable \
         list_milestones
        get_milestone list_reports get_report list_indicators get_indicator list_partners get_partner
        list_organisations get_organisation list_programmes get_programme list_calls get_call list_themes \
         get_theme
        list_publications get_publication list_events get_event list_assignments get_assignment list_changes
        get_annual_report",
    ),
    (
        "read_money",
        Somewhere,
        "
        list_funding_lines list_payments list_budgets list_costs simulate_settlement calculate_personnel_costs
        calculate_indirect_costs",
    ),
    (
        "read_money",
        There,
        "
        get_funding_line get_funding_position get_payment get_budget get_budget_totals get_budget_diff \
         get_budget_execution get_cost",
    ),
    (
        "read_money",
        Everywhere,
        "
        get_revenue_split list_positions get_cash_flow list_findings list_fiscal_years get_fiscal_year list_revenue_entries
        get_revenue_entry list_fiscal_year_closings get_fiscal_year_closing get_fiscal_year_proof
        get_proposed_entries get_revenue_splits compare_revenue_splits simulate_revenue_split
        list_classification_policies get_classification_policy list_revenue_targets get_revenue_target
        get_annual_revenue_chart",
    ),
    (
        "keep_ledger",
        Everywhere,
        "
        create_revenue_entries reverse_revenue_entry create_fiscal_year update_fiscal_year close_fiscal_year
        reopen_fiscal_year",
    ),
    ("register_projects", Somewhere, "create_project"),
    (
        "write_projects",
        There,
        "
        delete_project update_project submit_project award_project reject_project withdraw_project \
         sign_project
        suspend_project resume_project close_project terminate_project extend_project create_work_package
        delete_work_package update_work_package create_deliverable delete_deliverable update_deliverable
        submit_deliverable accept_deliverable reject_deliverable create_milestone delete_milestone \
         update_milestone
        achieve_milestone miss_milestone create_report delete_report update_report submit_report accept_report
        reject_report create_indicator delete_indicator update_indicator record_measurement \
         create_publication
        delete_publication update_publication create_event delete_event update_event",
    ),
    ("write_partners", There, "create_partner delete_partner update_partner"),
    (
        "write_budgets",
        There,
        "
        create_budget update_budget delete_budget amend_budget copy_budget create_costs update_cost \
         delete_cost",
    ),
    (
        "write_money",
        Everywhere,
        "
        create_funding_line update_funding_line delete_funding_line submit_funding_line reject_funding_line
        withdraw_funding_line sign_funding_line amend_funding_line close_funding_line create_payment \
         update_payment
        delete_payment receive_payment cancel_payment reverse_payment create_classification_policy \
         create_revenue_target
        update_revenue_target delete_revenue_target approve_budget accept_cost",
    ),
    ("register_organisations", Everywhere, "create_organisation"),
    (
        "write_registers",
        Everywhere,
        "
        delete_organisation update_organisation create_programme delete_programme update_programme \
         create_call
        delete_call update_call create_theme delete_theme update_theme",
    ),
    ("read_imports", Somewhere, "list_imports"),
    ("read_imports", There, "get_import list_import_findings"),
    ("import_files", There, "upload_import_file start_import cancel_import"),
    ("import_files", Everywhere, "create_import"),
    ("assign_projects", Everywhere, "create_assignment delete_assignment"),
    (
        "manage_access",
        Everywhere,
        "
        list_users create_user get_user update_user disable_user enable_user reset_user list_api_keys \
         create_api_key
        get_api_key delete_api_key",
    ),
    ("manage_access", OfAnother, "get_session sign_out"),
    (
        "manage_webhooks",
        Everywhere,
        "
        list_webhooks create_webhook get_webhook update_webhook delete_webhook rotate_webhook_secret \
         ping_webhook
        replay_webhook list_webhook_deliveries get_webhook_delivery replay_webhook_delivery",
    ),
    ("read_audit_trail", Everywhere, "list_audit_events get_audit_event"),
];

/// What everybody may do who is signed in, and what everybody may do.
const OWN: &str = "list_sessions get_me change_my_password list_roles";

const OPEN: &str = "sign_in redeem_token check_health check_readiness get_problem";

/// How far each right reaches for a role, by the table that the service itself tells.
async fn reaches(server: &Server, role: &str) -> HashMap<String, String> {
    let table = server.read("/v1/roles").await;
    let roles = table["roles"].as_array().expect("roles").iter();
    let of_role =
        roles.filter(|one| one["role"] == role).map(|one| one["permissions"].as_array().expect("a list"));
    let text = |one: &Value, member: &str| one[member].as_str().expect("text").to_owned();
    of_role.flatten().map(|one| (text(one, "right"), text(one, "scope"))).collect()
}

/// Who asks, and whether the project is theirs.
pub(crate) struct Asking {
    pub(crate) name: &'static str,
    pub(crate) server: Server,
    pub(crate) reaches: HashMap<String, String>,
    own: bool,
}

impl Asking {
    /// How somebody is refused, if they are.
    pub(crate) fn refusal(&self, operation: &str) -> Option<StatusCode> {
        let takes = TAKES.iter().find(|(_, _, those)| those.split_whitespace().any(|one| one == operation));
        let Some((right, place, _)) = takes else {
            assert!(
                [OWN, OPEN].iter().any(|those| those.split_whitespace().any(|one| one == operation)),
                "{operation} stands nowhere"
            );
            return None;
        };
        let may = match (self.reaches[*right].as_str(), place) {
            ("all", _) | ("own", Somewhere) => true,
            ("own", There) => self.own,
            _ => false,
        };
        let how = if *place == OfAnother { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        (!may).then_some(how)
    }

    /// Asks for an operation, of what looks otherwise than it does, so that nothing is done.
    async fn ask(&self, Operation { method, path, body, .. }: &Operation) -> StatusCode {
        let seen = [("if-match", "\"another\"")];
        let reply = match (*method == Method::GET, body.is_null()) {
            (true, _) => self.server.get(path).await,
            (_, true) => self.server.send_text(method.clone(), path, &seen, String::new()).await,
            _ => self.server.send(method.clone(), path, &seen, body.clone()).await,
        };
        reply.status
    }
}

/// A project of the report that has partners and funding lines, and everybody who may ask about it.
pub(crate) async fn everybody(server: &Server) -> (String, Vec<Asking>) {
    server.load(REPORT).await.expect("the report");
    let named = server.all("/v1/projects?q=ENACT").await;
    let project = named[0]["id"].as_str().expect("an id").to_owned();
    fill(server, &project).await;
    server.made("/v1/revenue-targets", json!({ "year": 2024, "class": "european", "percent": "25" })).await;
    // What a closing froze can be read.
    let finn = server.person("finn", "finance_director").await.0;
    let years = server.all("/v1/fiscal-years").await;
    let year = format!("/v1/fiscal-years/{}", years[0]["id"].as_str().expect("an id"));
    finn.done(&year, "close", json!({})).await;
    let (own, maud) = server.person("maud", "project_manager").await;
    let (other, otto) = server.person("otto", "project_manager").await;
    server.assign(&maud, &project).await;
    let another =
        server.made("/v1/projects", json!({ "acronym": "X", "title": "Another", "kind": "national" })).await;
    server.assign(&otto, id(&another)).await;
    let mut all = Vec::new();
    for (name, server, own) in
        [("the manager of another project", other, false), ("the manager of the project", own, true)]
    {
        all.push(Asking { name, reaches: reaches(&server, "project_manager").await, server, own });
    }
    for (name, role) in [
        ("a reader", "reader"),
        ("an auditor", "auditor"),
        ("a finance director", "finance_director"),
        ("an administrator", "admin"),
    ] {
        let (one, _) = server.person(role, role).await;
        all.push(Asking { name, reaches: reaches(server, role).await, server: one, own: false });
    }
    (project, all)
}

#[apply(on_both_databases!)]
async fn every_operation_lets_in_whom_the_table_lets_in_and_nobody_else(server: Server) {
    let (project, everybody) = everybody(&server).await;
    let operations = operations(&server, &project).await;
    let known: BTreeSet<_> = TAKES
        .iter()
        .flat_map(|(.., those)| those.split_whitespace())
        .chain(OWN.split(' '))
        .chain(OPEN.split(' '))
        .collect();
    let there: BTreeSet<_> = operations.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(known, there, "every operation stands in the table of this test, and no other");

    for (who, token) in [
        ("nobody", ""),
        ("whoever has a wrong token", "ppt_key_x"),
        ("whoever has another kind of token", "x.y.z"),
    ] {
        let server = server.by(token);
        let asking = Asking { name: who, server, reaches: HashMap::new(), own: false };
        for operation in &operations {
            let open = OPEN.split(' ').any(|one| one == operation.id);
            let status = asking.ask(operation).await;
            // What is open to all may refuse what it is told, as signing in does.
            let barred = status == StatusCode::UNAUTHORIZED
                && !["sign_in", "redeem_token"].contains(&operation.id.as_str());
            assert_eq!(barred, !open, "{who} at {}: {status}", operation.id);
        }
    }
    let mut refused = 0;
    for asking in &everybody {
        for operation in &operations {
            let status = asking.ask(operation).await;
            let (name, id) = (asking.name, &operation.id);
            match asking.refusal(id) {
                Some(expected) => {
                    assert_eq!(status, expected, "{name} at {id}");
                    refused += usize::from(expected == StatusCode::FORBIDDEN);
                }
                None => assert!(
                    ![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status)
                        && (status != StatusCode::UNAUTHORIZED || OPEN.contains(id.as_str())),
                    "{name} at {id}: {status}"
                ),
            }
        }
    }
    assert!(refused > 150, "{refused}");
    assert_eq!(
        server.all("/v1/audit-events?kind=refused&limit=100").await.len(),
        refused,
        "every refusal of a right is on record"
    );
}

#[apply(on_both_databases!)]
async fn a_project_that_a_manager_registers_is_theirs(server: Server) {
    let (maud, user) = server.person("maud", "project_manager").await;
    let partner = server.made("/v1/organisations", json!({ "name": "Partner" })).await;
    let form = json!({ "acronym": "NEW", "title": "T", "kind": "european", "partners": [{ "organisation": id(&partner), "budget_share": "10.00", "currency": "EUR" }],
            "milestones": [{ "number": "1", "title": "M" }] });
    let project = maud.made("/v1/projects", form).await;
    assert_eq!(maud.read("/v1/me").await["projects"], json!([{ "id": id(&project), "acronym": "NEW" }]));
    assert_eq!(maud.patch(&project, json!({ "title": "Mine" })).await.status, StatusCode::OK);
    let assigned = server.all(&format!("/v1/assignments?user={}", user["id"].as_str().expect("an id"))).await;
    assert_eq!(assigned.len(), 1);
    assert_eq!(
        server
            .delete(&format!("/v1/assignments/{}", assigned[0]["id"].as_str().expect("an id")))
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(maud.patch(&project, json!({ "title": "Mine" })).await.status, StatusCode::FORBIDDEN);
}

#[apply(on_both_databases!)]
async fn money_is_told_to_those_who_may_see_it(server: Server) {
    let (project, everybody) = everybody(&server).await;
    let partner = server.all(&format!("/v1/partners?project={project}")).await[0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let share = json!({ "budget_share": "1234.56", "currency": "EUR" });
    assert_eq!(server.patch(&format!("/v1/partners/{partner}"), share).await.status, StatusCode::OK);
    for asking in &everybody {
        let sees = asking.refusal("get_funding_line").is_none();
        for path in [
            format!("/v1/partners/{partner}"),
            format!("/v1/partners?project={project}"),
            format!("/v1/projects/{project}"),
            format!("/v1/projects/{project}/history"),
        ] {
            let told = asking.server.read(&path).await.to_string();
            assert_eq!(told.contains("1234.56"), sees, "{} at {path}", asking.name);
        }
        let whole = asking.server.read(&format!("/v1/projects/{project}")).await;
        assert_eq!(whole.get("funding_lines").is_some(), sees, "{}", asking.name);
        if asking.reaches["read_money"] == "own" {
            let lines = asking.server.all("/v1/funding-lines").await;
            assert_eq!(lines.is_empty(), !sees, "{}", asking.name);
            assert!(lines.iter().all(|line| line["project"]["id"] == project), "of their own projects alone");
        }
    }
}

#[apply(on_both_databases!)]
async fn a_thing_is_not_moved_to_where_its_writer_may_not_write(server: Server) {
    let (maud, user) = server.person("maud", "project_manager").await;
    let (mine, other) = (server.project("MINE", "national").await, server.project("OTHER", "national").await);
    server.assign(&user, id(&mine)).await;
    let place = maud.made("/v1/publications", publication(&json!(id(&mine)))).await;
    for project in [json!(id(&other)), Value::Null] {
        assert_eq!(
            maud.patch(&place, json!({ "project": project })).await.status,
            StatusCode::FORBIDDEN,
            "{project}"
        );
    }
    assert_eq!(server.read(&place).await["project"]["id"], id(&mine), "nothing was moved");
    for project in [json!(id(&other)), Value::Null] {
        assert_eq!(maud.post("/v1/publications", publication(&project)).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_guide_holds_the_table_of_rights() {
    let server = Server::on(Kind::Sqlite).await.expect("SQLite is always there");
    let table = server.read("/v1/roles").await;
    let roles = table["roles"].as_array().expect("roles");
    let names: Vec<_> = roles.iter().map(|one| one["role"].as_str().expect("a role")).collect();
    assert_eq!(names, ["admin", "finance_director", "project_manager", "auditor", "reader"]);
    let rights = roles[0]["permissions"].as_array().expect("rights");
    for (index, right) in rights.iter().enumerate() {
        let cells = roles.iter().map(|role| match role["permissions"][index]["scope"].as_str() {
            Some("all") => "yes",
            Some("own") => "own projects",
            _ => "-",
        });
        let cells = cells.collect::<Vec<_>>().join(" | ");
        let line = format!("| {} | {cells} |", right["meaning"].as_str().expect("words"));
        assert!(
            include_str!("../../../openapi/guide/roles.md").contains(&line),
            "the guide lacks the line\n{line}"
        );
    }
}

//! A portfolio with a mark in every field that holds money: in two projects with a manager each, and in the
//! organisation as a whole; and all that becomes of money: amendments, corrections, deletions, moves, imports.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::marks::Scope;
use super::plant::{Planter, good};
use super::{books, budgets, files};
use crate::harness::{Server, id};

/// What there is once all is planted.
pub(super) struct Scene {
    pub(super) planter: Planter,
    /// The projects of the two managers.
    pub(super) projects: [String; 2],
    /// Whoever keeps the books.
    pub(super) fiona: Server,
}

impl Scene {
    pub(super) async fn planted(server: &Server, fiona: Server) -> Self {
        let _importing = server.importing();
        let mut planter = Planter::new();
        let years = books::years(&fiona).await;
        server.made("/v1/themes", json!({ "code": "work", "labels": { "en": "Work" } })).await;
        let mut projects = Vec::new();
        for (scope, acronym) in [(Scope::One, "ONE"), (Scope::Other, "OTHER")] {
            planter.scope = scope;
            projects.push(project(&mut planter, server, acronym).await);
        }
        let [(one, _), (other, line)]: [(String, String); 2] = projects.try_into().expect("two");
        let projects = [one, other];
        moved(&mut planter, server, &projects).await;
        planter.scope = Scope::Whole;
        books::whole(&mut planter, server, &fiona, (&years, &line)).await;
        Self { planter, projects, fiona }
    }
}

/// A project with all the money that one can have; gives back where it is, and where its funding line is.
async fn project(p: &mut Planter, server: &Server, acronym: &str) -> (String, String) {
    let form = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed", "period": { "start": "2024-01", "end": "2025-12" } });
    let place = server.made("/v1/projects", form).await;
    let payer = server.made("/v1/organisations", json!({ "name": format!("Payer of {acronym}") })).await;
    server.made(&format!("{place}/work-packages"), json!({ "number": "1", "title": "W" })).await;
    server.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
    let partner = partners(p, server, &place, &payer).await;
    let line = line(p, server, (id(&place), id(&payer))).await;
    payments(p, server, &line).await;
    budgets::drafted(p, server, &place, (&partner, &line)).await;
    budgets::costs(p, server, &place, (&partner, &line)).await;
    files::workbooks(p, server, &place, acronym).await;
    files::portfolio(p, server, acronym).await;
    budgets::of_a_call(p, server, &place, acronym).await;
    (place, line)
}

async fn partners(p: &mut Planter, server: &Server, project: &str, organisation: &str) -> String {
    let path = format!("{project}/partners");
    let group = json!({ "group": { "label": "Schools", "size": 3 }, "budget_share": "?", "currency": "EUR" });
    let left = p.make(server, &path, group).await;
    assert_eq!(server.delete(&left).await.status, StatusCode::NO_CONTENT);
    let form = json!({ "organisation": id(organisation), "budget_share": "?", "currency": "EUR" });
    let place = p.make(server, &path, form).await;
    p.change(server, &place, json!({ "budget_share": "?", "country": "BE" })).await;
    place
}

/// A line that is asked for.
pub(super) fn draft((project, payer): (&str, &str)) -> Value {
    json!({ "project": project, "payer": payer, "form": "grant", "currency": "EUR", "reference": "?", "total_award": "?", "own_share": "?",
        "probability": "?", "payer_class": "european", "recognition_method": "pro_rata_days" })
}

/// A line from its proposal to an amendment of what was signed; and others that came to nothing.
async fn line(p: &mut Planter, server: &Server, of: (&str, &str)) -> String {
    let path = "/v1/funding-lines";
    let place = p.make(server, path, draft(of)).await;
    let change = json!({ "reference": "?", "total_award": "?", "own_share": "?", "probability": "?",
        "origin": { "european": "?", "national": "?", "consultancy": "0" } });
    let mut change = p.bare(&place, change);
    fill(p, &mut change["origin"]);
    good(&place, server.patch(&place, change).await);
    p.verb(server, &place, "submit", json!({ "note": "?" })).await;
    let rules = json!({ "form": "actual_costs", "funding_rate": "?", "indirect_rate": "?", "indirect_base": "direct_costs", "flat_rates": [{ "category": "staff", "rate": "?", "of": ["equipment"] }], "prefinancing_rate": "?", "transfer_threshold": "?",
        "certificate_threshold": "?", "maximum_grant": "?", "minimum_grant": "?", "currency": "EUR" });
    let signed = json!({ "signed_on": "2023-12-01", "reference": "?", "total_award": "?", "own_share": "?", "rules": rules, "note": "?" });
    p.verb(server, &place, "sign", signed).await;
    let amended =
        json!({ "number": "?", "on": "2024-06-01", "reason": "?", "total_award": "?", "own_share": "?" });
    p.verb(server, &place, "amend", amended).await;
    for (verb, body) in [("reject", json!({ "note": "?" })), ("withdraw", json!({ "note": "?" }))] {
        let lost = p.make(server, path, draft(of)).await;
        p.verb(server, &lost, "submit", json!({ "note": "?" })).await;
        p.verb(server, &lost, verb, body).await;
    }
    let deleted = p.make(server, path, draft(of)).await;
    assert_eq!(server.delete(&deleted).await.status, StatusCode::NO_CONTENT);
    place
}

/// Makes the percentages of an origin total to a hundred.
fn fill(p: &mut Planter, origin: &mut Value) {
    let parts = |name: &str| {
        let (whole, rest) =
            origin[name].as_str().and_then(|text| text.split_once('.')).expect("a percentage");
        whole.parse::<u32>().expect("digits") * 10_000 + rest.parse::<u32>().expect("digits")
    };
    let rest = 1_000_000 - parts("european") - parts("national");
    let rest = format!("{}.{:04}", rest / 10_000, rest % 10_000);
    let rest = rest.trim_end_matches('0');
    p.note(rest, "Origin.consultancy");
    origin["consultancy"] = json!(rest);
}

async fn payments(p: &mut Planter, server: &Server, line: &str) {
    let path = "/v1/payments";
    let form = |kind: &str, due: &str| json!({ "funding_line": id(line), "kind": kind, "amount": "?", "due": due, "reference": "?", "note": "?" });
    let deleted = p.make(server, path, form("interim", "2025-01")).await;
    assert_eq!(server.delete(&deleted).await.status, StatusCode::NO_CONTENT);
    let cancelled = p.make(server, path, form("interim", "2025-02")).await;
    p.verb(server, &cancelled, "cancel", json!({ "note": "?" })).await;
    for reversed in [true, false] {
        let place = p.make(server, path, form("prefinancing", "2024-02")).await;
        p.change(server, &place, json!({ "amount": "?", "reference": "?", "note": "?" })).await;
        p.verb(
            server,
            &place,
            "receive",
            json!({ "on": "2024-02-10", "amount": "?", "reference": "?", "note": "?" }),
        )
        .await;
        if reversed {
            p.verb(server, &place, "reverse", json!({ "on": "2024-02-20", "reason": "?" })).await;
        }
    }
    p.make(server, path, form("final", "2026-03")).await;
    let mut invoice = form("invoice", "2024-03");
    invoice["invoiced_on"] = json!("2024-03-01");
    p.make(server, path, invoice).await;
}

/// A line that moves from one project to the other, with other amounts: what they were stays with the first.
async fn moved(p: &mut Planter, server: &Server, projects: &[String; 2]) {
    let payer = server.made("/v1/organisations", json!({ "name": "Payer of both" })).await;
    p.scope = Scope::One;
    let line = p.make(server, "/v1/funding-lines", draft((id(&projects[0]), id(&payer)))).await;
    p.scope = Scope::Other;
    let change = json!({ "project": id(&projects[1]), "reference": "?", "total_award": "?", "own_share": "?", "probability": "?" });
    p.change(server, &line, change).await;
}

//! A portfolio with a mark in every field that holds money: in two projects with a manager each, and in the
//! organisation as a whole; and all that becomes of money: amendments, corrections, deletions, moves, imports.

use reqwest::StatusCode;
use rust_xlsxwriter::{Workbook, XlsxError};
use serde_json::{Value, json};

use super::marks::Scope;
use super::plant::Planter;
use crate::api::imports::{ended, started};
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
        let mut planter = Planter::of(server).await;
        let mut years = Vec::new();
        for year in [2024, 2025] {
            years.push(fiona.made("/v1/fiscal-years", json!({ "year": year })).await);
        }
        let mut projects = Vec::new();
        for (scope, acronym) in [(Scope::One, "ONE"), (Scope::Other, "OTHER")] {
            planter.scope = scope;
            projects.push(project(&mut planter, server, acronym).await);
        }
        let projects: [String; 2] = projects.try_into().expect("two");
        moved(&mut planter, server, &projects).await;
        planter.scope = Scope::Whole;
        whole(&mut planter, server, &fiona, &years).await;
        Self { planter, projects, fiona }
    }
}

/// A project with all the money that one can have; gives back where it is.
async fn project(p: &mut Planter, server: &Server, acronym: &str) -> String {
    let form = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed", "period": { "start": "2024-01", "end": "2025-12" } });
    let place = server.made("/v1/projects", form).await;
    let payer = server.made("/v1/organisations", json!({ "name": format!("Payer of {acronym}") })).await;
    server.made(&format!("{place}/work-packages"), json!({ "number": "1", "title": "W" })).await;
    server.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
    let partner = partners(p, server, &place, &payer).await;
    let line = line(p, server, (id(&place), id(&payer))).await;
    payments(p, server, &line).await;
    budgets(p, server, &place, &partner).await;
    costs(p, server, &place, (&partner, &line)).await;
    imports(p, server, &place, acronym).await;
    file(p, server, acronym).await;
    place
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

fn draft((project, payer): (&str, &str)) -> Value {
    json!({ "project": project, "payer": payer, "form": "grant", "currency": "EUR", "reference": "?", "total_award": "?", "own_share": "?",
        "probability": "?", "payer_class": "european", "recognition_method": "pro_rata_days" })
}

/// A line from its proposal to an amendment of what was signed; and others that came to nothing.
async fn line(p: &mut Planter, server: &Server, of: (&str, &str)) -> String {
    let path = "/v1/funding-lines";
    for (verb, body) in [("reject", json!({ "note": "?" })), ("withdraw", json!({ "note": "?" }))] {
        let lost = p.make(server, path, draft(of)).await;
        p.verb(server, &lost, "submit", json!({ "note": "?" })).await;
        p.verb(server, &lost, verb, body).await;
    }
    let deleted = p.make(server, path, draft(of)).await;
    assert_eq!(server.delete(&deleted).await.status, StatusCode::NO_CONTENT);
    let place = p.make(server, path, draft(of)).await;
    let change = json!({ "reference": "?", "total_award": "?", "own_share": "?", "probability": "?",
        "origin": { "european": "?", "national": "?", "consultancy": "0" } });
    let mut change = p.bare(&place, change);
    fill(&mut change["origin"]);
    super::plant::good(&place, server.patch(&place, change).await);
    p.verb(server, &place, "submit", json!({ "note": "?" })).await;
    let rules = json!({ "form": "actual_costs", "funding_rate": "?", "indirect_rate": "?", "prefinancing_rate": "?", "transfer_threshold": "?",
        "certificate_threshold": "?", "maximum_grant": "?", "minimum_grant": "?", "currency": "EUR" });
    let signed = json!({ "signed_on": "2023-12-01", "reference": "?", "total_award": "?", "own_share": "?", "rules": rules, "note": "?" });
    p.verb(server, &place, "sign", signed).await;
    let amended =
        json!({ "number": "?", "on": "2024-06-01", "reason": "?", "total_award": "?", "own_share": "?" });
    p.verb(server, &place, "amend", amended).await;
    place
}

/// Makes the percentages of an origin total to a hundred.
fn fill(origin: &mut Value) {
    let parts = |name: &str| {
        let (whole, rest) =
            origin[name].as_str().and_then(|text| text.split_once('.')).expect("a percentage");
        whole.parse::<u32>().expect("digits") * 10_000 + rest.parse::<u32>().expect("digits")
    };
    let rest = 1_000_000 - parts("european") - parts("national");
    origin["consultancy"] = json!(format!("{}.{:04}", rest / 10_000, rest % 10_000));
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
}

async fn budgets(p: &mut Planter, server: &Server, project: &str, partner: &str) {
    let lines = json!([
        { "partner": id(partner), "category": "A.1", "work_package": "1", "period": 1, "units": "?", "unit": "?", "unit_rate": "?", "description": "?" },
        { "category": "C.1", "period": 1, "amount": "?", "funding_rate": "?", "description": "?" },
    ]);
    let form = json!({ "title": "?", "periods": [{ "number": 1, "start": "2024-01-01", "end": "2025-12-31" }], "lines": lines,
        "financing": [{ "source": "own_contribution", "amount": "?", "description": "?" }] });
    let place = p.make(server, &format!("{project}/budgets"), form).await;
    p.change(server, &place, json!({ "title": "?" })).await;
    let costs = server.read(&place).await["totals"]["costs"].as_str().expect("an amount").to_owned();
    p.marks.note(&costs, p.scope, "BudgetTotals.costs");
    let paid = json!({ "financing": [{ "source": "own_contribution", "amount": costs }] });
    assert_eq!(server.patch(&place, paid).await.status, StatusCode::OK);
    server.done(&place, "approve", json!({})).await;
    let draft = p.make(server, &format!("{place}/amend"), json!({ "reason": "?", "title": "?" })).await;
    p.change(server, &draft, json!({ "lines": [{ "category": "C.1", "amount": "?", "description": "?" }, { "category": "A.1", "units": "?", "unit": "?", "unit_rate": "?" }],
        "financing": [{ "source": "partner_contribution", "partner": id(partner), "amount": "?", "description": "?" }] })).await;
    let copy = p.make(server, &format!("{place}/copy"), json!({ "title": "?" })).await;
    assert_eq!(server.delete(&copy).await.status, StatusCode::NO_CONTENT);
}

async fn costs(p: &mut Planter, server: &Server, project: &str, (partner, line): (&str, &str)) {
    let cost = |on: &str| {
        json!({ "partner": id(partner), "funding_line": id(line), "category": "C.1", "incurred_on": on, "amount": "?", "document": "?",
        "person": "?", "days": "?", "description": "?" })
    };
    let declared = p
        .post(
            server,
            &format!("{project}/costs"),
            json!({ "costs": [cost("2024-05-01"), cost("2024-06-01"), cost("2024-07-01")] }),
        )
        .await;
    let places: Vec<_> = (0..3)
        .map(|at| format!("/v1/costs/{}", declared["costs"][at]["id"].as_str().expect("an id")))
        .collect();
    p.change(
        server,
        &places[0],
        json!({ "amount": "?", "document": "?", "person": "?", "days": "?", "description": "?" }),
    )
    .await;
    server.done(&places[1], "accept", json!({})).await;
    assert_eq!(server.delete(&places[2]).await.status, StatusCode::NO_CONTENT);
}

/// A workbook of a budget that is imported, and one that is refused for what stands in its cells.
async fn imports(p: &mut Planter, server: &Server, project: &str, acronym: &str) {
    let name = format!("{}.xlsx", p.text("ImportFile.name"));
    let title = p.text("the title in a workbook");
    let amount = p.amount("an amount in a workbook");
    let good = workbook(&title, &[&["category", "amount"], &["C.1", &amount]]).expect("a workbook");
    let form = json!({ "kind": "budget", "project": id(project) });
    let place = started(server, form.clone(), &[(&name, &good)]).await;
    assert_eq!(ended(server, &place).await["stage"], "finished", "{acronym}");
    let (category, amount) = (p.text("the cell of a category"), p.text("the cell of an amount"));
    let bad = workbook("B", &[&["category", "amount"], &[&category, &amount]]).expect("a workbook");
    let place = started(server, form, &[(&format!("{}.xlsx", p.text("ImportFinding.file")), &bad)]).await;
    assert_eq!(ended(server, &place).await["stage"], "failed", "{acronym}");
}

fn workbook(title: &str, rows: &[&[&str]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Budget")?;
    sheet.write_string(0, 0, "title")?.write_string(0, 1, title)?;
    let sheet = workbook.add_worksheet().set_name("Lines")?;
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell)?;
        }
    }
    workbook.save_to_buffer()
}

/// A portfolio file, twice with other amounts: it is recorded as it is stored, in cents.
async fn file(p: &mut Planter, server: &Server, acronym: &str) {
    let (organisation, programme) = (format!("Partner of {acronym}"), format!("Programme of {acronym}"));
    let mut line = p.file_line(&programme);
    for _ in 0..2 {
        line["own_share"] = json!(p.amount("FileFundingLine.own_share, changed"));
        let project = json!({ "acronym": acronym, "title": "T", "kind": "european", "stage": "signed", "partners": [p.file_partner(&organisation)],
            "funding_lines": [line.clone()] });
        let parts = json!({ "organisations": [{ "name": organisation }], "programmes": [{ "name": programme, "level": "european" }], "projects": [project] });
        server.load_parts(parts).await.unwrap_or_else(|faults| panic!("{faults:?}"));
    }
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

/// The money of the organisation as a whole, its books, and what is wanted of them.
async fn whole(p: &mut Planter, server: &Server, fiona: &Server, years: &[String]) {
    let payer = server.made("/v1/organisations", json!({ "name": "Payer of all" })).await;
    let mut form = draft(("", id(&payer)));
    form.as_object_mut().expect("an object").remove("project");
    let line = p.make(server, "/v1/funding-lines", form).await;
    p.verb(server, &line, "sign", json!({ "signed_on": "2023-12-01", "total_award": "?", "own_share": "?" }))
        .await;
    p.make(server, "/v1/payments", json!({ "funding_line": id(&line), "kind": "interim", "amount": "?", "due": "2025-02", "reference": "?" })).await;
    let levels =
        json!([{ "level": "european", "class": "european" }, { "level": "national", "class": "national" }]);
    p.make(
        server,
        "/v1/classification-policies",
        json!({ "valid_from": "2030-01-01", "note": "?", "rules": levels }),
    )
    .await;
    for (class, kept) in [("european", true), ("national", false)] {
        let target = p
            .make(
                server,
                "/v1/revenue-targets",
                json!({ "year": 2024, "class": class, "percent": "?", "tolerance": "?", "note": "?" }),
            )
            .await;
        p.change(server, &target, json!({ "percent": "?", "tolerance": "?", "note": "?" })).await;
        assert!(kept || server.delete(&target).await.status == StatusCode::NO_CONTENT);
    }
    books(p, fiona, years).await;
}

async fn books(p: &mut Planter, fiona: &Server, years: &[String]) {
    let entry = |year: i32, class: &str| json!({ "year": year, "reference": "?", "amount": "?", "currency": "EUR", "class": class, "description": "?" });
    let posted = p
        .post(
            fiona,
            "/v1/revenue-entries",
            json!({ "entries": [entry(2024, "european"), entry(2024, "national")] }),
        )
        .await;
    p.post(fiona, "/v1/revenue-entries", json!({ "entries": [entry(2025, "consultancy")] })).await;
    let first = format!("/v1/revenue-entries/{}", posted["entries"][0]["id"].as_str().expect("an id"));
    let reversal = json!({ "reason": "?", "reference": "?" });
    p.verb(fiona, &first, "reverse", reversal).await;
    let published = json!({ "source": "?", "total": { "amount": "?", "precision": "?" }, "shares": [{ "class": "european", "percent": "?", "precision": "?" }] });
    p.change(fiona, &years[0], json!({ "published": published })).await;
    p.verb(fiona, &years[0], "close", json!({ "note": "?" })).await;
    p.verb(fiona, &years[0], "reopen", json!({ "reason": "?" })).await;
    p.verb(fiona, &years[0], "close", json!({ "note": "?" })).await;
}

//! A newer file of CORDIS over an older one: the portfolio looks as after a first import of the newer one.

use std::fs;
use std::path::Path;

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::{Imported, Mode};
use macro_rules_attribute::apply;
use sea_orm::DbBackend;
use serde_json::{Value, json};

use crate::harness::{Cordis, Kind, Looking, Server, Table, counts, id, on_both_databases};

pub(crate) async fn imported(server: &Server, path: &Path, mode: Mode) -> (Imported, Vec<String>) {
    let mut looking = Looking::default();
    let done = import(&server.app, &Caller::command_line(), path, mode, &mut looking).await;
    (done.expect("an import"), looking.found)
}

/// An empty portfolio on the same kind of database.
pub(crate) async fn beside(server: &Server) -> Server {
    let kind = match server.app.database.read().get_database_backend() {
        DbBackend::Sqlite => Kind::Sqlite,
        _ => Kind::Postgres,
    };
    Server::on(kind).await.expect("a database")
}

/// Takes out what differs between any two imports: identifiers, and the record of what was before.
fn stripped(mut value: Value) -> Value {
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| name != "id" && name != "amendments");
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(strip);
            items.sort_by_key(Value::to_string);
        }
        _ => {}
    }
}

/// Whether a part is gone: it left, and nothing of the budget is its.
fn is_gone(part: &Value) -> bool {
    !part["left"].is_null() && part["budget_share"].is_null()
}

/// Everything that a collection shows.
async fn all(server: &Server, path: &str) -> Vec<Value> {
    let mut all: Vec<_> = server.all(path).await.into_iter().map(stripped).collect();
    all.sort_by_key(Value::to_string);
    all
}

/// The projects in full, by their numbers, each with its partners apart.
async fn projects(server: &Server) -> Vec<(String, Value, Vec<Value>)> {
    let mut all = Vec::new();
    for project in server.all("/v1/projects").await {
        let path = format!("/v1/projects/{}", project["id"].as_str().expect("an id"));
        let mut full = stripped(server.read(&path).await);
        let partners = full["partners"].take().as_array().cloned().expect("partners");
        all.push((full["grant_agreement"].to_string(), full, partners));
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

/// Passes when a portfolio looks as one into which the newer files were imported first.
async fn assert_alike(updated: &Server, fresh: &Server, about: &str) {
    let (ours, theirs) = (projects(updated).await, projects(fresh).await);
    assert_eq!(ours.len(), theirs.len(), "{about}");
    for ((grant, is, mut parts), (_, expected, wanted)) in ours.into_iter().zip(theirs) {
        assert_eq!(is, expected, "{about}: {grant}");
        for part in &wanted {
            let at = parts.iter().position(|one| one == part);
            let at = at.unwrap_or_else(|| panic!("{about}: {grant}: no {part:#} among {parts:#?}"));
            parts.remove(at);
        }
        assert!(parts.iter().all(is_gone), "{about}: {grant}: {parts:#?}");
    }
    for path in ["/v1/funding-lines", "/v1/deliverables"] {
        assert_eq!(all(updated, path).await, all(fresh, path).await, "{about}: {path}");
    }
    // Those of whom nothing is said any more stay.
    for path in ["/v1/organisations", "/v1/calls"] {
        let ours = all(updated, path).await;
        for one in all(fresh, path).await {
            assert!(ours.contains(&one), "{about}: {path}: no {one:#}");
        }
    }
}

/// Imports an older state and a newer one, and the newer one by itself beside it.
pub(crate) async fn assert_follows(server: &Server, old: &Path, new: &Path, about: &str) -> Vec<String> {
    imported(server, old, Mode::Write).await;
    let (dry, told) = imported(server, new, Mode::Dry).await;
    let (done, found) = imported(server, new, Mode::Write).await;
    assert_eq!((&dry, &told), (&done, &found), "{about}: a dry run tells what will be");
    assert_eq!(done.refused, 0, "{about}: {found:?}");
    let fresh = beside(server).await;
    if let Some(owner) = server.all("/v1/organisations").await.into_iter().find(|one| one["owner"] == true) {
        let owner =
            json!({ "name": owner["name"], "country": owner["country"], "pic": owner["pic"], "owner": true });
        fresh.made("/v1/organisations", owner).await;
    }
    let (first, _) = imported(&fresh, new, Mode::Write).await;
    assert_eq!(first.refused, 0, "{about}");
    assert_alike(server, &fresh, about).await;
    let entries = server.all("/v1/audit-events").await.len();
    let (again, _) = imported(server, new, Mode::Write).await;
    assert!(again.changed_nothing(), "{about}: {again:?}");
    assert_eq!(server.all("/v1/audit-events").await.len(), entries, "{about}");
    found
}

/// What the parts of a portfolio have together, in cents.
pub(crate) async fn shares(server: &Server) -> i64 {
    let parts = server.all("/v1/partners").await;
    parts.iter().filter_map(|part| part["budget_share"].as_str()?.replace('.', "").parse::<i64>().ok()).sum()
}

/// Real projects as XML.
const FORMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis-forms/xml");

const LARGE: &str = "101080029";
const SMALL: &str = "101091766";

/// A later day, on which everything that happens to projects has happened.
fn later(old: &Cordis) -> Cordis {
    let mut new = old.clone();
    let projects = &mut new.projects;
    let row = projects.one(&[("id", LARGE)]);
    projects.set(row, "endDate", "2026-09-30");
    projects.set(row, "ecMaxContribution", "9600000,5");
    projects.set(row, "status", "TERMINATED");
    let row = projects.one(&[("id", SMALL)]);
    projects.set(row, "title", "A shorter title");
    projects.set(row, "objective", "");
    let parts = &mut new.partners;
    let part =
        |parts: &Table, grant: &str, pic: &str| parts.one(&[("projectID", grant), ("organisationID", pic)]);
    // The coordination moves; the one who had it stays, and is called otherwise.
    let row = part(parts, LARGE, "947337891");
    parts.set(row, "role", "participant");
    parts.set(row, "name", "EUROPEAN DYNAMICS BELUX");
    let row = part(parts, LARGE, "999978142");
    parts.set(row, "role", "coordinator");
    let row = part(parts, LARGE, "886119154");
    parts.rows.remove(row);
    let row = part(parts, LARGE, "905285287");
    parts.set(row, "endOfParticipation", "true");
    parts.set(row, "ecContribution", "1000,25");
    // One stands twice in one role, one in another role too.
    let copy = parts.rows[part(parts, SMALL, "889679733")].clone();
    parts.rows.push(copy);
    let last = parts.rows.len() - 1;
    parts.set(last, "order", "99");
    parts.set(last, "ecContribution", "0.75");
    let copy = parts.rows[part(parts, SMALL, "906667634")].clone();
    parts.rows.push(copy);
    let last = parts.rows.len() - 1;
    parts.set(last, "role", "thirdParty");
    parts.set(last, "ecContribution", "5");
    // The only part of a project is gone.
    let row = part(parts, "101040297", "958500457");
    parts.rows.remove(row);
    new.add_like("101223091", "101999999");
    new.update(LARGE, "2026-01-10");
    new.update(SMALL, "2026-01-11");
    new
}

#[apply(on_both_databases!)]
async fn two_states_one_after_the_other_equal_the_newer_one(server: Server) {
    let old = Cordis::excerpt();
    let new = later(&old);
    let found = assert_follows(&server, old.folder().path(), new.folder().path(), "CSV").await;
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(shares(&server).await, new.partners.cents("ecContribution"), "to the cent");
    let lines = server.all("/v1/funding-lines").await;
    let line = lines.iter().find(|line| line["reference"] == LARGE).expect("a line");
    let amendment = &line["amendments"][0];
    assert_eq!(
        (&amendment["number"], &amendment["reason"]),
        (&json!("CORDIS 2026-01-10"), &json!("as CORDIS publishes it"))
    );
    assert_eq!(
        (&amendment["after"]["total_award"], &line["total_award"]),
        (&json!("9600000.50"), &json!("9600000.50"))
    );
    let partners = server.all("/v1/partners").await;
    let gone: Vec<_> = partners
        .iter()
        .filter(|part| is_gone(part))
        .map(|part| (part["organisation"]["name"].as_str(), part["left"].as_str()))
        .collect();
    assert_eq!(gone.len(), 2, "{gone:?}");
    assert!(gone.contains(&(Some("GMINA GORA KALWARIA"), Some("2026-01-10"))), "{gone:?}");
    let left: Vec<_> = partners.iter().filter(|part| part["organisation"]["name"] == "SEML OKTAVE").collect();
    assert_eq!((&left[0]["left"], &left[0]["budget_share"]), (&json!("2026-01-10"), &json!("1000.25")));
    let history =
        server.all(&format!("/v1/projects/{}/history", line["project"]["id"].as_str().expect("an id"))).await;
    let history = Value::Array(history).to_string();
    assert!(
        history.contains("2026-03-31") && history.contains("coordinator"),
        "the dates and roles of before: {history}"
    );
}

#[apply(on_both_databases!)]
async fn the_same_holds_of_json(server: Server) {
    let old = Cordis::excerpt();
    let new = later(&old);
    assert_follows(&server, old.json().path(), new.json().path(), "JSON").await;
    assert_eq!(shares(&server).await, new.partners.cents("ecContribution"));
}

#[apply(on_both_databases!)]
async fn a_part_that_comes_back_is_a_part_again(server: Server) {
    let old = Cordis::excerpt();
    let new = later(&old);
    imported(&server, old.folder().path(), Mode::Write).await;
    imported(&server, new.folder().path(), Mode::Write).await;
    let (back, found) = imported(&server, old.folder().path(), Mode::Write).await;
    assert_eq!((back.refused, found), (0, Vec::new()));
    let parts = server.all("/v1/partners").await;
    let back: Vec<_> =
        parts.iter().filter(|part| part["organisation"]["name"] == "GMINA GORA KALWARIA").collect();
    assert_eq!((back.len(), &back[0]["budget_share"]), (1, &json!("449700.00")));
    let in_project = |part: &&Value| part["project"]["acronym"] != "NEW101999999";
    let known: i64 = parts
        .iter()
        .filter(in_project)
        .filter_map(|part| part["budget_share"].as_str()?.replace('.', "").parse::<i64>().ok())
        .sum();
    assert_eq!(known, old.partners.cents("ecContribution"));
}

#[apply(on_both_databases!)]
async fn what_a_person_set_stays_and_is_listed(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let project = server
        .all("/v1/projects")
        .await
        .into_iter()
        .find(|one| one["grant_agreement"] == SMALL)
        .expect("a project");
    let place = format!("/v1/projects/{}", project["id"].as_str().expect("an id"));
    server.patch(&place, json!({ "title": "Our title" })).await;
    let parts = server.all(&format!("/v1/partners?project={}", project["id"].as_str().expect("an id"))).await;
    let part =
        parts.iter().find(|part| part["organisation"]["name"] == "HEMEX GERMANY GMBH").expect("a part");
    let part = format!("/v1/partners/{}", part["id"].as_str().expect("an id"));
    server.patch(&part, json!({ "budget_share": "7.00", "currency": "EUR" })).await;
    let (done, found) = imported(&server, later(&old).folder().path(), Mode::Write).await;
    assert_eq!(done.refused, 0, "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains(
            "project.csv, line 7, title: `Our title` was set by hand and stays; the file has `A shorter \
             title`"
        ),
        "{found:?}"
    );
    assert!(
        found[1].contains("ecContribution: `7.00` was set by hand and stays; the file has `393125.75`"),
        "{found:?}"
    );
    assert_eq!(server.read(&place).await["title"], "Our title");
    assert_eq!(server.read(&part).await["budget_share"], "7.00");
}

#[apply(on_both_databases!)]
async fn the_owners_share_follows_the_owners_part(server: Server) {
    server
        .made(
            "/v1/organisations",
            json!({ "name": "Hemex", "country": "DE", "pic": "889679733", "owner": true }),
        )
        .await;
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let line = async || {
        server
            .all("/v1/funding-lines")
            .await
            .into_iter()
            .find(|line| line["reference"] == SMALL)
            .expect("a line")
    };
    assert_eq!(line().await["own_share"], "393125.00");
    let mut new = later(&old);
    let (_, found) = imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!(line().await["own_share"], "393125.75");
    assert_eq!(found.len(), 1, "its name alone: {found:?}");
    assert_eq!(line().await["amendments"][0]["before"]["own_share"], "393125.00");
    while let Some(row) = new.partners.find(&[("projectID", SMALL), ("organisationID", "889679733")]).first()
    {
        new.partners.rows.remove(*row);
    }
    imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!(line().await["own_share"], Value::Null, "it takes part no more");
}

#[apply(on_both_databases!)]
async fn a_part_that_a_person_gave_to_another_organisation_stays_with_it(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let ours = server.made("/v1/organisations", json!({ "name": "Another body", "country": "LV" })).await;
    let parts = server.all("/v1/partners").await;
    let part =
        parts.iter().find(|part| part["organisation"]["name"] == "EKONOMIKAS MINISTRIJA").expect("a part");
    let part = format!("/v1/partners/{}", part["id"].as_str().expect("an id"));
    let reply = server.patch(&part, json!({ "organisation": id(&ours) })).await;
    assert!(reply.status.is_success(), "{reply:?}");
    let mut new = old.clone();
    let row = new.partners.one(&[("organisationID", "928511355")]);
    new.partners.set(row, "ecContribution", "12.5");
    let (done, _) = imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!(counts(&done, "partners").0, 0);
    let part = server.read(&part).await;
    assert_eq!(
        (&part["organisation"]["name"], &part["budget_share"]),
        (&json!("Another body"), &json!("12.50"))
    );
}

#[apply(on_both_databases!)]
async fn a_project_of_which_a_record_was_refused_loses_no_part(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let mut new = old.clone();
    let row = new.partners.one(&[("organisationID", "928511355")]);
    new.partners.set(row, "role", "onlooker");
    let (done, found) = imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!((done.refused, counts(&done, "partners").1, found.len()), (1, 0, 1), "{found:?}");
}

#[apply(on_both_databases!)]
async fn the_same_holds_of_xml(server: Server) {
    let (old, new) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for name in ["253278.xml", "262588.xml"] {
        let text = fs::read_to_string(Path::new(FORMS).join(name)).expect("a file");
        fs::write(old.path().join(name), &text).expect("a file");
        fs::write(new.path().join(name), later_xml(name, &text)).expect("a file");
    }
    let found = assert_follows(&server, old.path(), new.path(), "XML").await;
    assert_eq!(found, Vec::<String>::new());
    let parts = server.all("/v1/partners").await;
    let roles: Vec<_> = parts
        .iter()
        .filter(|part| !is_gone(part))
        .map(|part| (part["role"].as_str().expect("a role"), part["left"].as_str()))
        .collect();
    assert_eq!(roles.len(), 3, "{roles:?}");
    assert!(
        roles.contains(&("beneficiary", None)) && roles.contains(&("coordinator", Some("2024-04-16"))),
        "{roles:?}"
    );
    assert_eq!(shares(&server).await, 23_077_440 + 5_000_050);
}

/// The projects of XML on a later day.
fn later_xml(name: &str, text: &str) -> String {
    if name == "262588.xml" {
        let moved = text.replacen("terminated=\"false\"", "terminated=\"true\"", 1);
        return moved.replacen("type=\"associatedPartner\"", "type=\"participant\"", 1);
    }
    let (before, rest) = text.split_once("<organization ").expect("an organisation");
    let (first, rest) = rest.split_once("<organization ").expect("another");
    let end = rest.find("</organization>").expect("its end") + "</organization>".len();
    let first = first.replace("ecContribution=\"181152.96\"", "ecContribution=\"50000.5\"");
    let before = before.replace("<ecMaxContribution>181152.96", "<ecMaxContribution>60000");
    format!("{before}<organization {first}{}", &rest[end..])
}

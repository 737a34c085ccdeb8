//! What a newer file of CORDIS no longer has, and what is in none of the portfolio's columns.

use std::fs;
use std::path::Path;

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::Mode;
use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::api::exchange::cordis_updates::imported;
use crate::harness::{Cordis, Looking, Server, counts, on_both_databases, portfolio};

const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data");

async fn noted(server: &Server, path: &Path) -> Looking {
    let mut looking = Looking::default();
    import(&server.app, &Caller::command_line(), path, Mode::Write, &mut looking).await.expect("an import");
    looking
}

/// The deliverables of a number and a project of a grant, each with its place.
async fn deliverables(server: &Server, grant: &str) -> Vec<(String, Value)> {
    let projects = server.all("/v1/projects").await;
    let project = projects.iter().find(|project| project["grant_agreement"] == grant).expect("a project");
    let all =
        server.all(&format!("/v1/deliverables?project={}", project["id"].as_str().expect("an id"))).await;
    let place = |row: &Value| format!("/v1/deliverables/{}", row["id"].as_str().expect("an id"));
    all.into_iter().map(|row| (place(&row), row)).collect()
}

const GRANT: &str = "101057243";

#[apply(on_both_databases!)]
async fn a_deliverable_that_nobody_touched_goes_with_the_file(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let before = deliverables(&server, GRANT).await;
    let mut new = old.clone();
    let row = new.deliverables.one(&[("projectID", GRANT)]);
    new.deliverables.rows.remove(row);
    let folder = new.folder();
    fs::remove_file(folder.path().join("projectDeliverables.csv")).expect("a file");
    let (done, found) = imported(&server, folder.path(), Mode::Write).await;
    assert!(done.changed_nothing() && found.is_empty(), "no file of deliverables: {done:?}, {found:?}");
    let told = noted(&server, new.folder().path()).await;
    assert_eq!(told.found, Vec::<String>::new());
    assert!(
        told.notes.contains(
            &"note: projectDeliverables.csv: 1 deliverable that the file no longer contains was deleted"
                .to_owned()
        ),
        "{:?}",
        told.notes
    );
    assert_eq!(deliverables(&server, GRANT).await.len(), before.len() - 1);
    let events = server.all("/v1/audit-events?kind=deleted").await;
    assert_eq!(
        (events.len(), &events[0]["subject"]["kind"], &events[0]["subject"]["name"]),
        (1, &json!("deliverable"), &before_number(&old, row))
    );
    assert!(imported(&server, new.folder().path(), Mode::Write).await.0.changed_nothing());
    let (back, _) = imported(&server, old.folder().path(), Mode::Write).await;
    assert_eq!(counts(&back, "deliverables").0, 1);
    assert_eq!(deliverables(&server, GRANT).await.len(), before.len(), "it comes back with the file");
}

#[apply(on_both_databases!)]
async fn a_deliverable_that_a_person_touched_stays_and_is_listed(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let all = deliverables(&server, GRANT).await;
    assert!(all.len() >= 4, "{all:?}");
    server.patch(&all[0].0, json!({ "dissemination": "PU" })).await;
    // Changed and changed back.
    server.patch(&all[1].0, json!({ "title": "Otherwise" })).await;
    server.patch(&all[1].0, json!({ "title": all[1].1["title"] })).await;
    server.done(&all[2].0, "accept", json!({})).await;
    let mut new = old.clone();
    while let Some(row) = new.deliverables.find(&[("projectID", GRANT)]).first() {
        new.deliverables.rows.remove(*row);
    }
    let (done, found) = imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!((done.refused, found.len(), done.left_out), (0, 3, 3), "{found:?}");
    assert!(
        found.iter().all(|one| one.starts_with("left out: projectDeliverables.csv, line 1: deliverable ")
            && one.ends_with("was changed by hand and stays; it is not in the file")),
        "{found:?}"
    );
    assert_eq!(deliverables(&server, GRANT).await.len(), 3);
    let by_hand = json!({ "number": "99", "title": "Planned by hand" });
    let project = all[0].1["project"]["id"].as_str().expect("an id");
    server.made(&format!("/v1/projects/{project}/deliverables"), by_hand).await;
    let (again, found) = imported(&server, new.folder().path(), Mode::Write).await;
    assert!(again.changed_nothing() && found.len() == 3, "what a portal never had is not listed: {found:?}");
}

#[apply(on_both_databases!)]
async fn a_project_of_which_a_deliverable_was_refused_loses_none(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let mut new = old.clone();
    let row = new.deliverables.one(&[("projectID", GRANT)]);
    new.deliverables.set(row, "id", "not a number");
    let (done, _) = imported(&server, new.folder().path(), Mode::Write).await;
    assert_eq!((done.refused, counts(&done, "deliverables")), (1, (0, 0, old.deliverables.rows.len() - 1)));
}

#[apply(on_both_databases!)]
async fn a_project_that_the_file_no_longer_has_stays_as_it_is(server: Server) {
    let old = Cordis::excerpt();
    imported(&server, old.folder().path(), Mode::Write).await;
    let mut new = old.clone();
    for (table, column) in [
        (&mut new.projects, "id"),
        (&mut new.partners, "projectID"),
        (&mut new.topics, "projectID"),
        (&mut new.deliverables, "projectID"),
    ] {
        while let Some(row) = table.find(&[(column, GRANT)]).first() {
            table.rows.remove(*row);
        }
    }
    let (done, found) = imported(&server, new.folder().path(), Mode::Write).await;
    assert!(done.changed_nothing() && found.is_empty(), "{done:?} {found:?}");
    assert!(!deliverables(&server, GRANT).await.is_empty());
}

#[apply(on_both_databases!)]
async fn what_is_not_imported_is_noted_once_for_a_file(server: Server) {
    let told = noted(&server, Cordis::excerpt().folder().path()).await;
    assert_eq!(
        told.notes,
        [
            "note: project.csv: 6 columns are not imported: `totalCost`, `legalBasis`, `fundingScheme`, \
             `nature`, `rcn`, `grantDoi`",
            "note: organization.csv: 12 columns are not imported: `projectAcronym`, `SME`, `street`, \
             `postCode`, `nutsCode`, `geolocation`, `contactForm`, `rcn`, `order`, `netEcContribution`, \
             `totalCost`, `active`",
            "note: projectDeliverables.csv: 5 columns are not imported: `projectAcronym`, `url`, \
             `collection`, `contentUpdateDate`, `rcn`",
        ]
    );
    let told = noted(&server, &Path::new(EXCERPT).join("cordis-forms/json")).await;
    assert_eq!(told.notes.len(), 2, "{:?}", told.notes);
    assert!(
        told.notes[0].starts_with("note: project.json: ") && told.notes[0].contains("`fundingScheme`"),
        "{:?}",
        told.notes
    );
    let told = noted(&server, &Path::new(EXCERPT).join("cordis-forms/xml")).await;
    assert!(
        told.notes[0].starts_with("note: XML: ") && told.notes[0].contains(" elements are not imported: `"),
        "{:?}",
        told.notes
    );
    let all = told.notes.join(" ");
    for name in ["`totalCost`", "`organization@sme`", "`organization/address/street`", "`teaser`"] {
        assert!(all.contains(name), "{name}: {all}");
    }
    for name in ["`id`", "`result/title`", "`organization@type`"] {
        assert!(!all.contains(name), "{name}: {all}");
    }
}

#[apply(on_both_databases!)]
async fn columns_are_known_whatever_their_case_and_members_hold_one_value(server: Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let heading = "ID;Acronym;STATUS;Titl\u{e9};startdate;enddate;ECMAXCONTRIBUTION;frameworkprogramme;;x\n";
    fs::write(
        folder.path().join("project.csv"),
        format!("{heading}101;A;SIGNED;T;2024-01-01;;5.50;HORIZON;y;\n"),
    )
    .expect("a file");
    let told = noted(&server, folder.path()).await;
    assert_eq!(
        (told.found, told.notes),
        (
            Vec::new(),
            vec![
                "note: project.csv: 2 columns are not imported: `x`, `column 9, which has no name`"
                    .to_owned()
            ]
        )
    );
    let project = server.all("/v1/projects").await.remove(0);
    assert_eq!((&project["title"], &project["period"]["start"]), (&json!("T"), &json!("2024-01-01")));
    let json = json!([
        { "id": 102, "acronym": "B", "status": "SIGNED", "title": { "en": "B" }, "ecMaxContribution": 5, "frameworkProgramme": "HORIZON" },
        { "id": 101, "acronym": "A", "status": "SIGNED", "title": "T", "ecMaxContribution": 5.5, "frameworkProgramme": "HORIZON", "tags": [1] },
    ]);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("project.json"), json.to_string()).expect("a file");
    let told = noted(&server, folder.path()).await;
    assert_eq!(
        told.found,
        ["refused: project.json, line 1: `title` is an array or an object, not a single value"]
    );
    assert_eq!(told.notes, ["note: project.json: 1 column is not imported: `tags`"]);
    let project = server.all("/v1/projects").await.remove(0);
    assert_eq!(project["period"]["start"], "2024-01-01", "what the file has no column for stays");
}

/// The number of the deliverable in a row, as it is told.
fn before_number(state: &Cordis, row: usize) -> Value {
    let id = state.deliverables.get(row, "id");
    json!(id.split('_').nth(1).expect("a number"))
}

#[test]
fn notes_are_told_on_the_command_line_and_no_strict_import_fails_for_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let published = Cordis::excerpt().folder();
    let path = published.path().to_str().expect("a path");
    let output = portfolio(folder.path(), &["import", "cordis", path, "--strict"]);
    let told = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{told}");
    assert!(told.contains("note: project.csv: 6 columns are not imported: `totalCost`"), "{told}");
    assert!(told.ends_with("Records refused: 0. Fields left out: 0.\n"), "{told}");
}

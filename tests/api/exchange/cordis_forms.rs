//! Importing CORDIS from every form in which it is published, and not only from a folder of CSV.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::{Imported, Mode};
use macro_rules_attribute::apply;
use serde_json::{Value, json};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::{Looking, Server, counts, id, on_both_databases, portfolio};

/// Real records; the README beside them says where they are from.
const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis-forms");

fn excerpt(form: &str) -> PathBuf {
    Path::new(EXCERPT).join(form)
}

async fn imported(server: &Server, path: &Path, mode: Mode) -> (Imported, Vec<String>) {
    let mut looking = Looking::default();
    let caller = Caller::command_line();
    let imported = import(&server.app, &caller, path, mode, &mut looking).await.expect("an import");
    (imported, looking.found)
}

fn cents(all: &[Value], member: &str) -> i64 {
    all.iter().filter_map(|one| one[member].as_str()?.replace('.', "").parse::<i64>().ok()).sum()
}

/// An archive of files, each a name and its content.
fn archive(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut zip = ZipWriter::new(File::create(folder.path().join("published.zip")).expect("a file"));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("bytes");
    }
    zip.finish().expect("an archive");
    folder
}

fn read(path: &str) -> Vec<u8> {
    fs::read(excerpt(path)).expect("a file")
}

#[apply(on_both_databases!)]
async fn json_is_imported_to_the_cent(server: Server) {
    let (done, found) = imported(&server, &excerpt("json"), Mode::Write).await;
    assert_eq!(found, Vec::<String>::new());
    for (kind, added) in [("projects", 2), ("funding lines", 2), ("organisations", 19), ("partners", 19)] {
        assert_eq!(done.tally(kind).added, added, "{kind}");
    }
    assert_eq!(cents(&server.all("/v1/funding-lines").await, "total_award"), 881_838_625);
    assert_eq!(cents(&server.all("/v1/partners").await, "budget_share"), 881_838_625);
    assert_eq!(server.all("/v1/programmes").await[0]["name"], "Horizon 2020");
    assert!(imported(&server, &excerpt("json"), Mode::Write).await.0.changed_nothing());
}

#[apply(on_both_databases!)]
async fn xml_is_imported_to_the_cent(server: Server) {
    let (dry, _) = imported(&server, &excerpt("xml"), Mode::Dry).await;
    let (done, found) = imported(&server, &excerpt("xml"), Mode::Write).await;
    assert_eq!((&dry, found), (&done, Vec::new()));
    for (kind, added) in [
        ("projects", 2),
        ("funding lines", 2),
        ("organisations", 4),
        ("partners", 4),
        ("calls", 2),
        ("deliverables", 3),
    ] {
        assert_eq!(done.tally(kind).added, added, "{kind}");
    }
    assert_eq!(cents(&server.all("/v1/funding-lines").await, "total_award"), 23_077_440 + 18_115_296);
    let partners = server.all("/v1/partners").await;
    assert_eq!(cents(&partners, "budget_share"), 23_077_440 + 18_115_296);
    assert_eq!(
        partners
            .iter()
            .filter(|partner| partner["role"] == "associated_partner" && partner["budget_share"].is_null())
            .count(),
        2
    );
    let school = server.all("/v1/organisations?q=danmarks").await.remove(0);
    assert_eq!(
        (&school["pic"], &school["activity_type"], &school["country"]),
        (&json!("999990655"), &json!("HES"), &json!("DK"))
    );
    assert!(imported(&server, &excerpt("xml"), Mode::Write).await.0.changed_nothing());
}

#[apply(on_both_databases!)]
async fn what_is_wrong_with_one_file_of_xml_stops_no_other(server: Server) {
    let good = String::from_utf8(read("xml/262588.xml")).expect("text");
    let folder = archive(&[
        ("xml/1.xml", good.replace("<status>", "<status>UN").into_bytes()),
        ("xml/2.xml", b"<project>\n<id>1</project>".to_vec()),
        ("xml/3.xml", b"<!DOCTYPE p [<!ENTITY a \"b\">]><project><id>&a;</id></project>".to_vec()),
        ("xml/4.xml", b"<organization/>".to_vec()),
        ("xml/5.xml", read("xml/253278.xml")),
    ]);
    let (done, found) = imported(&server, &folder.path().join("published.zip"), Mode::Write).await;
    assert_eq!(
        (counts(&done, "projects"), counts(&done, "partners"), counts(&done, "deliverables")),
        ((1, 0, 0), (2, 0, 0), (2, 0, 0))
    );
    assert!(found[0].starts_with("refused: 1.xml, line 2, status: `UN"), "{found:#?}");
    assert!(found[1].starts_with("refused: 2.xml, line 2: it is not valid XML: "), "{found:#?}");
    assert!(
        found[2].starts_with("refused: 3.xml, line 1: it is not valid XML: "),
        "no document type is read: {found:#?}"
    );
    assert_eq!(found[3], "refused: 4.xml, line 1: the root element is `organization`, not `project`");
    assert!(
        found[4..]
            .iter()
            .all(|told| told.starts_with("refused: 1.xml, line ") && told.contains("there is no project")),
        "{found:#?}"
    );
}

#[apply(on_both_databases!)]
async fn an_archive_and_a_single_file_are_what_is_in_them(server: Server) {
    let folder = archive(&[
        ("csv/fp7-project.csv", read("fp7/fp7-project.csv")),
        ("json/project.json", read("json/project.json")),
        ("json/organization.json", read("json/organization.json")),
        ("readme.pdf", b"not read".to_vec()),
    ]);
    let (done, found) = imported(&server, &folder.path().join("published.zip"), Mode::Write).await;
    assert_eq!(
        (counts(&done, "projects"), counts(&done, "partners"), found),
        ((5, 0, 0), (19, 0, 0), Vec::new())
    );
    let fp7 = excerpt("fp7/fp7-project.csv");
    let (done, _) = imported(&server, &fp7, Mode::Write).await;
    assert_eq!(counts(&done, "projects"), (0, 0, 3), "they are there already");
    let all = server.all("/v1/projects").await;
    let stage = |grant: &str| {
        all.iter().find(|project| project["grant_agreement"] == grant).expect("a project")["stage"].clone()
    };
    assert_eq!([stage("333938"), stage("287711"), stage("328671")], ["signed", "closed", "terminated"]);
}

#[apply(on_both_databases!)]
async fn the_columns_of_horizon_2020_are_known(server: Server) {
    let projects = "rcn;id;acronym;status;programme;topics;frameworkProgramme;title;startDate;endDate;\
                    projectUrl;objective;totalCost;ecMaxContribution;call\n1;700001;OLD;CLOSED;X;T-1;H2020;\
                    Old;2016-01-01;2018-12-31;www.old.example;;5;5,5;H2020-C-1\n";
    let partners = "projectID;role;id;name;ecContribution;country;organizationUrl\n700001;coordinator;999000001;One;5.5;UK;http://one.example\n";
    let folder = archive(&[
        ("cordis-h2020projects.csv", projects.into()),
        ("cordis-h2020organizations.csv", partners.into()),
    ]);
    let (done, found) = imported(&server, &folder.path().join("published.zip"), Mode::Write).await;
    assert_eq!((done.refused, found), (0, Vec::new()));
    assert_eq!(server.all("/v1/projects").await[0]["website"], "http://www.old.example");
    let one = server.all("/v1/organisations?q=one").await.remove(0);
    assert_eq!((&one["website"], &one["pic"]), (&json!("http://one.example"), &json!("999000001")));
}

#[apply(on_both_databases!)]
async fn a_project_without_a_number_is_known_by_its_acronym(server: Server) {
    let made = async |acronym: &str| {
        server
            .made("/v1/projects", json!({ "acronym": acronym, "title": "By hand", "kind": "european" }))
            .await
    };
    let funded = async |project: &str, programme: &str| {
        let programme =
            server.made("/v1/programmes", json!({ "name": programme, "level": "european" })).await;
        let line = json!({ "project": id(project), "programme": id(&programme), "form": "grant", "currency": "EUR" });
        server.made("/v1/funding-lines", line).await
    };
    let (unpaid, ours, other) = (made("statinf").await, made("Bilbrain").await, made("mires").await);
    let line = funded(&ours, "Seventh Framework Programme").await;
    funded(&other, "Erasmus+").await;
    let (done, _) = imported(&server, &excerpt("fp7"), Mode::Write).await;
    assert_eq!((counts(&done, "projects"), counts(&done, "funding lines")), ((1, 2, 0), (2, 1, 0)));
    assert_eq!(server.read(&unpaid).await["grant_agreement"], "333938");
    assert_eq!(server.read(&ours).await["grant_agreement"], "328671");
    assert_eq!(server.read(&line).await["total_award"], "223002.20");
    assert_eq!(
        server.read(&other).await["grant_agreement"],
        Value::Null,
        "another programme pays for that one"
    );
    assert!(imported(&server, &excerpt("fp7"), Mode::Write).await.0.changed_nothing());
}

#[test]
fn an_archive_is_imported_from_the_command_line() {
    let folder = archive(&[("json/project.json", read("json/project.json")), ("bad.json", b"{".to_vec())]);
    let run = |path: &str| {
        let output = portfolio(folder.path(), &["import", "cordis", path]);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        (text(&output.stdout), text(&output.stderr))
    };
    let (told, complaint) = run("published.zip");
    assert!(
        told.contains("Imported published.zip.\n") && told.contains("projects           2 "),
        "{told}{complaint}"
    );
    let (told, _) = run("published.zip");
    assert!(told.contains("\nNothing changed: "), "{told}");
    assert!(told.contains("note: bad.json: this file is not imported\n"), "{told}");
    fs::write(folder.path().join("project.json"), "[{\"id\": 1,\n \"title\" 2}]").expect("a file");
    assert_eq!(run("project.json").1, "portfolio: project.json cannot be read: line 2: expected `:`\n");
    fs::write(folder.path().join("no.zip"), "no archive").expect("a file");
    assert!(run("no.zip").1.starts_with("portfolio: no.zip cannot be read: "));
    assert!(run("missing.zip").1.starts_with("portfolio: missing.zip cannot be read: "));
}

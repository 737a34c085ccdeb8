//! Importing the results of Erasmus+ and of Creative Europe, from every form of the workbook.

use std::fs;
use std::path::{Path, PathBuf};

use api::Caller;
use api::exchange::erasmus::import;
use api::exchange::ingest::{Fault, Imported, Mode};
use macro_rules_attribute::apply;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Looking, Server, counts, on_both_databases, portfolio};

/// Real rows; the README beside them says where they are from.
const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/erasmus");

/// What became of it, what was found and what was noted.
async fn noted(server: &Server, path: &Path, mode: Mode) -> (Imported, Looking) {
    let mut looking = Looking::default();
    let caller = Caller::command_line();
    let imported = import(&server.app, &caller, path, mode, &mut looking).await.expect("an import");
    (imported, looking)
}

async fn imported(server: &Server, path: &Path, mode: Mode) -> (Imported, Vec<String>) {
    let (done, looking) = noted(server, path, mode).await;
    (done, looking.found)
}

async fn written(server: &Server, path: &Path) -> Imported {
    imported(server, path, Mode::Write).await.0
}

fn cents(all: &[Value], member: &str) -> i64 {
    all.iter().filter_map(|one| one[member].as_str()?.replace('.', "").parse::<i64>().ok()).sum()
}

async fn project(server: &Server, grant: &str) -> Value {
    let all = server.all("/v1/projects").await;
    all.into_iter().find(|project| project["grant_agreement"] == grant).expect("a project")
}

/// A workbook whose columns are called and ordered otherwise, with a title above them, a sheet before it and columns that
/// nobody knows; the first project has as many partners as are wanted.
fn workbook(folder: &TempDir, partners: usize) -> PathBuf {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Read me first").expect("a cell");
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Results").expect("a cell");
    let columns = [
        "EU GRANT AWARD IN EUROS (indicative)",
        "project  status",
        "Project Number",
        "Programme",
        "Project Title",
        "Shoe size",
        "Start date",
        "Coordinator\u{2019}s name",
        "Coordinator\u{2019}s Country",
        "Action",
        "Call year",
    ];
    for (name, column) in columns.iter().zip(0..) {
        sheet.write(2, column, *name).expect("a cell");
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let rows = [
        ("1,200,000.00", "ONGOING", "P-1", "A Coordinator", "BE"),
        ("240000.0 EUR", "Finalised", "P-2", "a coordinator", "BE"),
        ("12.345", "ongoing", "P-3", "Another", "FR"),
        ("5", "dreamt of", "P-4", "Another", "FR"),
        ("5", "ongoing", "P-1", "Another", "FR"),
        ("", "terminated", "P-5", "Another", "Atlantis"),
    ];
    for ((award, status, number, coordinator, country), row) in rows.into_iter().zip(3..) {
        let texts = [
            award,
            status,
            number,
            "Erasmus+",
            "A title",
            "43",
            "",
            coordinator,
            country,
            "Partnerships",
            "2020",
        ];
        for (text, column) in texts.into_iter().zip(0..) {
            if !text.is_empty() {
                sheet.write(row, column, text).expect("a cell");
            }
        }
        let begins = ExcelDateTime::from_ymd(2020, 9, 1).expect("a day");
        sheet.write_with_format(row, 6, begins, &day).expect("a cell");
    }
    for (number, column) in (1..=partners).zip((11..).step_by(2)) {
        sheet.write(2, column, format!("PARTNER {number}  Name")).expect("a cell");
        sheet.write(2, column + 1, format!("Partner {number} country")).expect("a cell");
        sheet.write(3, column, format!("Partner no. {number}")).expect("a cell");
        sheet.write(3, column + 1, if number % 2 == 0 { "EL" } else { "UK" }).expect("a cell");
    }
    let path = folder.path().join("results.xlsx");
    book.save(&path).expect("a file");
    path
}

#[apply(on_both_databases!)]
async fn real_rows_are_imported_to_the_cent_and_once(server: Server) {
    let text = Path::new(EXCERPT).join("erasmus-plus.csv");
    let (done, told) = noted(&server, &text, Mode::Write).await;
    assert_eq!((told.found, done.left_out), (Vec::new(), 0));
    assert_eq!(told.notes.len(), 1, "{:?}", told.notes);
    assert!(
        told.notes[0].starts_with("note: erasmus-plus.csv: ")
            && told.notes[0].contains(" columns are not imported: `"),
        "{:?}",
        told.notes
    );
    // Counted and summed from the files by a script of its own.
    for (kind, added) in [
        ("projects", 2),
        ("programmes", 1),
        ("funding lines", 2),
        ("calls", 2),
        ("organisations", 7),
        ("partners", 7),
    ] {
        assert_eq!(done.tally(kind).added, added, "{kind}");
    }
    let sheet = Path::new(EXCERPT).join("creative-europe.xls");
    let (done, told) = noted(&server, &sheet, Mode::Write).await;
    assert_eq!(
        told.found,
        ["left out: creative-europe.xls, line 3, Partner 2 website: `pacifcstreamenterprise.co.uk` is no \
          website address"]
    );
    assert!(told.notes[0].contains("region` (and "), "{:?}", told.notes);
    for (kind, added) in [
        ("projects", 3),
        ("programmes", 1),
        ("funding lines", 3),
        ("calls", 1),
        ("organisations", 28),
        ("partners", 28),
    ] {
        assert_eq!(done.tally(kind).added, added, "{kind}");
    }
    let lines = server.all("/v1/funding-lines").await;
    assert_eq!(cents(&lines, "total_award"), 1_319_000 + 44_832_400 + 239_444_070);
    let told = project(&server, "552237-CREA-1-2014-1-NL-CULT-COOP1").await;
    assert_eq!(
        (&told["stage"], &told["period"]),
        (&json!("closed"), &json!({ "start": "2014-10-09", "end": "2016-10-08" }))
    );
    let told = project(&server, "2017-1-RS01-KA101-000006").await;
    assert_eq!(
        (&told["stage"], &told["period"], &told["website"]),
        (&json!("signed"), &json!({}), &json!("http://nadausavrsavanje.weebly.com"))
    );
    assert_eq!(told["acronym"], "2017-1-RS01-KA101-000006", "nobody says another");
    let line = lines.iter().find(|line| line["reference"] == "2017-1-RS01-KA101-000006").expect("a line");
    assert_eq!(
        (&line["programme"]["name"], &line["call"]["reference"]),
        (&json!("Erasmus+"), &json!("2017 School education staff mobility"))
    );
    let school = server.all("/v1/organisations?q=nada").await.remove(0);
    assert_eq!(
        (&school["city"], &school["country"], &school["pic"]),
        (&json!("Kruševac"), &json!("RS"), &Value::Null)
    );
    for path in [&text, &sheet] {
        assert!(written(&server, path).await.changed_nothing(), "{}", path.display());
    }
    let dumped = server.dump().await;
    assert!(server.load(&dumped).await.expect("what was dumped").changed_nothing());
}

#[apply(on_both_databases!)]
async fn a_workbook_is_read_by_what_its_columns_are_called(server: Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = workbook(&folder, 40);
    let (dry, _) = imported(&server, &path, Mode::Dry).await;
    assert!(server.all("/v1/projects").await.is_empty(), "a dry run keeps nothing");
    let (done, Looking { found, notes, .. }) = noted(&server, &path, Mode::Write).await;
    assert_eq!(dry, done, "a dry run tells what will be");
    assert_eq!(
        found,
        [
            "refused: results.xlsx, line 6, EU Grant Award: `12.345` may be 12345 or 12 and a fraction; \
             write 12345.00 or 12.34",
            "refused: results.xlsx, line 7, Project Status: `dreamt of` is not `ongoing`, `finalized` or \
            `terminated`",
            "refused: results.xlsx, line 8: line 4 already has a record for the same item",
            "left out: results.xlsx, line 9, Coordinator country: `Atlantis` is no country of ISO 3166-1",
        ]
    );
    assert_eq!(notes, ["note: results.xlsx: 1 column is not imported: `Shoe size`"]);
    assert_eq!(
        (counts(&done, "projects"), counts(&done, "partners"), counts(&done, "organisations")),
        ((3, 0, 0), (43, 0, 0), (42, 0, 0)),
        "names differ in case alone"
    );
    let told = project(&server, "P-1").await;
    assert_eq!((&told["period"], &told["kind"]), (&json!({ "start": "2020-09-01" }), &json!("european")));
    let lines = server.all("/v1/funding-lines").await;
    assert_eq!(cents(&lines, "total_award"), 144_000_000);
    assert_eq!(lines.iter().filter(|line| line["total_award"].is_null()).count(), 1, "empty is not zero");
    let partners = server.all("/v1/partners").await;
    let roles = |role: &str| partners.iter().filter(|partner| partner["role"] == role).count();
    assert_eq!((roles("coordinator"), roles("beneficiary")), (3, 40));
    assert!(partners.iter().all(|partner| partner["budget_share"].is_null()), "nobody says what is whose");
    assert!(written(&server, &path).await.changed_nothing());
}

#[apply(on_both_databases!)]
async fn who_is_there_already_is_found_again(server: Server) {
    let known = server
        .made(
            "/v1/organisations",
            json!({ "name": "A COORDINATOR", "country": "BE", "pic": "999000001", "city": "Liège" }),
        )
        .await;
    server
        .made("/v1/organisations", json!({ "name": "A Coordinator", "country": "FR", "pic": "999000002" }))
        .await;
    let project = server.made("/v1/projects", json!({ "acronym": "OURS", "title": "Ours", "kind": "european", "grant_agreement": "P-1", "manager": "Maud" })).await;
    let folder = tempfile::tempdir().expect("a folder");
    let done = written(&server, &workbook(&folder, 1)).await;
    assert_eq!((counts(&done, "projects"), counts(&done, "organisations")), ((2, 1, 0), (2, 0, 1)));
    let told = server.read(&project).await;
    assert_eq!(
        (&told["acronym"], &told["manager"], &told["stage"], &told["title"]),
        (&json!("OURS"), &json!("Maud"), &json!("signed"), &json!("A title"))
    );
    assert_eq!(server.read(&known).await["city"], "Liège");
    let partners = server.all("/v1/partners").await;
    let of_known =
        partners.iter().filter(|partner| partner["organisation"]["name"] == "A COORDINATOR").count();
    assert_eq!(of_known, 2, "the coordinator of both");
}

#[apply(on_both_databases!)]
async fn what_is_no_such_file_is_refused(server: Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("results.csv");
    let refused = async |content: &[u8], name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        let caller = Caller::command_line();
        import(&server.app, &caller, &path, Mode::Write, &mut Looking::default())
            .await
            .expect_err("no import")
            .to_string()
    };
    assert!(
        refused(b"Programme;Project title\n", "a.csv")
            .await
            .ends_with("the heading has no `Project Identifier`, `Project Status`")
    );
    assert!(refused(b"PK no archive", "b.xlsx").await.contains("b.xlsx cannot be read"));
    assert!(refused(b"no workbook at all", "c.xls").await.contains("c.xls cannot be read"));
    let heading = "Programme\tProject Identifier\tProject Title\tProject Status\n";
    fs::write(&path, format!("{heading}Erasmus+\tP-1\tA title\tongoing\nErasmus+\tP-2\n")).expect("a file");
    let (done, found) = imported(&server, &path, Mode::Write).await;
    assert_eq!(found, ["refused: results.csv, line 3: the record has 2 fields, the heading 4"]);
    assert_eq!(counts(&done, "projects"), (1, 0, 0), "what is optional may be missing");
}

#[apply(on_both_databases!)]
async fn whoever_looks_on_may_stop_it(server: Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("results.csv");
    let heading = "Programme,Project Identifier,Project Title,Project Status\n".to_owned();
    let rows = (0..450).map(|number| format!("Erasmus+,P-{number},A title,ongoing\n"));
    fs::write(&path, std::iter::once(heading).chain(rows).collect::<String>()).expect("a file");
    let mut looking = Looking { patience: Some(2), ..Looking::default() };
    let stopped = import(&server.app, &Caller::command_line(), &path, Mode::Write, &mut looking).await;
    assert!(matches!(stopped, Err(Fault::Failed(_))));
    assert_eq!(looking.begun, ["results.csv"]);
    assert_eq!(server.all("/v1/projects").await.len(), 300, "what was written until then stays");
    assert_eq!(counts(&written(&server, &path).await, "projects"), (150, 0, 300), "and it goes on");
}

#[test]
fn a_workbook_is_imported_from_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    workbook(&folder, 2);
    let run = |arguments: &[&str]| {
        let all: Vec<_> =
            ["import", "erasmus", "results.xlsx"].into_iter().chain(arguments.iter().copied()).collect();
        let output = portfolio(folder.path(), &all);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        (text(&output.stdout), text(&output.stderr))
    };
    let (told, _) = run(&["--dry-run"]);
    assert!(told.contains("\nDry run of results.xlsx; nothing was stored.\n"), "{told}");
    let (_, complaint) = run(&["--strict"]);
    assert_eq!(complaint, "portfolio: results.xlsx was not imported; records refused: 3\n");
    let (told, _) = run(&[]);
    assert!(told.contains("\nImported results.xlsx.\n"), "{told}");
    assert!(told.contains("Records refused: 3. Fields left out: 1.\n"), "{told}");
    let (told, _) = run(&[]);
    assert!(told.contains("note: results.xlsx: 1 column is not imported: `Shoe size`\n"), "{told}");
    assert!(told.contains("\nNothing changed: "), "{told}");
}

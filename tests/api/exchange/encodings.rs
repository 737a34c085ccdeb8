//! Text files as spreadsheets save them: other encodings, other separators, decimal commas.

use std::fs;
use std::path::Path;

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::{Imported, Mode};
use encoding_rs::WINDOWS_1252;
use macro_rules_attribute::apply;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::api::exchange::imports::{counts as counts_of, ended, started};
use crate::harness::{Looking, Server, counts, on_both_databases, portfolio};

const EXCERPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/cordis");
const ERASMUS: &str = include_str!("../../data/erasmus/erasmus-plus.csv");
const FILES: [&str; 4] = ["project.csv", "organization.csv", "topics.csv", "projectDeliverables.csv"];

type Encode = fn(&str) -> Vec<u8>;

fn utf_16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What Excel writes in Western Europe: a question mark for each letter that the code page lacks.
fn windows_1252(text: &str) -> Vec<u8> {
    let letters = text.chars().map(|letter| {
        let mut letters = String::from(letter);
        let (bytes, _, lost) = WINDOWS_1252.encode(&letters);
        let bytes = bytes.into_owned();
        letters.clear();
        if lost { b"?".to_vec() } else { bytes }
    });
    letters.flatten().collect()
}

/// What a field of the publisher's says, without the quotes that he put around it.
fn meant(field: &str) -> String {
    let quoted = field.strip_prefix('"').and_then(|field| field.strip_suffix('"'));
    let whole = quoted.filter(|inner| !inner.replace("\"\"", "").contains('"'));
    whole.unwrap_or(field).replace("\"\"", "\"")
}

/// A file of the excerpt as a spreadsheet saves it: only the quotes that are needed, and a separator of its own.
fn saved(name: &str, separator: u8) -> String {
    let text = fs::read_to_string(Path::new(EXCERPT).join(name)).expect("a file");
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    for line in text.trim_start_matches('\u{feff}').lines() {
        let inner = line.trim_start_matches('"').strip_suffix('"').unwrap_or(line);
        writer.write_record(inner.split("\";\"").map(meant)).expect("a record");
    }
    String::from_utf8(writer.into_inner().expect("all of it")).expect("text")
}

fn folder(separator: u8, ending: &str, encode: Encode) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in FILES {
        let name_here = name.replace("csv", ending);
        fs::write(folder.path().join(name_here), encode(&saved(name, separator))).expect("a file");
    }
    folder
}

async fn noted(server: &Server, folder: &Path, mode: Mode) -> (Imported, Looking) {
    let mut seen = Looking::default();
    let done =
        import(&server.app, &Caller::command_line(), folder, mode, &mut seen).await.expect("an import");
    (done, seen)
}

async fn imported(server: &Server, folder: &Path, mode: Mode) -> (Imported, Vec<String>) {
    let (done, seen) = noted(server, folder, mode).await;
    (done, seen.found)
}

#[apply(on_both_databases!)]
async fn what_a_spreadsheet_saved_is_what_was_published(server: Server) {
    let (done, found) = imported(&server, Path::new(EXCERPT), Mode::Write).await;
    assert_eq!((counts(&done, "projects"), found), ((10, 0, 0), Vec::new()));
    let kinds: [(u8, &str, Encode); 5] = [
        (b';', "csv", |text| text.as_bytes().to_vec()),
        (b',', "csv", |text| format!("\u{feff}{text}").into_bytes()),
        (b'\t', "txt", utf_16),
        (b';', "csv", utf_16),
        (b';', "csv", |text| format!("sep=;\r\n{text}").into_bytes()),
    ];
    for (separator, ending, encode) in kinds {
        let folder = folder(separator, ending, encode);
        let (done, found) = imported(&server, folder.path(), Mode::Dry).await;
        assert_eq!(found, Vec::<String>::new(), "{separator} {ending}");
        assert!(done.changed_nothing(), "{separator} {ending}: {done:?}");
        assert_eq!(counts(&done, "partners"), (0, 0, 84));
    }
}

#[apply(on_both_databases!)]
async fn windows_1252_is_read_and_said(server: Server) {
    let folder = folder(b';', "csv", windows_1252);
    let (done, seen) = noted(&server, folder.path(), Mode::Write).await;
    assert_eq!(
        (counts(&done, "projects"), done.refused, done.left_out),
        ((10, 0, 0), 0, 0),
        "{:?}",
        seen.found
    );
    let notes: Vec<_> = seen
        .notes
        .iter()
        .filter_map(|note| note.split_once(": the file is not UTF-8"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(notes, ["note: project.csv", "note: projectDeliverables.csv"], "the others are ASCII alone");
    let text = fs::read_to_string(Path::new(EXCERPT).join("project.csv")).expect("a file");
    for project in server.all("/v1/projects").await {
        let summary = project["summary"].as_str().expect("a summary");
        let accented =
            summary.chars().filter(|letter| matches!(letter, '\u{a0}'..='\u{ff}' | '\u{2018}'..='\u{201d}'));
        for letter in accented {
            assert!(text.contains(letter), "{letter:?} in {summary}");
        }
        assert!(!summary.contains(['\u{fffd}', '\u{c3}', '\u{c2}']), "{summary}");
    }
}

#[apply(on_both_databases!)]
async fn an_import_with_refusals_ends_as_such(server: Server) {
    let _importing = server.importing();
    let bad = "id;acronym;status;title;startDate;endDate;ecMaxContribution;frameworkProgramme\n101;ONE;\
               SIGNED;\u{c9}t\u{e9};;;1 234,56 \u{20ac};HORIZON\n102;TWO;SIGNED;Two;;;1,000;HORIZON\n";
    let place = started(&server, json!({ "kind": "cordis" }), &[("project.csv", &windows_1252(bad))]).await;
    let import = ended(&server, &place).await;
    assert_eq!(
        (&import["stage"], &import["refused"], &import["left_out"]),
        (&json!("finished_with_refusals"), &json!(1), &json!(0)),
        "{import}"
    );
    assert_eq!(counts_of(&import, "projects"), (1, 0, 0));
    let found = server.all(&format!("{place}/findings")).await;
    let told: Vec<_> = found
        .iter()
        .map(|one| (one["line"].as_u64(), one["column"].as_str(), one["refused"].as_bool()))
        .collect();
    assert_eq!(told, [(Some(0), None, Some(false)), (Some(3), Some("ecMaxContribution"), Some(true))]);
    assert!(found[1]["reason"].as_str().is_some_and(|reason| reason.contains("write 1000.00")), "{found:?}");
    let line = server.all("/v1/funding-lines").await.remove(0);
    assert_eq!(line["total_award"], "1234.56");
    assert_eq!(server.all("/v1/projects").await[0]["title"], "\u{c9}t\u{e9}");
    assert_eq!(server.all("/v1/imports?stage=finished_with_refusals").await.len(), 1);
    assert_eq!(server.all("/v1/imports?stage=finished").await.len(), 0);
    let again =
        started(&server, json!({ "kind": "cordis" }), &[("project.csv", b"PK\x03\x04 no text")]).await;
    let import = ended(&server, &again).await;
    let fault = import["fault"].as_str().expect("a fault");
    assert!(
        import["stage"] == "failed" && fault.starts_with("project.csv cannot be read: this is a workbook"),
        "{import}"
    );
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn the_command_line_tells_refusals_by_its_exit_status() {
    let folder = folder(b';', "csv", windows_1252);
    let run = |arguments: &[&str]| portfolio(folder.path(), &[&["import"], arguments].concat());
    let good = run(&["cordis", "."]);
    assert_eq!(good.status.code(), Some(0), "{}{}", text(&good.stdout), text(&good.stderr));
    assert!(
        text(&good.stdout).contains("note: project.csv: the file is not UTF-8; it was read as Windows-1252")
    );
    let projects = folder.path().join("project.csv");
    let whole = fs::read(&projects).expect("a file");
    fs::write(&projects, [whole.as_slice(), b"1;too;short\n"].concat()).expect("a file");
    for arguments in [&["cordis", "."][..], &["cordis", ".", "--dry-run"]] {
        let some = run(arguments);
        assert_eq!(some.status.code(), Some(3), "{}", text(&some.stderr));
        assert!(text(&some.stdout).contains("Records refused: 1."));
        assert!(text(&some.stderr).starts_with("portfolio: records refused: 1; "), "{}", text(&some.stderr));
    }
    assert_eq!(run(&["cordis", ".", "--strict"]).status.code(), Some(1), "nothing was imported");
    assert_eq!(run(&["cordis", "nowhere"]).status.code(), Some(1));
    fs::write(&projects, b"id;title\n1;Universit\x82 d'Orl\x82ans\n2;M\x82r\x82ville\n").expect("a file");
    let refused = run(&["cordis", "project.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(
        said.contains("project.csv cannot be read: ") && said.contains("save it as \"CSV UTF-8\""),
        "{said}"
    );
}

#[test]
fn every_reader_of_text_knows_what_a_spreadsheet_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| portfolio(folder.path(), arguments);
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    put("rates.txt", &utf_16("Date\tUSD\tGBP\r\n2026-01-14\t1,1684\t0,87058\r\n"));
    let rates = run(&["import", "rates", "rates.txt"]);
    assert!(
        text(&rates.stdout).contains("exchange rates      2"),
        "{}{}",
        text(&rates.stdout),
        text(&rates.stderr)
    );
    put(
        "list.json",
        &utf_16(
            r#"[{ "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.85628, "dateStart": "01/02/2024" }]"#,
        ),
    );
    assert_eq!(run(&["import", "rates", "list.json"]).status.code(), Some(0));
    put("results.txt", &utf_16(&ERASMUS.replace('\u{feff}', "")));
    let erasmus = run(&["import", "erasmus", "results.txt"]);
    assert_eq!(erasmus.status.code(), Some(0), "{}{}", text(&erasmus.stdout), text(&erasmus.stderr));
    let portfolio_file = json!({ "format": "portfolio/1", "projects": [{ "acronym": "ONE", "title": "\u{c9}t\u{e9}", "kind": "national", "stage": "idea" }] });
    put("wide.json", &utf_16(&portfolio_file.to_string()));
    let loaded = run(&["load", "wide.json"]);
    assert_eq!(loaded.status.code(), Some(0), "{}", text(&loaded.stderr));
    put("latin.json", &windows_1252(&portfolio_file.to_string()));
    assert!(text(&run(&["load", "latin.json"]).stderr).contains("the text is not UTF-8; save it as UTF-8"));
    let xml = "<?xml version=\"1.0\" \
               encoding=\"ISO-8859-1\"?><project><id>101000001</id><acronym>X</acronym><status>SIGNED</\
               status><title>\u{c9}t\u{e9}</\
               title><relations><associations><programme><frameworkProgramme>HORIZON</frameworkProgramme></\
               programme></associations></relations></project>";
    put("101.xml", &windows_1252(xml));
    let imported = run(&["import", "cordis", "101.xml", "--dry-run"]);
    assert!(!text(&imported.stdout).contains("UTF-8"), "{}", text(&imported.stdout));
    let dump: Value = serde_json::from_slice(&run(&["dump"]).stdout).expect("a portfolio file");
    assert!(dump.to_string().contains("\u{c9}t\u{e9}"), "{dump}");
}

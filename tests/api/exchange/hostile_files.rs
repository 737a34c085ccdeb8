//! Files that ask for more than a service has: refused in a sentence, in little memory.

use std::fs;

use macro_rules_attribute::apply;
use tempfile::TempDir;

use crate::api::exchange::imports::{ended, started};
use crate::harness::sheets::{Raw, row, text};
use crate::harness::{BudgetScene, REPORT, Server, id, on_both_databases, portfolio, portfolio_peak};

use serde_json::json;

/// How much memory an import may take, in KiB.
pub(crate) const MOST: u64 = 256 * 1024;

/// A folder with a portfolio of some projects.
pub(crate) fn portfolio_of_some() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("report.json"), REPORT).expect("a file");
    assert!(portfolio(folder.path(), &["load", "report.json"]).status.success());
    folder
}

/// Imports a file that is to be refused; gives back what is said.
pub(crate) fn refused(folder: &TempDir, kind: &str, name: &str, content: &[u8]) -> String {
    fs::write(folder.path().join(name), content).expect("a file");
    let (output, peak) = portfolio_peak(folder.path(), &["import", kind, name]);
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert_eq!(output.status.code(), Some(1), "{name}: {said}");
    assert!(peak < MOST, "{name} took {peak} KiB: {said}");
    assert!(said.len() < 64 << 10, "{name}: {} bytes are said", said.len());
    said
}

fn workbook(lines: &str) -> Raw {
    let budget = row(1, &["project", "ENACT"]) + &row(2, &["title", "T"]);
    Raw::of(&[("Budget", &budget), ("Lines", lines)], &[0], "")
}

#[test]
fn workbooks_that_ask_for_gigabytes_are_refused_in_little_memory() {
    let folder = portfolio_of_some();
    let head = row(1, &["category", "amount"]);
    let corner = format!("{head}<row r=\"1048576\">{}</row>", text("XFD1048576", "far"));
    let said = refused(&folder, "budget", "corner.xlsx", &workbook(&corner).finish());
    assert!(said.contains("Lines!XFD1048576"), "{said}");
    let beyond = format!("{head}<row r=\"2\">{}</row>", text("XFE2", "beyond"));
    assert!(
        refused(&folder, "budget", "beyond.xlsx", &workbook(&beyond).finish()).contains("outside the sheet")
    );

    let mut counted = workbook(&head);
    counted.part(
        "xl/sharedStrings.xml",
        &["<sst count=\"9\" uniqueCount=\"9000000000000000\"><si><t>x</t></si></sst>"],
    );
    let said = portfolio_import(&folder, "counted.xlsx", &counted.finish());
    assert!(said.contains("Imported"), "what a workbook says of its texts is not believed: {said}");

    let mut shared = workbook(&head);
    let texts = format!("<si><t>{}</t></si>", "x".repeat(1000)).repeat(1000);
    shared.part(
        "xl/sharedStrings.xml",
        &std::iter::once("<sst>")
            .chain(std::iter::repeat_n(texts.as_str(), 120))
            .chain(["</sst>"])
            .collect::<Vec<_>>(),
    );
    assert!(refused(&folder, "budget", "shared.xlsx", &shared.finish()).contains("unpacks to more than"));

    let inline = format!("{head}<row r=\"2\">{}</row>", text("A2", &"x".repeat(30 << 20)));
    assert!(refused(&folder, "budget", "inline.xlsx", &workbook(&inline).finish()).contains("has more than"));
    let row_of = |number| format!("<row r=\"{number}\"><c r=\"A{number}\"><v>1</v></c></row>");
    let rows = (2..30_000).map(row_of).collect::<Vec<_>>().concat();
    assert!(
        refused(&folder, "budget", "rows.xlsx", &workbook(&(head.clone() + &rows)).finish())
            .contains("20000 filled rows")
    );
    let late =
        format!("{head}<row r=\"3\">{}</row><row r=\"2\">{}</row>", text("A3", "C.1"), text("A2", "C.1"));
    assert!(refused(&folder, "budget", "late.xlsx", &workbook(&late).finish()).contains("not in order"));
    let deep = format!("{head}<row r=\"2\">{}", "<x>".repeat(100_000));
    assert!(refused(&folder, "budget", "deep.xlsx", &workbook(&deep).finish()).contains("deep"));
}

/// Imports a budget, and gives back what is said.
fn portfolio_import(folder: &TempDir, name: &str, content: &[u8]) -> String {
    fs::write(folder.path().join(name), content).expect("a file");
    let (output, peak) = portfolio_peak(folder.path(), &["import", "budget", name]);
    assert!(peak < MOST, "{peak} KiB");
    [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
}

#[test]
fn published_workbooks_and_texts_that_have_no_end_are_refused_in_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = row(1, &["Programme", "Project Identifier", "Project Title", "Project Status"]);
    let published = |rows: &str| Raw::of(&[("Results", &(head.clone() + rows))], &[0], "").finish();
    let wide: String = (0..700).map(|at| text(&format!("{}2", column(at)), &"x".repeat(8000))).collect();
    let said = refused(&folder, "erasmus", "wide.xlsx", &published(&format!("<row r=\"2\">{wide}</row>")));
    assert!(said.contains("row 2 has more than"), "{said}");
    let padded = published(&" ".repeat(70 << 20));
    assert!(refused(&folder, "erasmus", "padded.xlsx", &padded).contains("unpacks to more than"));
    let endless = "Programme,Project Identifier,Project Title,Project Status\nErasmus+,\"".to_owned()
        + &"x".repeat(40 << 20);
    assert!(refused(&folder, "erasmus", "endless.csv", endless.as_bytes()).contains("has no end"));
    assert!(refused(&folder, "erasmus", "empty.xls", b"").contains("it is empty"));
}

fn column(at: u32) -> String {
    let letter = |place: u32| char::from_u32(u32::from(b'A') + place).expect("a letter");
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at % 26)) }
}

#[test]
fn rates_that_have_no_end_are_refused_in_little_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "Date,USD,\n2026-01-14,".to_owned() + &"1".repeat(50 << 20);
    assert!(
        refused(&folder, "rates", "line.csv", line.as_bytes()).contains("line 2 has more than 65536 bytes")
    );
    let head = "Date,".to_owned() + &"USD,".repeat(10 << 20);
    assert!(refused(&folder, "rates", "head.csv", head.as_bytes()).contains("line 1 has more than"));
    let deep = "[".repeat(20 << 20);
    assert!(refused(&folder, "rates", "deep.json", deep.as_bytes()).contains("has no end"));
    let long = format!("[{{\"currencyIso\": \"{}\"", "X".repeat(40 << 20));
    assert!(refused(&folder, "rates", "long.json", long.as_bytes()).contains("has no end"));
    let nested = format!("[{{\"a\": {}", "[".repeat(20 << 20));
    assert!(
        refused(&folder, "rates", "nested.json", nested.as_bytes())
            .contains("not the list of the Commission")
    );
    let wrong = "Date,USD,\n".to_owned() + &"x,1,\n".repeat(2_000_000);
    let said = refused(&folder, "rates", "wrong.csv", wrong.as_bytes());
    assert!(said.contains("the rest of the file was not read"), "{said}");
}

#[apply(on_both_databases!)]
async fn a_service_that_is_handed_such_a_file_lives_on(server: Server) {
    let _importing = server.importing();
    let scene = BudgetScene::usual(&server).await;
    let corner = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        text("A1", "title"),
        text("XFD1048576", "far")
    );
    let file = Raw::of(&[("Budget", &corner), ("Lines", &row(1, &["category"]))], &[0], "").finish();
    let place = started(
        &server,
        json!({ "kind": "budget", "project": id(&scene.project) }),
        &[("budget.xlsx", &file)],
    )
    .await;
    let import = ended(&server, &place).await;
    assert_eq!((&import["stage"], &import["code"]), (&json!("failed"), &json!("refused")));
    let beyond = Raw::of(&[("Budget", "<row r=\"9999999\"/>"), ("Lines", "")], &[0], "").finish();
    let place = started(
        &server,
        json!({ "kind": "budget", "project": id(&scene.project) }),
        &[("budget.xlsx", &beyond)],
    )
    .await;
    let import = ended(&server, &place).await;
    assert_eq!((&import["stage"], &import["code"]), (&json!("failed"), &json!("unreadable")));
    assert!(
        import["fault"].as_str().is_some_and(|fault| fault.starts_with("budget.xlsx cannot be read: ")),
        "{import}"
    );
}

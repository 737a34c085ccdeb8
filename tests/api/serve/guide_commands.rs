//! The shell commands of the README and of the guide, run as they are printed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use openapi::serve::guide::PAGES;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::{Background, REPORT};

const README: &str = include_str!("../../../README.md");
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data");

/// The pages with commands, in an order in which a person can follow them: the role that signs in, and parts
/// of the output that they must print.
const VISITS: &[(&str, &str, &[&str])] = &[
    ("readme", "finance_director", &[r#""percent":"62""#, "1 400 000.00 EUR  100 %", "http://127.0.0.1:"]),
    ("projects", "project_manager", &[r#""due_on":"2027-04-30""#, r#""stage":"submitted""#]),
    ("budgets", "finance_director", &[r#""funding":"28248.00""#, r#""stage":"approved""#, "INV-2026-017"]),
    ("spreadsheets", "finance_director", &[]),
    ("finance-year", "finance_director", &[r#""reversed_by":"#, r#""note":"Approved on 12 June""#]),
    ("settlements", "finance_director", &["941180.00"]),
    ("changes-and-webhooks", "admin", &["retry: 3000", "whsec_", r#""type":"ping""#]),
    ("roles", "admin", &["ppt_session_"]),
    ("imports", "finance_director", &["62 %", "Dry run", r#""kind":"cordis""#, r#""items":[]"#]),
    ("annual-report", "finance_director", &["<html"]),
    ("errors", "reader", &[r#""code":"required""#]),
    ("sign-in-by-oidc", "reader", &["http://127.0.0.1:"]),
    // The last one, since it changes the folder.
    ("clients", "reader", &[]),
];

/// The files that the commands must leave behind.
const FILES: &[&str] =
    &["copy.json", "webhook.json", "rapport-2024.md", "rapport-2024.html", "jaarverslag-2024.html"];

/// Programs that are not run here: building takes minutes, and `.ci/clients` runs the generators.
const NOT_RUN: &[&str] = &["cargo", "chromium", "npm", "openapi-generator-cli", "pip"];

/// Runs a server for a few seconds, on any free port, and every other command to its end.
const PORTFOLIO: &str = r#"#!/bin/sh
if [ "$1" != serve ]; then exec "$BINARY" "$@"; fi
timeout 3 "$BINARY" "$@" --listen 127.0.0.1:0 || [ $? = 124 ]
"#;

/// A failure ends the script. `curl -N` follows a stream until a person stops it.
const BEGINNING: &str = r#"set -euo pipefail
curl() {
  if [ "$1" = -N ]; then timeout 3 curl -sS --fail-with-body "$@" || [ $? = 124 ]; return; fi
  command curl -sS --fail-with-body "$@"
}
"#;

#[test]
fn the_commands_of_the_readme_and_of_the_guide_do_what_they_say() {
    if let Some(missing) = ["bash", "curl", "jq", "timeout"].into_iter().find(|name| !is_installed(name)) {
        assert!(std::env::var_os("CI").is_none(), "{missing} is not installed, and CI is set");
        // Written to standard error directly: the test runner would hide the message.
        let skipped =
            format!("\n*** SKIPPED: {missing} is not installed; the guide's commands are not run ***\n\n");
        let _ = std::io::stderr().write_all(skipped.as_bytes());
        return;
    }
    let folder = prepared();
    let demo = Background::start(folder.path(), &["demo", "--port", "0"]);
    fs::write(folder.path().join("script"), script(&demo)).expect("a file");
    let path = std::env::var("PATH").expect("a path");
    let mut command = Command::new("bash");
    command.arg("script").current_dir(folder.path()).stdin(Stdio::null()).env_remove("DATABASE_URL");
    command.env("PATH", format!("{}/programs:{path}", folder.path().display()));
    command.env("BINARY", env!("CARGO_BIN_EXE_portfolio"));
    let done = command.output().expect("bash");
    let errors = String::from_utf8_lossy(&done.stderr);
    for (page, _, expected) in VISITS {
        let output = fs::read_to_string(folder.path().join(format!("{page}.output"))).unwrap_or_default();
        assert!(done.status.success() || !output.is_empty(), "{page}: {errors}");
        for part in *expected {
            assert!(output.contains(part), "{page}: {part}\n{output}\n{errors}");
        }
    }
    assert!(done.status.success(), "{errors}");
    let files = fs::read_dir(folder.path()).expect("a folder").map(|file| file.expect("a file").file_name());
    let files: BTreeSet<_> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    for file in FILES {
        assert!(files.contains(*file), "{file}: {files:?}");
    }
    for (start, end) in
        [("funding-lines-", ".xlsx"), ("projects-", ".csv"), ("revenue-2024-", ".xlsx"), ("budget-", ".xlsx")]
    {
        assert!(
            files.iter().any(|name| name.starts_with(start) && name.ends_with(end)),
            "{start}: {files:?}"
        );
    }
}

#[test]
fn every_page_with_commands_is_visited() {
    let visited: BTreeSet<_> = VISITS.iter().map(|(page, ..)| *page).collect();
    for page in PAGES {
        assert_eq!(visited.contains(page.name), !commands(page.markdown).is_empty(), "{}", page.name);
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The shell blocks of a page.
fn commands(markdown: &str) -> String {
    let mut commands = String::new();
    for block in markdown.split("```sh\n").skip(1) {
        commands.push_str(block.split("```").next().unwrap_or_default());
    }
    commands
}

/// The script of all visits. The commands of a page print into `PAGE.output`.
fn script(demo: &Background) -> String {
    let mut script = BEGINNING.to_owned();
    for (page, role, _) in VISITS {
        let markdown = PAGES.iter().find(|other| other.name == *page).map_or(README, |page| page.markdown);
        let line = demo.greeting.iter().find(|line| line.trim_start().starts_with(role)).expect("a user");
        let token = line.split(' ').next_back().expect("a token");
        let commands =
            commands(markdown).replace("token=...", "").replace("http://127.0.0.1:8080", demo.address());
        let _ = write!(
            script,
            "token={token} as=\"Authorization: Bearer {token}\"\n{{\n{commands}\n}} > {page}.output\n"
        );
    }
    script
}

/// A folder with the binary and the files that the commands name.
fn prepared() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("target/release")).expect("a folder");
    fs::create_dir_all(at("openapi/typescript")).expect("a folder");
    fs::create_dir(at("programs")).expect("a folder");
    program(&at("target/release/portfolio"), PORTFOLIO);
    program(&at("programs/portfolio"), PORTFOLIO);
    for name in NOT_RUN {
        program(&at("programs").join(name), "#!/bin/sh\n");
    }
    fs::write(at("my-portfolio.json"), REPORT).expect("a file");
    let read = |name: &str| fs::read(Path::new(DATA).join(name)).expect("a file");
    fs::write(at("project.csv"), read("cordis/project.csv")).expect("a file");
    let mut zip = ZipWriter::new(fs::File::create(at("cordis-HORIZONprojects-csv.zip")).expect("a file"));
    for name in ["project.csv", "organization.csv", "topics.csv"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(&read(&format!("cordis/{name}"))).expect("bytes");
    }
    zip.finish().expect("an archive");
    workbook(&read("erasmus/erasmus-plus.csv"), &at("erasmus-plus-projects-overview.xlsx"));
    folder
}

fn program(path: &Path, text: &str) {
    fs::write(path, text).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
}

/// The workbook of a CSV file.
fn workbook(text: &[u8], path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text).into_records();
    for (record, row) in rows.zip(0..) {
        for (cell, column) in record.expect("a record").iter().zip(0..) {
            sheet.write(row, column, cell).expect("a cell");
        }
    }
    book.save(path).expect("a file");
}

//! The command line, as a person or a service manager uses it.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{Background, REPORT, portfolio};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn output(output: &Output) -> String {
    assert!(output.status.success(), "{}", errors(output));
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

async fn read(address: &str, path: &str) -> Value {
    let response = reqwest::get(format!("{address}{path}")).await.expect("an answer");
    serde_json::from_str(&response.text().await.expect("a body")).expect("JSON")
}

#[tokio::test]
async fn the_demo_shows_the_split_and_serves_it() {
    let folder = folder();
    let demo = Background::start(folder.path(), &["demo", "--port", "0"]);
    let greeting = demo.greeting.join("\n");
    for line in [
        "european       266 000.00 EUR   19 %  ██████▏",
        "national       868 000.00 EUR   62 %  ███████████████████▉",
        "consultancy    266 000.00 EUR   19 %  ██████▏",
        "total        1 400 000.00 EUR  100 %",
        "4 of 4 figures agree",
    ] {
        assert!(greeting.contains(line), "{line}\n{greeting}");
    }
    let address = demo.greeting.last().expect("a last line").clone();
    for path in ["/v1/projects", "/docs", "/openapi.json"] {
        assert!(greeting.contains(&format!("{address}{path}")), "{path}\n{greeting}");
    }
    let split = read(&address, "/v1/revenue-split?year=2024").await;
    assert_eq!(split["total"], "1400000.00");
    assert!(demo.terminate(), "it ends well");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left behind");
}

#[tokio::test]
async fn a_portfolio_is_loaded_served_and_dumped() {
    let folder = folder();
    fs::write(folder.path().join("report.json"), REPORT).expect("a file");
    assert!(output(&portfolio(folder.path(), &["load", "report.json"])).contains("projects             26"));
    assert!(output(&portfolio(folder.path(), &["load", "report.json"])).starts_with("Nothing changed"));
    assert_eq!(output(&portfolio(folder.path(), &["dump"])), REPORT);
    output(&portfolio(folder.path(), &["dump", "--output", "again.json"]));
    assert_eq!(fs::read_to_string(folder.path().join("again.json")).expect("a file"), REPORT);

    let server = Background::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let answer = read(server.address(), "/v1/revenue-split?year=2024&decimals=2").await;
    assert!(server.terminate());
    let printed =
        output(&portfolio(folder.path(), &["split", "--year", "2024", "--decimals", "2", "--json"]));
    assert_eq!(serde_json::from_str::<Value>(&printed).expect("JSON"), answer);
    assert!(folder.path().join("portfolio.db").is_file());
}

#[test]
fn a_bad_file_is_refused_with_every_fault_on_a_line_of_its_own() {
    let folder = folder();
    let bad =
        REPORT.replace("\"kind\": \"european\"", "\"kind\": \"martian\"").replace("2024-09-20", "2024-09-31");
    fs::write(folder.path().join("bad.json"), bad).expect("a file");
    let refused = portfolio(folder.path(), &["load", "bad.json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    let errors = errors(&refused);
    assert!(
        errors.starts_with("portfolio: bad.json was refused, and nothing was loaded: 19 faults\n"),
        "{errors}"
    );
    assert!(errors.contains("  /projects/0/kind"), "{errors}");
    assert!(errors.contains("  /events/1/period/start"), "{errors}");
    assert_eq!(output(&portfolio(folder.path(), &["dump"])), "{\n  \"format\": \"portfolio/1\"\n}\n");
}

#[test]
fn errors_are_told_in_one_form_and_by_the_exit_code() {
    let folder = folder();
    for (arguments, told) in [
        (vec!["load", "nowhere.json"], "portfolio: nowhere.json cannot be read: "),
        (vec!["dump"], "portfolio: the database cannot be opened: "),
        (vec!["split", "--year", "2024"], "portfolio: the database cannot be opened: "),
        (vec!["serve", "--database", "mysql://x"], "portfolio: the database URL begins with neither"),
        (vec!["serve", "--listen", "192.0.2.1:1"], "portfolio: nothing can listen on 192.0.2.1:1: "),
    ] {
        let refused = portfolio(folder.path(), &arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(errors(&refused).starts_with(told), "{arguments:?}: {}", errors(&refused));
        assert!(refused.stdout.is_empty());
    }
    for arguments in
        [vec![], vec!["split"], vec!["split", "--year", "24"], vec!["fly"], vec!["demo", "--port", "x"]]
    {
        assert_eq!(portfolio(folder.path(), &arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn migrate_makes_the_database() {
    let folder = folder();
    assert_eq!(output(&portfolio(folder.path(), &["migrate"])), "The schema is up to date.\n");
    assert_eq!(output(&portfolio(folder.path(), &["migrate"])), "The schema is up to date.\n");
}

#[test]
fn the_documents_are_printed_as_they_are_committed() {
    let folder = folder();
    assert_eq!(output(&portfolio(folder.path(), &["openapi"])), include_str!("../../openapi/openapi.json"));
    assert_eq!(
        output(&portfolio(folder.path(), &["schema"])),
        include_str!("../../openapi/portfolio.schema.json")
    );
}

#[test]
fn every_command_has_its_help() {
    let folder = folder();
    let help = output(&portfolio(folder.path(), &["--help"]));
    for command in ["demo", "serve", "migrate", "load", "dump", "split", "openapi", "schema"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}\n{help}");
        let of_command = output(&portfolio(folder.path(), &[command, "--help"]));
        assert!(of_command.contains("Usage: portfolio"), "{of_command}");
    }
    assert!(output(&portfolio(folder.path(), &["serve", "--help"])).contains("[env: DATABASE_URL]"));
}

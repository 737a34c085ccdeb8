//! The command line, as a person or a service manager uses it.

use std::fs;
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Background, PASSWORD, REPORT, portfolio};

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

async fn read(address: &str, path: &str, token: &str) -> Value {
    let request = reqwest::Client::new().get(format!("{address}{path}")).bearer_auth(token);
    let response = request.send().await.expect("an answer");
    serde_json::from_str(&response.text().await.expect("a body")).expect("JSON")
}

/// Signs in with the one-time token that a new portfolio greets with.
async fn signed_in(server: &Background) -> String {
    let token = server.greeting.iter().find(|line| line.starts_with("ppt_once_")).expect("a one-time token");
    redeemed(server.address(), token).await["token"].as_str().expect("a token").to_owned()
}

async fn redeemed(address: &str, token: &str) -> Value {
    let form = json!({ "token": token, "password": PASSWORD });
    let request = reqwest::Client::new().post(format!("{address}/v1/sessions/redeem")).json(&form);
    request.send().await.expect("an answer").json().await.expect("JSON")
}

/// COMBO4YOU is national by payer and partly European by origin, and nobody printed how much of it is.
async fn says_what_is_not_known(address: &str, token: &str) {
    let by_origin = read(address, "/v1/revenue-split?year=2024&view=origin", token).await;
    assert_eq!(by_origin["origin_not_recorded"], "1400000.00");
    let lines = read(address, "/v1/funding-lines?limit=100", token).await;
    let lines = lines["items"]
        .as_array()
        .expect("lines")
        .iter()
        .filter(|line| line["project"]["acronym"] == "COMBO4YOU");
    let told: Vec<_> = lines
        .map(|line| (&line["programme"]["name"], &line["payer_class"], &line["origin"]["european"]))
        .collect();
    let (null, actiris, esf) = (&Value::Null, &json!("Actiris"), &json!("FSE+"));
    assert_eq!(told, [(actiris, null, null), (esf, &json!("national"), &json!("100"))]);
    let accrued = read(address, "/v1/revenue-split?year=2024&basis=accrued&view=origin", token).await;
    let left_out = accrued["not_counted"].as_array().expect("a list").iter();
    let of_combo = left_out.filter(|one| one["source"]["project"]["acronym"] == "COMBO4YOU");
    assert_eq!(of_combo.map(|one| &one["reason"]).collect::<Vec<_>>(), ["no_own_share", "no_own_share"]);
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
    for path in ["/v1/projects", "/docs", "/docs/guide", "/openapi.json"] {
        assert!(greeting.contains(&format!("{address}{path}")), "{path}\n{greeting}");
    }
    for role in ["admin", "finance_director", "project_manager", "auditor", "reader"] {
        let line = demo.greeting.iter().map(|line| line.trim()).find(|line| line.starts_with(role));
        let token = line.and_then(|line| line.rsplit(' ').next()).expect("a line of each role");
        let me = read(&address, "/v1/me", token).await;
        assert_eq!(me["role"], role);
        let managed = me["projects"].as_array().map(Vec::len);
        assert_eq!(managed, Some(if role == "project_manager" { 3 } else { 0 }), "{me}");
        let split = read(&address, "/v1/revenue-split?year=2024", token).await;
        let seen = ["admin", "finance_director", "auditor"].contains(&role);
        assert_eq!(split["total"] == "1400000.00", seen, "{role}: {split}");
        assert_eq!(split["code"] == "forbidden", !seen, "{role}: {split}");
        if seen {
            says_what_is_not_known(&address, token).await;
        }
    }
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
    let token = signed_in(&server).await;
    let answer = read(server.address(), "/v1/revenue-split?year=2024&decimals=2", &token).await;
    assert!(server.terminate());
    let printed =
        output(&portfolio(folder.path(), &["split", "--year", "2024", "--decimals", "2", "--json"]));
    assert_eq!(serde_json::from_str::<Value>(&printed).expect("JSON"), answer);
    assert!(folder.path().join("portfolio.db").is_file());
}

#[tokio::test]
async fn what_strays_from_the_ledger_is_listed_from_the_machine() {
    let folder = folder();
    fs::write(folder.path().join("report.json"), REPORT).expect("a file");
    output(&portfolio(folder.path(), &["load", "report.json"]));
    let agrees = output(&portfolio(folder.path(), &["verify"]));
    assert!(
        agrees.starts_with("Verified without differences: 3 revenue entries in 3 totals, 0 closings,"),
        "{agrees}"
    );
    let url = format!("sqlite://{}", folder.path().join("portfolio.db").display());
    let database = sea_orm::Database::connect(url).await.expect("the database");
    sea_orm::ConnectionTrait::execute_unprepared(&database, "UPDATE revenue_total SET entries = entries + 1")
        .await
        .expect("a change");
    database.close().await.expect("an end");
    let strays = portfolio(folder.path(), &["verify"]);
    assert_eq!(strays.status.code(), Some(1));
    assert_eq!(errors(&strays).matches("but the stored total is").count(), 3);
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
        errors.starts_with("portfolio: bad.json was refused and nothing was loaded: 19 errors\n"),
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
        (vec!["serve", "--database", "mysql://x"], "portfolio: the database URL must start with"),
        (vec!["serve", "--listen", "192.0.2.1:1"], "portfolio: cannot listen on 192.0.2.1:1: "),
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
    assert_eq!(
        output(&portfolio(folder.path(), &["openapi"])),
        include_str!("../../../openapi/openapi.json")
    );
    assert_eq!(
        output(&portfolio(folder.path(), &["schema"])),
        include_str!("../../../openapi/portfolio.schema.json")
    );
}

#[test]
fn every_command_has_its_help() {
    let folder = folder();
    let help = output(&portfolio(folder.path(), &["--help"]));
    for command in ["demo", "serve", "migrate", "load", "dump", "split", "user", "audit", "openapi", "schema"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command}\n{help}");
        let of_command = output(&portfolio(folder.path(), &[command, "--help"]));
        assert!(of_command.contains("Usage: portfolio"), "{of_command}");
    }
    assert!(output(&portfolio(folder.path(), &["serve", "--help"])).contains("[env: DATABASE_URL]"));
}

#[tokio::test]
async fn an_administrator_who_is_locked_out_gets_in_again_from_the_machine() {
    let folder = folder();
    let server = Background::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let token = signed_in(&server).await;
    assert_eq!(read(server.address(), "/v1/me", &token).await["role"], "admin");
    let reset = output(&portfolio(folder.path(), &["user", "reset", "ADMIN@localhost"]));
    let once = reset.lines().last().expect("a token");
    let again = redeemed(server.address(), once).await;
    assert_eq!(again["role"], "admin", "{again}");
    assert_eq!(redeemed(server.address(), once).await["code"], "unauthenticated", "it is good once");
    assert!(server.terminate());
    let server = Background::start(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!server.greeting.iter().any(|line| line.contains("ppt_once_")), "{:?}", server.greeting);
    assert!(server.terminate());
}

#[test]
fn users_are_added_listed_and_kept_out_from_the_machine() {
    let folder = folder();
    let run = |arguments: &[&str]| portfolio(folder.path(), arguments);
    assert!(output(&run(&["user", "list"])).starts_with("There are no users yet"));
    let added = output(&run(&["user", "add", "Ada Admin", "ada@example.org", "--role", "admin"]));
    assert!(added.lines().last().is_some_and(|line| line.starts_with("ppt_once_")), "{added}");
    output(&run(&["user", "add", "Rik Reader", "rik@example.org", "--role", "reader"]));
    output(&run(&["user", "disable", "rik@example.org"]));
    let listed = output(&run(&["user", "list"]));
    let lines: Vec<_> =
        listed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(lines[0], "Ada Admin ada@example.org admin has no password yet");
    assert!(lines[1].starts_with("Rik Reader rik@example.org reader disabled since "), "{listed}");
    output(&run(&["user", "enable", "rik@example.org"]));
    for (arguments, told) in [
        (["user", "disable", "ada@example.org"].as_slice(), "this is the last administrator"),
        (&["user", "reset", "nobody@example.org"], "no user has the e-mail address nobody@example.org"),
        (
            &["user", "add", "Ada", "Ada@Example.org", "--role", "reader"],
            "another user has this e-mail address",
        ),
        (
            &["user", "add", " ", "x@example.org", "--role", "reader"],
            "enter a name with at least one visible character",
        ),
    ] {
        let refused = run(arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(errors(&refused).contains(told), "{}", errors(&refused));
    }
    let refused = run(&["user", "add", "X", "x@example.org", "--role", "king"]);
    assert!(errors(&refused).contains("project_manager"), "{}", errors(&refused));
    let long = "X".repeat(201);
    for (name, email, told) in [
        ("Bo\u{202e}b", "x@example.org", "bidirectional control character U+202E"),
        (long.as_str(), "x@example.org", "longer than 200 characters"),
        ("X", "x.example.org", "an e-mail address must contain an @"),
    ] {
        let refused = run(&["user", "add", name, email, "--role", "reader"]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(errors(&refused).contains(told), "{}", errors(&refused));
    }
}

#[test]
fn the_audit_trail_is_verified_from_the_machine() {
    let folder = folder();
    output(&portfolio(folder.path(), &["user", "add", "Ada Admin", "ada@example.org", "--role", "admin"]));
    let whole = output(&portfolio(folder.path(), &["audit", "verify"]));
    let head = whole.lines().last().expect("a head").to_owned();
    assert!(head.starts_with("2:"), "a user was added, and a token issued: {whole}");
    output(&portfolio(folder.path(), &["dump"]));
    let whole = output(&portfolio(folder.path(), &["audit", "verify", "--expect", &head]));
    assert!(
        whole.lines().last().is_some_and(|head| head.starts_with("3:")),
        "an export is on record: {whole}"
    );
    for expected in ["2:0000", "4:0000"] {
        let refused = portfolio(folder.path(), &["audit", "verify", "--expect", expected]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(errors(&refused).contains("has been tampered with"), "{}", errors(&refused));
    }
    assert_eq!(portfolio(folder.path(), &["audit", "verify", "--expect", "two"]).status.code(), Some(2));
}

//! When `SQLite` acknowledges a write, as `serve` is told.

use std::process::Command;

use api::platform::app::{App, Clock};
use api::platform::database::{Database, IfMissing, Synchronous};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::harness::{Background, portfolio};

/// What the connection that writes was told, as `SQLite` numbers it.
async fn told(folder: &std::path::Path, synchronous: Synchronous) -> i32 {
    let url = format!("sqlite://{}", folder.join("test.db").display());
    let database = Database::open_as(&url, IfMissing::Create, synchronous).await.expect("a database");
    let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA synchronous");
    let app = App::new(database, Clock::System);
    let row = app.write(async |work| Ok(work.tx.query_one_raw(asked).await?)).await;
    row.expect("an answer").expect("a row").try_get_by_index(0).expect("a number")
}

#[tokio::test]
async fn sqlite_waits_for_the_disk_unless_it_is_told_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(told(folder.path(), Synchronous::default()).await, 2, "FULL");
    assert_eq!(told(folder.path(), Synchronous::Normal).await, 1, "NORMAL");
}

#[tokio::test]
async fn serve_is_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    for word in ["full", "normal"] {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--synchronous", word];
        let server = Background::start(folder.path(), &arguments);
        let answer = reqwest::get(format!("{}/readyz", server.address())).await.expect("an answer");
        assert!(answer.status().is_success(), "{word}");
        assert!(server.terminate(), "{word}");
    }
    assert_eq!(portfolio(folder.path(), &["serve", "--synchronous", "off"]).status.code(), Some(2));
}

#[test]
fn the_environment_says_it_too_and_the_help_says_its_price() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut serve = Command::new(env!("CARGO_BIN_EXE_portfolio"));
    serve.arg("serve").current_dir(folder.path()).env_clear().env("PORTFOLIO_SYNCHRONOUS", "off");
    assert_eq!(serve.output().expect("the command").status.code(), Some(2));
    let help = portfolio(folder.path(), &["serve", "--help"]).stdout;
    let help = String::from_utf8(help).expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("[env: PORTFOLIO_SYNCHRONOUS]"), "{help}");
    assert!(help.contains("a power cut can lose the last acknowledged writes"), "{help}");
}

//! A portfolio of any size, made by a few statements.

use std::path::Path;
use std::time::Duration;

use api::app::{App, Clock};
use api::database::{Database, Missing};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{AssertSqlSafe, raw_sql};
use uuid::Uuid;

/// How many milestones a project has.
pub(crate) const MILESTONES: u64 = 3;

/// What an identifier of the portfolio is of; a part of it.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Project = 1,
    Milestone = 8,
}

/// The identifier of one of a kind of things: the same that the statements make.
pub(crate) fn id(of: Of, number: u64) -> Uuid {
    Uuid::from_u128(0x0190 << 112 | u128::from(number) << 80 | 0x7000_8000 << 48 | of as u128)
}

/// What the bare handlers read by and write by: as many connections as the service has, set alike.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

/// A portfolio of so many projects in a folder: the service on it, and bare connections to the same file.
pub(crate) async fn portfolio(folder: &Path, projects: u64) -> (App, Pools) {
    let file = folder.join(format!("{projects}.db"));
    let database = Database::open(&format!("sqlite://{}", file.display()), Missing::Create).await;
    let app = App::new(database.expect("a database"), Clock::System);
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-32768")
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
        pool.connect_with(options.clone())
    };
    let pools = Pools { read: pool(4).await.expect("readers"), write: pool(1).await.expect("a writer") };
    let statements = include_str!("fill.sql").replace("{projects}", &projects.to_string());
    raw_sql(AssertSqlSafe(statements)).execute(&pools.write).await.expect("a portfolio");
    (app, pools)
}

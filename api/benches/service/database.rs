//! The database of a benchmark.

use std::path::Path;
use std::time::Duration;

use api::platform::app::{App, Clock};
use api::platform::database::{Database, IfMissing};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

/// Connections without the service, with the same number and settings as the service has.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

/// A new database in a file: the service, and bare connections to it.
pub(crate) async fn opened(file: &Path) -> (App, Pools) {
    let database = Database::open(&format!("sqlite://{}", file.display()), IfMissing::Create).await;
    let app = App::new(database.expect("a database"), Clock::System);
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-32768")
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
        pool.connect_with(options.clone())
    };
    (app, Pools { read: pool(4).await.expect("readers"), write: pool(1).await.expect("a writer") })
}

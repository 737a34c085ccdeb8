//! Connection options.

use std::time::Duration;

use sea_orm::ConnectOptions;
use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions as _, Connection, Database, Error};

/// How long a statement waits for a connection, or for the write of another process.
pub(super) const TIMEOUT: Duration = Duration::from_secs(5);

/// What to do if the database does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMissing {
    /// Create it.
    Create,
    /// Return an error.
    Refuse,
}

/// How many PostgreSQL connections a process holds.
const POSTGRES_CONNECTIONS: u32 = 10;

/// The page cache of an `SQLite` connection, in KiB as a negative number: 32 MiB. The default of 2 MiB
/// holds little more than the upper levels of the indexes of a large portfolio.
const SQLITE_CACHE: &str = "-32768";

/// When `SQLite` acknowledges a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Synchronous {
    /// After it is on the disk: acknowledged writes survive a power cut
    #[default]
    Full,
    /// Before it is on the disk: a power cut can lose the last acknowledged writes; the database stays
    /// consistent
    Normal,
}

/// The path of an `SQLite` database.
pub(super) fn sqlite_file(url: &str) -> &str {
    url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default()
}

/// The options of an `SQLite` connection.
pub(super) fn sqlite(
    url: &str,
    missing: IfMissing,
    synchronous: Synchronous,
) -> Result<SqliteConnectOptions, Error> {
    Ok(configured(url.parse()?, missing, synchronous).disable_statement_logging())
}

/// The options of an `SQLite` pool.
pub(super) fn sqlite_pool(
    url: &str,
    connections: u32,
    missing: IfMissing,
    synchronous: Synchronous,
) -> ConnectOptions {
    let mut options = quiet(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .map_sqlx_sqlite_pool_opts(refuse_open_transactions)
        .map_sqlx_sqlite_opts(move |sqlite| configured(sqlite, missing, synchronous));
    options
}

fn configured(
    options: SqliteConnectOptions,
    missing: IfMissing,
    synchronous: Synchronous,
) -> SqliteConnectOptions {
    let full = synchronous == Synchronous::Full;
    let synchronous = if full { SqliteSynchronous::Full } else { SqliteSynchronous::Normal };
    options
        .create_if_missing(missing == IfMissing::Create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .pragma("cache_size", SQLITE_CACHE)
        .busy_timeout(TIMEOUT)
}

pub(super) fn postgres(url: &str) -> ConnectOptions {
    let mut options = quiet(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .set_application_name("portfolio")
        .map_sqlx_postgres_pool_opts(refuse_open_transactions);
    options
}

/// Closes pool connections that are still in a transaction when they are returned or handed out: writes in
/// an unknown transaction would never be stored, and reads would be stale.
fn refuse_open_transactions<DB: Database>(options: PoolOptions<DB>) -> PoolOptions<DB> {
    options
        .after_release(|connection, _| {
            Box::pin(async move {
                // First run the rollback that a dropped transaction left in the queue.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.acquire_timeout(TIMEOUT).connect_timeout(TIMEOUT).sqlx_logging(false);
    options
}

//! How connections are made.

use std::time::Duration;

use sea_orm::ConnectOptions;
use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions as _, Connection, Database, Error};

/// How long a statement waits for a connection, or for another process's write.
pub(super) const TIMEOUT: Duration = Duration::from_secs(5);

/// Whether a database that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMissing {
    /// It is made.
    Create,
    /// It is an error.
    Refuse,
}

/// How many connections a process holds to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;

/// How much of the database a connection to `SQLite` keeps in memory, in KiB after a minus: 32 MiB. The 2 MiB that it
/// takes by itself hold little more than the upper levels of the indexes of a large portfolio.
const SQLITE_CACHE: &str = "-32768";

/// When `SQLite` acknowledges a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Synchronous {
    /// Once it is on the disk: what was acknowledged outlives a power cut
    #[default]
    Full,
    /// Sooner: the last acknowledged writes may be lost at a power cut; the database stays consistent
    Normal,
}

/// The file of an `SQLite` database.
pub(super) fn sqlite_file(url: &str) -> &str {
    url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default()
}

/// How a connection to `SQLite` is made.
pub(super) fn sqlite(
    url: &str,
    missing: IfMissing,
    synchronous: Synchronous,
) -> Result<SqliteConnectOptions, Error> {
    Ok(configured(url.parse()?, missing, synchronous).disable_statement_logging())
}

/// How a pool of connections to `SQLite` is made.
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

/// Has a pool close every connection that comes back, or is about to be handed out, in a transaction: what is
/// written in a transaction that nobody knows of is never stored, and what is read in one is old.
fn refuse_open_transactions<DB: Database>(options: PoolOptions<DB>) -> PoolOptions<DB> {
    options
        .after_release(|connection, _| {
            Box::pin(async move {
                // First the rollback that a dropped transaction left in the queue.
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

//! How connections are made.

use sea_orm::ConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

use super::{Missing, PATIENCE};

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

pub(super) fn sqlite(
    url: &str,
    connections: u32,
    missing: Missing,
    synchronous: Synchronous,
) -> ConnectOptions {
    let full = synchronous == Synchronous::Full;
    let synchronous = if full { SqliteSynchronous::Full } else { SqliteSynchronous::Normal };
    let mut options = quiet(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(missing == Missing::Create)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous)
                .foreign_keys(true)
                .pragma("cache_size", SQLITE_CACHE)
                .busy_timeout(PATIENCE)
        });
    options
}

pub(super) fn postgres(url: &str) -> ConnectOptions {
    let mut options = quiet(url);
    options.max_connections(POSTGRES_CONNECTIONS).set_application_name("portfolio");
    options
}

fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.acquire_timeout(PATIENCE).connect_timeout(PATIENCE).sqlx_logging(false);
    options
}

//! The databases: embedded `SQLite`, or PostgreSQL.
//!
//! `SQLite` has one connection that writes and a few that read, in WAL mode. A write begins with `BEGIN
//! IMMEDIATE`: a writer waits at its beginning and never fails half-way. With `synchronous=FULL`, the
//! default, acknowledged writes survive a power cut. PostgreSQL has one pool for both.
//!
//! `Ok` of a commit means that it is stored (`transaction.rs`). A connection whose transaction did not end
//! well is closed and never used again (`writer.rs`, `options.rs`).

mod cached_statement;
mod failure;
mod health;
mod lock;
mod migrate;
mod open_error;
mod options;
mod rows;
mod space;
pub(crate) mod space_watch;
mod transaction;
mod writer;

use std::sync::Arc;

pub(crate) use cached_statement::CachedStatement;
pub(crate) use failure::Failure;
use health::Health;
pub(crate) use lock::lock_of;
use migrate::migrate;
pub use open_error::OpenError;
pub use options::{IfMissing, Synchronous};
use options::{TIMEOUT, postgres, sqlite, sqlite_file, sqlite_pool};
pub(crate) use rows::{insert_row, update_changed, update_row};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, IsolationLevel, Statement,
    TransactionOptions, TransactionTrait,
};
use space::Space;
pub use space::{DEFAULT_RESERVE_BYTES, Shortage};
pub use transaction::Transaction;
use writer::Writer;

/// How many connections read from `SQLite` at the same time.
const SQLITE_READERS: u32 = 4;
/// A write to PostgreSQL that changes nothing.
const POSTGRES_PROBE: &str = "UPDATE seaql_migrations SET applied_at = applied_at \
    WHERE version = (SELECT MAX(version) FROM seaql_migrations)";
/// The same for `SQLite`, which does not write an unchanged row. This number has no reader.
const SQLITE_PROBE: &str = "PRAGMA user_version = 0";

/// An open database.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    /// The writing connection of `SQLite`. PostgreSQL writes through the pool that it reads from.
    writer: Option<Writer>,
    health: Arc<Health>,
    space: Space,
}

impl Database {
    /// Opens the database at a URL and migrates its schema.
    ///
    /// # Errors
    /// If the URL is not understood, the database does not answer, or its schema is newer than this binary.
    pub async fn open(url: &str, missing: IfMissing) -> Result<Self, OpenError> {
        Self::open_as(url, missing, Synchronous::Full).await
    }

    /// As [`Database::open`], with the `synchronous` mode of `SQLite`.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open_as(url: &str, missing: IfMissing, synchronous: Synchronous) -> Result<Self, OpenError> {
        Self::connect(url, missing, synchronous).await
    }

    async fn connect(url: &str, missing: IfMissing, synchronous: Synchronous) -> Result<Self, OpenError> {
        let health = Arc::new(Health::default());
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // A pool does not report why it has no connection, so connect once without it.
            answers(url).await?;
            let read = sea_orm::Database::connect(postgres(url)).await.map_err(unreachable)?;
            migrate(&read).await?;
            return Ok(Self { read, writer: None, health, space: Space::elsewhere() });
        }
        if !url.starts_with("sqlite:") {
            return Err(OpenError::UnknownKind);
        }
        if url.contains(":memory:") || url.contains("mode=memory") {
            return Err(OpenError::InMemory);
        }
        let file = sqlite_file(url);
        if missing == IfMissing::Refuse && !std::path::Path::new(file).exists() {
            return Err(OpenError::NoSuchFile(file.to_owned()));
        }
        // Migrate first: it creates the file and sets WAL mode, which a reader cannot do.
        let migrating = sqlite_pool(url, 1, missing, synchronous);
        let migrating = sea_orm::Database::connect(migrating).await.map_err(unreachable)?;
        migrate(&migrating).await?;
        let readers = sqlite_pool(url, SQLITE_READERS, IfMissing::Refuse, synchronous);
        let read = sea_orm::Database::connect(readers).await.map_err(unreachable)?;
        migrating.close().await.map_err(unreachable)?;
        let options = sqlite(url, IfMissing::Refuse, synchronous).map_err(unreachable)?;
        let writer = Some(Writer::new(options, Arc::clone(&health)));
        Ok(Self { read, writer, health, space: Space::of_file(file) })
    }

    /// Calls a function for every statement that the database runs.
    #[must_use]
    pub fn with_query_hook(mut self, watch: impl Fn(&Statement) + Clone + Send + Sync + 'static) -> Self {
        let again = watch.clone();
        self.read.set_metric_callback(move |info| watch(info.statement));
        self.writer = self.writer.map(|writer| writer.with_hook(Arc::new(again)));
        self
    }

    /// Sets how many bytes uploads and imports leave free on the volume of the database.
    #[must_use]
    pub fn with_reserve(self, bytes: u64) -> Self {
        Self { space: self.space.with_reserve(bytes), ..self }
    }

    /// The missing space for uploads and imports, if any.
    pub(crate) fn shortage(&self) -> Option<Shortage> {
        self.space.shortage()
    }

    /// A connection for single reads.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a transaction for reads that must agree: all see the database as it is at the first of them.
    ///
    /// # Errors
    /// If no connection is available.
    pub async fn snapshot(&self) -> Result<Transaction, DbErr> {
        let options = match self.read.get_database_backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
            _ => TransactionOptions::default(),
        };
        self.read.begin_with_options(options).await.map(Transaction::snapshot)
    }

    /// Begins a transaction for writes.
    pub(crate) async fn begin_write(&self) -> Result<Transaction, DbErr> {
        if let Some(writer) = &self.writer {
            return Box::pin(writer.begin()).await.map(Transaction::sqlite);
        }
        let tx = self.read.begin().await;
        self.health.record_failure(&tx);
        Ok(Transaction::postgres(tx?, Arc::clone(&self.health)))
    }

    /// Checks that the database reads and writes. After a failed write, the probe commits a real write.
    ///
    /// # Errors
    /// If it does not.
    pub async fn probe(&self) -> Result<(), DbErr> {
        self.read.execute_unprepared("SELECT 1").await?;
        let tx = self.begin_write().await?;
        let probe = if self.writer.is_some() { SQLITE_PROBE } else { POSTGRES_PROBE };
        tx.execute_unprepared(probe).await?;
        if self.health.is_failing() { tx.commit().await } else { tx.rollback().await }
    }

    /// Copies a `SQLite` database to a new file. Readers and writers do not wait.
    ///
    /// # Errors
    /// If the copy fails.
    pub(crate) async fn copy_to(&self, file: &str) -> Result<(), DbErr> {
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [file.into()]);
        self.read.execute_raw(copy).await.map(drop)
    }

    /// Closes all connections. On `SQLite` this moves the write-ahead log into the file.
    pub async fn close(self) {
        let written = match self.writer {
            Some(writer) => writer.close().await,
            None => Ok(()),
        };
        for closed in [written, self.read.close().await] {
            if let Err(fault) = closed {
                tracing::warn!(%fault, "closing a database connection failed");
            }
        }
    }
}

fn unreachable(cause: impl std::fmt::Display) -> OpenError {
    OpenError::Unreachable(cause.to_string())
}

/// Connects once to PostgreSQL to get the reason of a refusal.
async fn answers(url: &str) -> Result<(), OpenError> {
    let options: PgConnectOptions = url.parse().map_err(unreachable)?;
    let connection = match tokio::time::timeout(TIMEOUT, options.connect()).await {
        Ok(connection) => connection.map_err(unreachable)?,
        Err(_) => return Err(unreachable("no answer in time")),
    };
    connection.close().await.map_err(unreachable)
}

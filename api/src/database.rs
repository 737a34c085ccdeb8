//! The databases: `SQLite` embedded, or PostgreSQL.
//!
//! `SQLite` has one connection that writes (`BEGIN IMMEDIATE`, so that a writer waits at its beginning and
//! never fails half-way) and a few that read, in WAL mode with `synchronous=FULL`, unless told otherwise: what
//! was acknowledged outlives a power cut. PostgreSQL has one pool for both.

mod kept;
mod options;

use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

pub(crate) use kept::Kept;
pub use options::Synchronous;
use options::{postgres, sqlite};

/// How many connections read an `SQLite` database at once.
const SQLITE_READERS: u32 = 4;
/// How long a statement waits for a connection, or for another process's write.
const PATIENCE: Duration = Duration::from_secs(5);
/// The advisory lock under which PostgreSQL is migrated: any number that nobody else takes.
const MIGRATION_LOCK: i64 = 0x706f_7274_666f_6c69;

/// An open database.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

/// Whether a database that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is made.
    Create,
    /// It is an error.
    Refuse,
}

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is of no kind that is understood. It is not repeated: it may hold a password.
    #[error(
        "the database URL begins with neither `sqlite:` nor `postgres:`: write `sqlite://portfolio.db`, or \
         `postgres://USER:PASSWORD@HOST/NAME`"
    )]
    UnknownKind,
    /// An `SQLite` database that lives in memory would be another one for every connection.
    #[error("the database must be a file: `sqlite::memory:` cannot be shared by several connections")]
    InMemory,
    /// There is no such file.
    #[error(
        "the database cannot be opened: there is no file `{0}`; `portfolio load` or `portfolio serve` makes one"
    )]
    NoSuchFile(String),
    /// It does not answer, or it is not there.
    #[error("the database cannot be opened: {0}")]
    Unreachable(String),
    /// It was migrated by a newer binary.
    #[error(
        "the database holds the schema step `{0}`, which this version of portfolio does not know; \
         use the version that made it, or a newer one"
    )]
    NewerSchema(String),
    /// A migration failed; nothing was changed.
    #[error("the database cannot be migrated: {0}")]
    Migration(#[source] DbErr),
}

impl Database {
    /// Opens the database at a URL and brings its schema up to date.
    ///
    /// # Errors
    /// When the URL is not understood, the database does not answer, or its schema is newer than this binary.
    pub async fn open(url: &str, missing: Missing) -> Result<Self, OpenError> {
        Self::open_as(url, missing, Synchronous::Full).await
    }

    /// Opens a database likewise; on `SQLite` it acknowledges a write when this says.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open_as(url: &str, missing: Missing, synchronous: Synchronous) -> Result<Self, OpenError> {
        let database = Self::connect(url, missing, synchronous).await?;
        database.migrate().await?;
        Ok(database)
    }

    async fn connect(url: &str, missing: Missing, synchronous: Synchronous) -> Result<Self, OpenError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // A pool does not tell why it has no connection, so one is asked first.
            answers(url).await?;
            let pool = sea_orm::Database::connect(postgres(url)).await.map_err(unreachable)?;
            return Ok(Self { read: pool.clone(), write: pool });
        }
        if !url.starts_with("sqlite:") {
            return Err(OpenError::UnknownKind);
        }
        if url.contains(":memory:") || url.contains("mode=memory") {
            return Err(OpenError::InMemory);
        }
        let file =
            url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
        if missing == Missing::Refuse && !std::path::Path::new(file).exists() {
            return Err(OpenError::NoSuchFile(file.to_owned()));
        }
        // The writer comes first: it makes the file and turns it to WAL, which a reader could not.
        let write =
            sea_orm::Database::connect(sqlite(url, 1, missing, synchronous)).await.map_err(unreachable)?;
        let readers = sqlite(url, SQLITE_READERS, Missing::Refuse, synchronous);
        let read = sea_orm::Database::connect(readers).await.map_err(unreachable)?;
        Ok(Self { read, write })
    }

    /// The same database, that tells somebody of every statement that it runs.
    #[must_use]
    pub fn watched(mut self, watch: impl Fn(&Statement) + Clone + Send + Sync + 'static) -> Self {
        let again = watch.clone();
        self.read.set_metric_callback(move |info| watch(info.statement));
        self.write.set_metric_callback(move |info| again(info.statement));
        self
    }

    /// Brings the schema up to date, in one transaction. On PostgreSQL under a lock, so that of several
    /// processes that start at once one migrates and the others wait.
    async fn migrate(&self) -> Result<(), OpenError> {
        let tx = self.begin_write().await.map_err(OpenError::Migration)?;
        lock_of(&tx, MIGRATION_LOCK).await.map_err(OpenError::Migration)?;
        let known = Migrator::migrations();
        let applied = Migrator::get_migration_models(&tx).await.map_err(OpenError::Migration)?;
        let unknown = applied.into_iter().find(|step| known.iter().all(|known| known.name() != step.version));
        if let Some(step) = unknown {
            return Err(OpenError::NewerSchema(step.version));
        }
        Migrator::up(&tx, None).await.map_err(OpenError::Migration)?;
        tx.commit().await.map_err(OpenError::Migration)
    }

    /// For reads that stand by themselves.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For reads that must agree with one another: they all see the database as it was at the first of them.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.read.get_database_backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
            _ => TransactionOptions::default(),
        };
        self.read.begin_with_options(options).await
    }

    /// For writes: a transaction that nobody else's write can come between.
    pub(crate) async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode = match self.write.get_database_backend() {
            DbBackend::Sqlite => Some(SqliteTransactionMode::Immediate),
            _ => None,
        };
        self.write
            .begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() })
            .await
    }

    /// Whether the database answers, to readers and to writers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.read.ping().await?;
        self.write.ping().await
    }

    /// Copies a database of `SQLite`, as it is now, to a file that is not there yet. Nobody has to wait for it.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub(crate) async fn copy_to(&self, file: &str) -> Result<(), DbErr> {
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [file.into()]);
        self.read.execute_raw(copy).await.map(drop)
    }

    /// Closes every connection; on `SQLite` this folds the write-ahead log back into the file.
    pub async fn close(self) {
        let Self { read, write } = self;
        for connection in [read, write] {
            if let Err(fault) = connection.close().await {
                tracing::warn!(%fault, "a database connection did not close");
            }
        }
    }
}

/// Waits for a lock and holds it to the end of the transaction. A transaction that writes is alone on `SQLite`.
pub(crate) async fn lock_of(tx: &DatabaseTransaction, lock: i64) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({lock})")).await?;
    }
    Ok(())
}

fn unreachable(cause: impl std::fmt::Display) -> OpenError {
    OpenError::Unreachable(cause.to_string())
}

/// Connects once to PostgreSQL, for the sake of what it says when it refuses.
async fn answers(url: &str) -> Result<(), OpenError> {
    let options: PgConnectOptions = url.parse().map_err(unreachable)?;
    let connection = match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(connection) => connection.map_err(unreachable)?,
        Err(_) => return Err(unreachable("it does not answer")),
    };
    connection.close().await.map_err(unreachable)
}

//! The single writing connection to an `SQLite` database.
//!
//! It belongs to no pool: `BEGIN IMMEDIATE`, `COMMIT` and `ROLLBACK` are plain statements. A connection is
//! reused only if `SQLite` confirmed the end of its transaction. In any doubt it is closed, which rolls
//! back open writes, and the next transaction opens a new one. Doubts are a failed or cancelled statement
//! of that kind, a failure of the storage, or a rollback by `SQLite` itself.

use std::fmt::{Debug, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::error::ConnAcquireErr;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, AssertSqlSafe, Connection as _, Executor as _, Sqlite};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use super::failure::Failure;
use super::health::Health;
use super::options::TIMEOUT;

/// A function that is called for every statement.
pub(super) type Hook = Arc<dyn Fn(&Statement) + Send + Sync>;

/// The connection between two transactions.
#[derive(Debug)]
enum Slot {
    /// A ready connection, or none yet.
    Idle(Option<Connection>),
    /// The database was closed.
    Closed,
}

/// An open connection, in no transaction or in an unfinished one.
#[derive(Debug)]
struct Connection {
    raw: SqliteConnection,
    /// Whether `SQLite` has rolled back since the transaction began.
    rolled_back: Arc<AtomicBool>,
}

/// Owns the writing connection. Clones share it.
#[derive(Clone)]
pub(super) struct Writer {
    options: Arc<SqliteConnectOptions>,
    slot: Arc<Mutex<Slot>>,
    health: Arc<Health>,
    hook: Option<Hook>,
}

impl Debug for Writer {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    pub(super) fn new(options: SqliteConnectOptions, health: Arc<Health>) -> Self {
        let options = Arc::new(options);
        Self { options, slot: Arc::new(Mutex::new(Slot::Idle(None))), health, hook: None }
    }

    /// Calls a hook for every statement.
    pub(super) fn with_hook(self, hook: Hook) -> Self {
        Self { hook: Some(hook), ..self }
    }

    /// Waits for the connection and begins a transaction.
    ///
    /// # Errors
    /// If the connection is not free within [`TIMEOUT`], if another process writes for that long, or if the
    /// database cannot be opened.
    pub(super) async fn begin(&self) -> Result<SqliteTransaction, DbErr> {
        let turn = timeout(TIMEOUT, Arc::clone(&self.slot).lock_owned()).await;
        let mut slot = turn.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        let idle = match &mut *slot {
            Slot::Idle(connection) => connection.take(),
            Slot::Closed => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
        };
        let begun = match idle {
            Some(connection) => match connection.begin().await {
                // The old connection is broken: a new one shows whether the database works.
                Err(cause) if !is_locked(&cause) => self.connect().await?.begin().await,
                begun => begun,
            },
            None => self.connect().await?.begin().await,
        };
        let connection = begun.map_err(|cause| self.failed(cause))?;
        let (health, hook) = (Arc::clone(&self.health), self.hook.clone());
        Ok(SqliteTransaction { slot, connection: Mutex::new(Some(connection)), health, hook })
    }

    /// Closes the connection. No transaction can begin afterwards.
    pub(super) async fn close(self) -> Result<(), DbErr> {
        let slot = std::mem::replace(&mut *self.slot.lock().await, Slot::Closed);
        match slot {
            Slot::Idle(Some(connection)) => connection.raw.close().await.map_err(query_error),
            Slot::Idle(None) | Slot::Closed => Ok(()),
        }
    }

    async fn connect(&self) -> Result<Connection, DbErr> {
        Connection::open(&self.options).await.map_err(|cause| self.failed(cause))
    }

    fn failed(&self, cause: sqlx::Error) -> DbErr {
        let failed = Err(query_error(cause));
        self.health.record_failure::<()>(&failed);
        failed.err().unwrap_or(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))
    }
}

impl Connection {
    async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let mut raw = SqliteConnection::connect_with(options).await?;
        let rolled_back = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&rolled_back);
        raw.lock_handle().await?.set_rollback_hook(move || seen.store(true, Ordering::Release));
        Ok(Self { raw, rolled_back })
    }

    async fn begin(mut self) -> Result<Self, sqlx::Error> {
        self.rolled_back.store(false, Ordering::Release);
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.raw).await?;
        Ok(self)
    }
}

/// A transaction that writes to `SQLite`. Dropping it closes its connection, which rolls it back.
pub(super) struct SqliteTransaction {
    slot: OwnedMutexGuard<Slot>,
    /// `None` once the transaction cannot continue.
    connection: Mutex<Option<Connection>>,
    health: Arc<Health>,
    hook: Option<Hook>,
}

impl Debug for SqliteTransaction {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteTransaction").finish_non_exhaustive()
    }
}

impl SqliteTransaction {
    /// Commits. `Ok` means that `SQLite` confirmed it.
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        let health = Arc::clone(&self.health);
        let done = self.end("COMMIT").await;
        health.record(&done);
        done
    }

    pub(super) async fn rollback(self) -> Result<(), DbErr> {
        self.end("ROLLBACK").await
    }

    async fn end(self, statement: &'static str) -> Result<(), DbErr> {
        let Self { mut slot, connection, .. } = self;
        // The connection is taken out here: it returns only if the end is confirmed, otherwise it is
        // closed.
        let mut connection = connection.into_inner().ok_or_else(broken)?;
        if connection.rolled_back.load(Ordering::Acquire) {
            return Err(broken());
        }
        sqlx::query(statement).execute(&mut connection.raw).await.map_err(query_error)?;
        *slot = Slot::Idle(Some(connection));
        Ok(())
    }

    pub(super) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.show(&statement);
        let query = query(&statement);
        self.run(async |connection| query.execute(connection).await).await.map(ExecResult::from)
    }

    pub(super) async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql.to_owned());
        self.run(async |connection| connection.execute(sql).await).await.map(ExecResult::from)
    }

    pub(super) async fn query_one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.show(&statement);
        let query = query(&statement);
        let row = self.run(async |connection| query.fetch_optional(connection).await).await?;
        Ok(row.map(QueryResult::from))
    }

    pub(super) async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.show(&statement);
        let query = query(&statement);
        let rows = self.run(async |connection| query.fetch_all(connection).await).await?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    /// Runs a statement with the connection taken out. If the caller goes away or the storage fails, the
    /// transaction ends, and no later statement can be stored on its own.
    async fn run<T>(
        &self,
        statement: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, DbErr> {
        let mut place = self.connection.lock().await;
        let mut connection = place.take().ok_or_else(broken)?;
        let done = statement(&mut connection.raw).await.map_err(query_error);
        if connection.rolled_back.load(Ordering::Acquire) {
            self.health.record_failure(&done);
            return done.and_then(|_| Err(broken()));
        }
        if done.as_ref().is_err_and(|cause| Failure::of(cause).is_some()) {
            self.health.record_failure(&done);
            return done;
        }
        *place = Some(connection);
        done
    }

    fn show(&self, statement: &Statement) {
        if let Some(hook) = &self.hook {
            hook(statement);
        }
    }
}

fn query(statement: &Statement) -> sqlx::query::Query<'_, Sqlite, SqlxValues> {
    let values = statement.values.clone().unwrap_or_else(|| Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

fn query_error(cause: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(cause)))
}

/// The error of statements after the connection of a transaction is gone.
fn broken() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the transaction was rolled back".to_owned()))
}

fn is_locked(cause: &sqlx::Error) -> bool {
    Failure::of_sqlx(cause) == Some(Failure::Locked)
}

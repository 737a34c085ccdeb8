//! A transaction of either database, whose end is proven.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::health::Health;
use super::writer::SqliteTransaction;

/// A transaction: of the one connection that writes to `SQLite`, or of a pool.
///
/// It is rolled back when it is dropped.
#[derive(Debug)]
pub struct Transaction(Kind);

#[derive(Debug)]
enum Kind {
    /// A snapshot for reading, of either database.
    Snapshot(DatabaseTransaction),
    /// A transaction that writes to `SQLite`.
    Sqlite(SqliteTransaction),
    /// A transaction that writes to PostgreSQL.
    Postgres { tx: DatabaseTransaction, unproven: AtomicUsize, health: Arc<Health> },
}

impl Transaction {
    pub(super) fn snapshot(tx: DatabaseTransaction) -> Self {
        Self(Kind::Snapshot(tx))
    }

    pub(super) fn sqlite(tx: SqliteTransaction) -> Self {
        Self(Kind::Sqlite(tx))
    }

    pub(super) fn postgres(tx: DatabaseTransaction, health: Arc<Health>) -> Self {
        Self(Kind::Postgres { tx, unproven: AtomicUsize::new(0), health })
    }

    /// Commits, and proves it: `Ok` means that everything which was written is stored.
    ///
    /// # Errors
    /// When it is not stored, or when the connection was lost before the database said so.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self.0 {
            Kind::Snapshot(tx) => tx.commit().await,
            Kind::Sqlite(tx) => tx.commit().await,
            Kind::Postgres { tx, unproven, health } => {
                let done = commit_postgres(tx, unproven.into_inner()).await;
                health.record(&done);
                done
            }
        }
    }

    /// Rolls back.
    ///
    /// # Errors
    /// When the database does not answer. Nothing is stored all the same.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self.0 {
            Kind::Snapshot(tx) | Kind::Postgres { tx, .. } => tx.rollback().await,
            Kind::Sqlite(tx) => tx.rollback().await,
        }
    }
}

/// PostgreSQL answers `COMMIT` with success when a statement failed before it, and rolls back. So a transaction in
/// which one did not end well is asked once more: an aborted one refuses every statement.
async fn commit_postgres(tx: DatabaseTransaction, unproven: usize) -> Result<(), DbErr> {
    if unproven > 0 {
        tx.execute_unprepared("SELECT 1").await?;
    }
    tx.commit().await
}

/// Counts a statement as unproven until it has ended well; so a statement that is cancelled counts too.
async fn prove<T>(
    unproven: &AtomicUsize,
    health: &Health,
    statement: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    unproven.fetch_add(1, Ordering::AcqRel);
    let done = statement.await;
    if done.is_ok() {
        unproven.fetch_sub(1, Ordering::AcqRel);
    } else {
        health.record_failure(&done);
    }
    done
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Kind::Snapshot(tx) => tx.get_database_backend(),
            Kind::Sqlite(_) => DbBackend::Sqlite,
            Kind::Postgres { .. } => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Kind::Snapshot(tx) => tx.execute_raw(statement).await,
            Kind::Sqlite(tx) => tx.execute(statement).await,
            Kind::Postgres { tx, unproven, health } => {
                prove(unproven, health, tx.execute_raw(statement)).await
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Kind::Snapshot(tx) => tx.execute_unprepared(sql).await,
            Kind::Sqlite(tx) => tx.execute_unprepared(sql).await,
            Kind::Postgres { tx, unproven, health } => {
                prove(unproven, health, tx.execute_unprepared(sql)).await
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Kind::Snapshot(tx) => tx.query_one_raw(statement).await,
            Kind::Sqlite(tx) => tx.query_one(statement).await,
            Kind::Postgres { tx, unproven, health } => {
                prove(unproven, health, tx.query_one_raw(statement)).await
            }
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Kind::Snapshot(tx) => tx.query_all_raw(statement).await,
            Kind::Sqlite(tx) => tx.query_all(statement).await,
            Kind::Postgres { tx, unproven, health } => {
                prove(unproven, health, tx.query_all_raw(statement)).await
            }
        }
    }
}

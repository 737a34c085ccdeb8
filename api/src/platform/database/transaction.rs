//! A transaction of either database, with a verified commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::health::Health;
use super::writer::SqliteTransaction;

/// A transaction on the writing `SQLite` connection, or on a connection of a pool.
///
/// Dropping it rolls it back.
#[derive(Debug)]
pub struct Transaction(Kind);

#[derive(Debug)]
enum Kind {
    /// A read-only snapshot of either database.
    Snapshot(DatabaseTransaction),
    Sqlite(SqliteTransaction),
    Postgres {
        tx: DatabaseTransaction,
        unproven: AtomicUsize,
        health: Arc<Health>,
    },
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

    /// Commits and verifies it: `Ok` means that all writes are stored.
    ///
    /// # Errors
    /// If the writes are not stored, or if the connection was lost before the database confirmed them.
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

    /// Rolls the transaction back.
    ///
    /// # Errors
    /// If the database does not answer. Nothing is stored in any case.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self.0 {
            Kind::Snapshot(tx) | Kind::Postgres { tx, .. } => tx.rollback().await,
            Kind::Sqlite(tx) => tx.rollback().await,
        }
    }
}

/// PostgreSQL answers `COMMIT` with success even if an earlier statement failed and it rolls back. So if a
/// statement did not end well, one more is run before: an aborted transaction refuses every statement.
async fn commit_postgres(tx: DatabaseTransaction, unproven: usize) -> Result<(), DbErr> {
    if unproven > 0 {
        tx.execute_unprepared("SELECT 1").await?;
    }
    tx.commit().await
}

/// Counts a statement as unproven until it succeeds, so that cancelled statements count too.
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

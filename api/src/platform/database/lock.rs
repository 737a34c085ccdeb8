//! Advisory locks for a transaction.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

/// Waits for an advisory lock and holds it until the transaction ends. On `SQLite` only one transaction
/// writes at a time anyway.
pub(crate) async fn lock_of(tx: &impl ConnectionTrait, lock: i64) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({lock})")).await?;
    }
    Ok(())
}

//! Locks of a name, which units of work hold to their end.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

/// Waits for a lock and holds it to the end of the transaction. A transaction that writes is alone on `SQLite`.
pub(crate) async fn lock_of(tx: &impl ConnectionTrait, lock: i64) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({lock})")).await?;
    }
    Ok(())
}

//! Schema migration at the start.

use migration::{Migrator, MigratorTrait};
use sea_orm::{DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::lock::lock_of;
use super::open_error::OpenError;

/// The advisory lock for migrations on PostgreSQL: an arbitrary number that nothing else uses.
const MIGRATION_LOCK: i64 = 0x706f_7274_666f_6c69;

/// Migrates the schema in one transaction. On PostgreSQL it holds a lock: if several processes start at the
/// same time, one migrates and the others wait.
pub(super) async fn migrate(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let mode =
        (connection.get_database_backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let tx = connection.begin_with_options(options).await.map_err(OpenError::Migration)?;
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

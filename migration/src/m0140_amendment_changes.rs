//! What an amendment changes: the estimate of the whole period, or the money from its day on.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SQL: &str = "ALTER TABLE funding_amendment ADD COLUMN changes text NOT NULL DEFAULT 'whole_period' \
    CONSTRAINT funding_amendment_changes CHECK (changes IN ('whole_period', 'from_on'))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(SQL).await?;
        Ok(())
    }
}

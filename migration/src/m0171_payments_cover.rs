//! Whose money the payments of a funding line are: the consortium's or the owner's.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SQL: &str = "ALTER TABLE funding_line ADD COLUMN payments_cover text \
    CONSTRAINT funding_line_payments_cover CHECK (payments_cover IN ('award', 'own_share'))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(SQL).await?;
        Ok(())
    }
}

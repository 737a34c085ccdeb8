//! A separate stage for imports that read all files but refused records.

use sea_orm_migration::prelude::*;

use crate::schema::replace_check;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const WAS: &str = "stage IN ('open', 'queued', 'running', 'finished', 'failed', 'cancelled')";
const IS: &str =
    "stage IN ('open', 'queued', 'running', 'finished', 'finished_with_refusals', 'failed', 'cancelled')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace_check(manager, "import", "import_stage", (WAS, IS)).await?;
        let told =
            "UPDATE import SET stage = 'finished_with_refusals' WHERE stage = 'finished' AND refused > 0";
        manager.get_connection().execute_unprepared(told).await.map(drop)
    }
}

//! The stored responses for repeated requests.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;

use crate::schema::{create, index, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("idempotency_key")
            .col(text("key"))
            .col(text("operation"))
            .col(text("digest"))
            .col(text("location"))
            .col(text("body"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().name("idempotency_key_pkey").col("key").col("operation"))
            .take();
        create(manager, table, [index("idempotency_key_by_age", "idempotency_key", &["created_at"])]).await
    }
}

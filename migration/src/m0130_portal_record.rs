//! The last published values of portals. They show which values a person changed later.

use sea_orm_migration::prelude::*;

use crate::schema::{create, one_of, rule, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("portal_record")
            .col(uuid("subject_id"))
            .col(text("portal"))
            .col(text("content"))
            .primary_key(Index::create().name("portal_record_pkey").col("subject_id").col("portal"))
            .check(one_of("portal_record_portal", "portal", &["cordis", "erasmus"]))
            .check(rule("portal_record_content_filled", "length(content) > 0"))
            .take();
        create(manager, table, []).await
    }
}

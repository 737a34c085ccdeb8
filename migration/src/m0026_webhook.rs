//! Webhooks: the receivers of changes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, timestamp_with_time_zone_null};

use crate::schema::{
    big_integer, boolean, create, index, part_of, pk_uuid, rule, text, text_null, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("webhook")
            .col(pk_uuid("id"))
            .col(text("url"))
            .col(text_null("description"))
            .col(text("types"))
            .col(uuid_null("project_id"))
            .col(boolean("enabled"))
            .col(text_null("disabled_reason"))
            .col(text("secret"))
            .col(text_null("previous_secret"))
            .col(timestamp_with_time_zone_null("previous_until"))
            .col(big_integer("reached"))
            .col(timestamp_with_time_zone_null("failing_since"))
            .col(uuid_null("leased_by"))
            .col(timestamp_with_time_zone_null("leased_until"))
            .col(timestamp_with_time_zone("created_at"))
            .check(rule("webhook_previous_ends", "(previous_secret IS NULL) = (previous_until IS NULL)"))
            .check(rule("webhook_lease_ends", "(leased_by IS NULL) = (leased_until IS NULL)"))
            .check(rule("webhook_reason_is_why", "disabled_reason IS NULL OR NOT enabled"))
            .foreign_key(&mut part_of("webhook_project_fkey", ("webhook", "project_id"), "project"))
            .take();
        create(manager, table, [index("webhook_by_project", "webhook", &["project_id"])]).await
    }
}

//! Deliveries to webhooks. Their content is in the audit trail, under the same number.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, timestamp_with_time_zone_null};

use crate::schema::{big_integer_null, create, index, integer, one_of, part_of, pk_uuid, rule, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("webhook_delivery")
            .col(pk_uuid("id"))
            .col(uuid("webhook_id"))
            .col(big_integer_null("number"))
            .col(text("type"))
            .col(text("stage"))
            .col(integer("failures"))
            .col(timestamp_with_time_zone_null("next_at"))
            .col(text("attempts"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .check(one_of("webhook_delivery_stage", "stage", &["pending", "delivered", "dead"]))
            .check(rule("webhook_delivery_pending_is_due", "(stage = 'pending') = (next_at IS NOT NULL)"))
            .check(rule("webhook_delivery_ends", "(stage = 'pending') = (ended_at IS NULL)"))
            .foreign_key(&mut part_of(
                "webhook_delivery_webhook_fkey",
                ("webhook_delivery", "webhook_id"),
                "webhook",
            ))
            .take();
        let indexes = [
            index("webhook_delivery_number_unique", "webhook_delivery", &["webhook_id", "number"])
                .unique()
                .take(),
            index("webhook_delivery_by_stage", "webhook_delivery", &["webhook_id", "stage", "id"]),
            index("webhook_delivery_by_end", "webhook_delivery", &["stage", "ended_at"]),
        ];
        create(manager, table, indexes).await
    }
}

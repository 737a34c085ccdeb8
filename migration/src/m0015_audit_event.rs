//! The audit trail: who did what, with the old values. Rows are only added.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;

use crate::schema::{
    big_integer, create, immutable, index, one_of, pk_uuid, rule, text, text_null, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("audit_event")
            .col(pk_uuid("id"))
            .col(big_integer("number"))
            .col(timestamp_with_time_zone("at"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor"))
            .col(text_null("request_id"))
            .col(text("kind"))
            .col(text_null("subject_kind"))
            .col(uuid_null("subject_id"))
            .col(text_null("subject"))
            .col(uuid_null("project_id"))
            .col(text_null("before"))
            .col(text_null("after"))
            .col(text("previous_hash"))
            .col(text("hash"))
            .check(one_of(
                "audit_event_actor_kind",
                "actor_kind",
                &["user", "api_key", "command_line", "nobody"],
            ))
            .check(rule("audit_event_numbered", "number > 0"))
            .take();
        let indexes = [
            index("audit_event_number_unique", "audit_event", &["number"]).unique().take(),
            index("audit_event_by_subject", "audit_event", &["subject_id", "number"]),
            index("audit_event_by_actor", "audit_event", &["actor_id", "number"]),
            index("audit_event_by_kind", "audit_event", &["kind", "number"]),
            index("audit_event_by_project", "audit_event", &["project_id", "id"]),
        ];
        create(manager, table, indexes).await?;
        immutable(manager, "audit_event", "audit_event_is_immutable").await
    }
}

//! Publications and events.

use sea_orm_migration::prelude::*;

use crate::schema::{create, date, index, key, one_of, pk_uuid, reference, rule, text, text_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KINDS: [&str; 7] = ["conference", "meeting", "sport", "training", "webinar", "workshop", "other"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let publication = Table::create()
            .table("publication")
            .col(pk_uuid("id"))
            .col(text("title"))
            .col(key(manager, "title_key"))
            .col(text_null("collection"))
            .col(text("published"))
            .col(date("first_day"))
            .col(uuid_null("theme_id"))
            .col(uuid_null("project_id"))
            .col(text_null("website"))
            .check(rule("publication_title_filled", "length(title_key) > 0"))
            .foreign_key(&mut reference("publication_theme", ("publication", "theme_id"), "theme"))
            .foreign_key(&mut reference("publication_project", ("publication", "project_id"), "project"))
            .take();
        create(
            manager,
            publication,
            [
                index("publication_unique", "publication", &["title_key", "published"]).unique().take(),
                index("publication_by_day", "publication", &["first_day", "id"]),
                index("publication_by_project", "publication", &["project_id", "first_day", "id"]),
            ],
        )
        .await?;

        let event = Table::create()
            .table("event")
            .col(pk_uuid("id"))
            .col(text("title"))
            .col(key(manager, "title_key"))
            .col(text("kind"))
            .col(text("period_start"))
            .col(text_null("period_end"))
            .col(date("first_day"))
            .col(date("last_day"))
            .col(text_null("organiser"))
            .col(uuid_null("theme_id"))
            .col(uuid_null("project_id"))
            .check(rule("event_title_filled", "length(title_key) > 0"))
            .check(one_of("event_kind", "kind", &KINDS))
            .check(rule("event_period_order", "first_day <= last_day"))
            .foreign_key(&mut reference("event_theme", ("event", "theme_id"), "theme"))
            .foreign_key(&mut reference("event_project", ("event", "project_id"), "project"))
            .take();
        create(
            manager,
            event,
            [
                index("event_unique", "event", &["title_key", "period_start"]).unique().take(),
                index("event_by_day", "event", &["first_day", "id"]),
                index("event_by_project", "event", &["project_id", "first_day", "id"]),
            ],
        )
        .await
    }
}

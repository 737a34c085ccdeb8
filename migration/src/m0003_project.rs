//! Projects and their themes.

use sea_orm_migration::prelude::*;

use crate::schema::{
    create, date_null, index, integer, key, one_of, period_rules, pk_uuid, reference, rule, text, text_null,
    uuid,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STAGES: [&str; 9] =
    ["idea", "submitted", "awarded", "rejected", "withdrawn", "signed", "suspended", "closed", "terminated"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let theme = Table::create()
            .table("theme")
            .col(pk_uuid("id"))
            .col(key(manager, "code"))
            .col(text_null("label_en"))
            .col(text_null("label_fr"))
            .col(text_null("label_nl"))
            .check(rule("theme_code_filled", "length(code) > 0"))
            .take();
        create(manager, theme, [index("theme_code_unique", "theme", &["code"]).unique().take()]).await?;

        let mut project = Table::create()
            .table("project")
            .col(pk_uuid("id"))
            .col(text("acronym"))
            .col(key(manager, "acronym_key"))
            .col(text("search_key"))
            .col(text("title"))
            .col(text_null("summary"))
            .col(text("kind"))
            .col(text("stage"))
            .col(text_null("period_start"))
            .col(text_null("period_end"))
            .col(date_null("first_day"))
            .col(date_null("last_day"))
            .col(text_null("grant_agreement"))
            .col(text_null("manager"))
            .col(text_null("website"))
            .check(rule("project_acronym_filled", "length(acronym_key) > 0"))
            .check(one_of("project_kind", "kind", &["european", "national", "consultancy", "internal"]))
            .check(one_of("project_stage", "stage", &STAGES))
            .take();
        period_rules(&mut project, "project_period_days", "project_period_order");
        create(
            manager,
            project,
            [
                index("project_grant_agreement_unique", "project", &["grant_agreement"]).unique().take(),
                index("project_acronym_unique", "project", &["acronym_key"])
                    .unique()
                    .and_where(Expr::col("grant_agreement").is_null())
                    .take(),
                index("project_by_acronym", "project", &["acronym_key", "id"]),
                index("project_by_kind", "project", &["kind", "acronym_key", "id"]),
                index("project_by_stage", "project", &["stage", "acronym_key", "id"]),
            ],
        )
        .await?;

        let project_theme = Table::create()
            .table("project_theme")
            .col(uuid("project_id"))
            .col(uuid("theme_id"))
            .col(integer("position"))
            .primary_key(Index::create().name("project_theme_pkey").col("project_id").col("theme_id"))
            .foreign_key(&mut reference("project_theme_project", ("project_theme", "project_id"), "project"))
            .foreign_key(&mut reference("project_theme_theme", ("project_theme", "theme_id"), "theme"))
            .take();
        create(
            manager,
            project_theme,
            [index("project_theme_by_theme", "project_theme", &["theme_id", "project_id"])],
        )
        .await
    }
}

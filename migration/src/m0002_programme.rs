//! Programmes: the sources of funding.

use sea_orm_migration::prelude::*;

use crate::schema::{create, index, key, one_of, pk_uuid, reference, rule, text, text_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let levels = ["european", "national", "regional", "local", "sectoral", "private"];
        let table = Table::create()
            .table("programme")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(key(manager, "name_key"))
            .col(text("level"))
            .col(uuid_null("managing_authority_id"))
            .col(text_null("period_start"))
            .col(text_null("period_end"))
            .col(text_null("website"))
            .check(rule("programme_name_filled", "length(name_key) > 0"))
            .check(one_of("programme_level", "level", &levels))
            .foreign_key(&mut reference(
                "programme_managing_authority",
                ("programme", "managing_authority_id"),
                "organisation",
            ))
            .take();
        create(
            manager,
            table,
            [
                index("programme_name_unique", "programme", &["name_key"]).unique().take(),
                index("programme_by_managing_authority", "programme", &["managing_authority_id"]),
            ],
        )
        .await
    }
}

//! The target shares of revenue, by year and class.

use sea_orm_migration::prelude::*;

use crate::schema::{big_integer, create, index, integer, one_of, pk_uuid, rule, text, text_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("revenue_target")
            .col(pk_uuid("id"))
            .col(integer("year"))
            .col(text("class"))
            .col(big_integer("percent"))
            .col(big_integer("tolerance"))
            .col(text_null("note"))
            .check(rule("revenue_target_year", "year BETWEEN 1900 AND 2999"))
            .check(one_of("revenue_target_class", "class", &["european", "national", "consultancy"]))
            .check(rule("revenue_target_percent", "percent BETWEEN 0 AND 1000000"))
            .check(rule("revenue_target_tolerance", "tolerance BETWEEN 0 AND 1000000"))
            .take();
        let unique = index("revenue_target_unique", "revenue_target", &["year", "class"]).unique().take();
        create(manager, table, [unique]).await
    }
}

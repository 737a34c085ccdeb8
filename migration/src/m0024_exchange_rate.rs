//! Exchange rates: the value of one euro in other currencies.

use sea_orm_migration::prelude::*;

use crate::schema::{big_integer, create, date, one_of, rule, text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("exchange_rate")
            .col(text("source"))
            .col(text("currency"))
            .col(date("day"))
            .col(big_integer("rate"))
            .primary_key(Index::create().name("exchange_rate_pkey").col("source").col("currency").col("day"))
            .check(one_of("exchange_rate_source", "source", &["ecb", "inforeuro"]))
            .check(rule("exchange_rate_currency_form", "length(currency) = 3"))
            .check(rule("exchange_rate_is_positive", "rate > 0"))
            .take();
        create(manager, table, []).await
    }
}

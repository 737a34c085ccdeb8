//! Declared costs.

use sea_orm_migration::prelude::*;

use crate::m0023_budget::CATEGORIES;
use crate::schema::{
    big_integer_null, cents, create, date, index, key, money_range, one_of, pk_uuid, reference, rule, text,
    text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create()
            .table("cost")
            .col(pk_uuid("id"))
            .col(uuid("project_id"))
            .col(uuid_null("funding_line_id"))
            .col(uuid_null("participation_id"))
            .col(text("category"))
            .col(uuid_null("work_package_id"))
            .col(date("incurred_on"))
            .col(cents("amount"))
            .col(text("currency"))
            .col(text_null("document"))
            .col(key(manager, "document_key").null().take())
            .col(text_null("person"))
            .col(key(manager, "person_key").null().take())
            .col(big_integer_null("days"))
            .col(text_null("description"))
            .col(text("stage"))
            .check(one_of("cost_category", "category", &CATEGORIES))
            .check(one_of("cost_stage", "stage", &["declared", "accepted"]))
            .check(money_range("cost_amount_range", "amount"))
            .check(rule("cost_currency_form", "length(currency) = 3"))
            .check(rule("cost_document_key", "(document IS NULL) = (document_key IS NULL)"))
            .check(rule("cost_person_key", "(person IS NULL) = (person_key IS NULL)"))
            .check(rule("cost_days_of_a_person", "days IS NULL OR person IS NOT NULL"))
            .take();
        for (name, column, to) in [
            ("cost_project", "project_id", "project"),
            ("cost_funding_line", "funding_line_id", "funding_line"),
            ("cost_participation", "participation_id", "participation"),
            ("cost_work_package", "work_package_id", "work_package"),
        ] {
            table.foreign_key(&mut reference(name, ("cost", column), to));
        }
        let indexes = [
            index("cost_by_day", "cost", &["project_id", "incurred_on", "id"]),
            index("cost_by_document", "cost", &["document_key", "id"]),
            index("cost_by_person", "cost", &["person_key", "incurred_on"]),
            index("cost_by_funding_line", "cost", &["funding_line_id"]),
            index("cost_by_participation", "cost", &["participation_id"]),
            index("cost_by_work_package", "cost", &["work_package_id"]),
        ];
        create(manager, table, indexes).await
    }
}

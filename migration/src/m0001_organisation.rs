//! Organisations: all legal entities, with the owner of the portfolio.

use sea_orm_migration::prelude::*;

use crate::schema::{boolean, create, digits, index, key, one_of, pk_uuid, rule, text, text_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("organisation")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(key(manager, "name_key"))
            .col(text("search_key"))
            .col(text_null("short_name"))
            .col(text_null("country"))
            .col(text_null("city"))
            .col(text_null("activity_type"))
            .col(text_null("pic"))
            .col(text_null("oid"))
            .col(text_null("vat_number"))
            .col(text_null("website"))
            .col(boolean("is_owner"))
            .check(rule("organisation_name_filled", "length(name_key) > 0"))
            .check(rule("organisation_country_form", "length(country) = 2"))
            .check(one_of(
                "organisation_activity_type",
                "activity_type",
                &["HES", "REC", "PRC", "PUB", "OTH"],
            ))
            .check(digits(manager, "organisation_pic_form", "pic", "", 9))
            .check(digits(manager, "organisation_oid_form", "oid", "E", 8))
            .take();
        create(
            manager,
            table,
            [
                index("organisation_pic_unique", "organisation", &["pic"]).unique().take(),
                index("organisation_oid_unique", "organisation", &["oid"]).unique().take(),
                index("organisation_owner_unique", "organisation", &["is_owner"])
                    .unique()
                    .and_where(Expr::col("is_owner").eq(true))
                    .take(),
                index("organisation_by_name", "organisation", &["name_key", "id"]),
                index("organisation_by_country", "organisation", &["country", "name_key", "id"]),
            ],
        )
        .await
    }
}

//! Fiscal years with their published figures, and the ledger of revenue entries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{
    big_integer, cents, cents_null, create, date, index, integer, money_range, one_of, pk_uuid, reference,
    rule, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CLASSES: [&str; 3] = ["european", "national", "consultancy"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            fiscal_year(),
            [index("fiscal_year_unique", "fiscal_year", &["year"]).unique().take()],
        )
        .await?;
        create(manager, published_share(), []).await?;
        create(
            manager,
            revenue_entry(manager),
            [
                index("revenue_entry_reference_unique", "revenue_entry", &["reference"]).unique().take(),
                index("revenue_entry_reversed_once", "revenue_entry", &["reverses_id"]).unique().take(),
                index(
                    "revenue_entry_by_year",
                    "revenue_entry",
                    &["fiscal_year_id", "funding_line_id", "class", "amount"],
                ),
                index("revenue_entry_by_funding_line", "revenue_entry", &["funding_line_id", "id"]),
            ],
        )
        .await?;
        make_the_ledger_immutable(manager).await
    }
}

fn fiscal_year() -> TableCreateStatement {
    Table::create()
        .table("fiscal_year")
        .col(pk_uuid("id"))
        .col(integer("year"))
        .col(date("first_day"))
        .col(date("last_day"))
        .col(text("currency"))
        .col(text("status"))
        .col(text_null("published_source"))
        .col(cents_null("published_total"))
        .col(cents_null("published_total_precision"))
        .check(rule("fiscal_year_range", "year BETWEEN 1900 AND 2999"))
        .check(rule("fiscal_year_order", "first_day <= last_day"))
        .check(rule("fiscal_year_currency_form", "length(currency) = 3"))
        .check(one_of("fiscal_year_status", "status", &["open", "closed"]))
        .check(money_range("fiscal_year_published_total_range", "published_total"))
        .check(rule(
            "fiscal_year_published_total_precision",
            "(published_total IS NULL) = (published_total_precision IS NULL) AND \
             (published_total_precision IS NULL OR published_total_precision > 0)",
        ))
        .take()
}

fn published_share() -> TableCreateStatement {
    Table::create()
        .table("published_share")
        .col(uuid("fiscal_year_id"))
        .col(text("class"))
        .col(big_integer("percent"))
        .col(big_integer("precision"))
        .primary_key(Index::create().name("published_share_pkey").col("fiscal_year_id").col("class"))
        .check(one_of("published_share_class", "class", &CLASSES))
        .check(rule("published_share_percent", "percent BETWEEN 0 AND 1000000"))
        .check(rule("published_share_precision", "precision BETWEEN 1 AND 1000000"))
        .foreign_key(&mut reference(
            "published_share_fiscal_year",
            ("published_share", "fiscal_year_id"),
            "fiscal_year",
        ))
        .take()
}

fn revenue_entry(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create()
        .table("revenue_entry")
        .col(pk_uuid("id"))
        .col(uuid("fiscal_year_id"))
        .col(crate::schema::key(manager, "reference"))
        .col(cents("amount"))
        .col(uuid_null("funding_line_id"))
        .col(text_null("class"))
        .col(text_null("booked_on"))
        .col(text("description"))
        .col(uuid_null("reverses_id"))
        .check(rule("revenue_entry_funding_line_or_class", "(funding_line_id IS NULL) <> (class IS NULL)"))
        .check(one_of("revenue_entry_class", "class", &CLASSES))
        .check(rule("revenue_entry_reference_filled", "length(reference) > 0"))
        .check(money_range("revenue_entry_amount_range", "amount"))
        .take();
    for (name, column, to) in [
        ("revenue_entry_fiscal_year", "fiscal_year_id", "fiscal_year"),
        ("revenue_entry_funding_line", "funding_line_id", "funding_line"),
        ("revenue_entry_reverses", "reverses_id", "revenue_entry"),
    ] {
        table.foreign_key(&mut reference(name, ("revenue_entry", column), to));
    }
    table
}

/// An entry is corrected by its reversal: the database refuses to change or delete an entry.
async fn make_the_ledger_immutable(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        connection
            .execute_unprepared(
                "CREATE FUNCTION revenue_entry_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN RAISE EXCEPTION 'revenue_entry_is_immutable'; END $$;
                 CREATE TRIGGER revenue_entry_is_immutable BEFORE UPDATE OR DELETE ON revenue_entry
                 FOR EACH ROW EXECUTE FUNCTION revenue_entry_is_immutable();",
            )
            .await?;
        return Ok(());
    }
    for change in ["UPDATE", "DELETE"] {
        let name = change.to_lowercase();
        connection
            .execute_unprepared(&format!(
                "CREATE TRIGGER revenue_entry_is_immutable_on_{name} BEFORE {change} ON revenue_entry
                 BEGIN SELECT RAISE(ABORT, 'revenue_entry_is_immutable'); END"
            ))
            .await?;
    }
    Ok(())
}

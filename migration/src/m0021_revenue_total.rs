//! The totals of the ledger: a row for each fiscal year and funding line, or class if no line is known.
//!
//! The database adds each entry to its total in the same transaction. So the totals always agree with the
//! ledger.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{big_integer, cents, create, one_of, reference, rule, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// PostgreSQL adds up the entries of a statement first, and updates the totals in the order of their keys.
const POSTGRES: &str = "
    CREATE FUNCTION revenue_total_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, total, entries)
        SELECT fiscal_year_id, COALESCE(replace(funding_line_id::text, '-', ''), class), funding_line_id, class,
            SUM(amount)::bigint, COUNT(*)
        FROM posted GROUP BY fiscal_year_id, funding_line_id, class ORDER BY 1, 2
        ON CONFLICT (fiscal_year_id, source) DO UPDATE SET
            total = revenue_total.total + excluded.total, entries = revenue_total.entries + excluded.entries;
        RETURN NULL;
    END $$;
    CREATE TRIGGER revenue_total_follows AFTER INSERT ON revenue_entry
    REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION revenue_total_follows();
    INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, total, entries)
    SELECT fiscal_year_id, COALESCE(replace(funding_line_id::text, '-', ''), class), funding_line_id, class,
        SUM(amount)::bigint, COUNT(*)
    FROM revenue_entry GROUP BY fiscal_year_id, funding_line_id, class;";

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER revenue_total_follows AFTER INSERT ON revenue_entry BEGIN
        INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, total, entries)
        VALUES (NEW.fiscal_year_id, COALESCE(NEW.class, lower(hex(NEW.funding_line_id))), NEW.funding_line_id,
            NEW.class, NEW.amount, 1)
        ON CONFLICT (fiscal_year_id, source) DO UPDATE SET
            total = total + excluded.total, entries = entries + excluded.entries;
     END",
    "INSERT INTO revenue_total (fiscal_year_id, source, funding_line_id, class, total, entries)
     SELECT fiscal_year_id, COALESCE(class, lower(hex(funding_line_id))), funding_line_id, class, SUM(amount),
        COUNT(*)
     FROM revenue_entry GROUP BY fiscal_year_id, funding_line_id, class",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, revenue_total(), []).await?;
        let connection = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Postgres {
            connection.execute_unprepared(POSTGRES).await?;
        } else {
            for statement in SQLITE {
                connection.execute_unprepared(statement).await?;
            }
        }
        Ok(())
    }
}

/// `source` is the identifier of the line in hexadecimal, or the class. It is never empty, so it can be
/// part of the key.
fn revenue_total() -> TableCreateStatement {
    Table::create()
        .table("revenue_total")
        .col(uuid("fiscal_year_id"))
        .col(text("source"))
        .col(uuid_null("funding_line_id"))
        .col(text_null("class"))
        .col(cents("total"))
        .col(big_integer("entries"))
        .primary_key(Index::create().name("revenue_total_pkey").col("fiscal_year_id").col("source"))
        .check(rule("revenue_total_funding_line_or_class", "(funding_line_id IS NULL) <> (class IS NULL)"))
        .check(one_of("revenue_total_class", "class", &["european", "national", "consultancy"]))
        .check(rule("revenue_total_entries", "entries > 0"))
        // Without this check, SQLite continues with a float beyond the range of integers.
        .check(rule("revenue_total_range", "total BETWEEN -9000000000000000000 AND 9000000000000000000"))
        .foreign_key(&mut reference(
            "revenue_total_fiscal_year",
            ("revenue_total", "fiscal_year_id"),
            "fiscal_year",
        ))
        .foreign_key(&mut reference(
            "revenue_total_funding_line",
            ("revenue_total", "funding_line_id"),
            "funding_line",
        ))
        .take()
}

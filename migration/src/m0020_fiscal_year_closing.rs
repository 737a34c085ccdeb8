//! The closings of fiscal years with their frozen figures. A closed year takes no entries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{
    create, immutable, index, one_of, pk_uuid, reference, rule, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// On PostgreSQL an insert locks the row of the year, so that no entry is added during a closing.
const POSTGRES: &str = "
    CREATE FUNCTION fiscal_year_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE is_closed boolean;
    BEGIN
        SELECT status = 'closed' INTO is_closed FROM fiscal_year WHERE id = NEW.fiscal_year_id FOR SHARE;
        IF is_closed THEN RAISE EXCEPTION 'fiscal_year_is_closed'; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER fiscal_year_is_closed BEFORE INSERT ON revenue_entry
    FOR EACH ROW EXECUTE FUNCTION fiscal_year_is_closed();
    CREATE FUNCTION fiscal_year_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'fiscal_year_is_frozen'; END $$;
    CREATE TRIGGER fiscal_year_is_frozen BEFORE UPDATE ON fiscal_year FOR EACH ROW
    WHEN (OLD.status = 'closed' AND (OLD.year, OLD.first_day, OLD.last_day, OLD.currency)
        IS DISTINCT FROM (NEW.year, NEW.first_day, NEW.last_day, NEW.currency))
    EXECUTE FUNCTION fiscal_year_is_frozen();";

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER fiscal_year_is_closed BEFORE INSERT ON revenue_entry
     WHEN (SELECT status FROM fiscal_year WHERE id = NEW.fiscal_year_id) = 'closed'
     BEGIN SELECT RAISE(ABORT, 'fiscal_year_is_closed'); END",
    "CREATE TRIGGER fiscal_year_is_frozen BEFORE UPDATE ON fiscal_year
     WHEN OLD.status = 'closed' AND (OLD.year <> NEW.year OR OLD.first_day <> NEW.first_day
        OR OLD.last_day <> NEW.last_day OR OLD.currency <> NEW.currency)
     BEGIN SELECT RAISE(ABORT, 'fiscal_year_is_frozen'); END",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_year = index("fiscal_year_closing_by_year", "fiscal_year_closing", &["fiscal_year_id", "id"]);
        create(manager, closing(), [by_year]).await?;
        immutable(manager, "fiscal_year_closing", "fiscal_year_closing_is_immutable").await?;
        let by_year = index("fiscal_year_proof_by_year", "fiscal_year_proof", &["fiscal_year_id", "id"]);
        create(manager, proof(), [by_year]).await?;
        immutable(manager, "fiscal_year_proof", "fiscal_year_proof_is_immutable").await?;
        let connection = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Postgres {
            connection.execute_unprepared(POSTGRES).await?;
        } else {
            for trigger in SQLITE {
                connection.execute_unprepared(trigger).await?;
            }
        }
        Ok(())
    }
}

fn closing() -> TableCreateStatement {
    Table::create()
        .table("fiscal_year_closing")
        .col(pk_uuid("id"))
        .col(uuid("fiscal_year_id"))
        .col(text("kind"))
        .col(timestamp_with_time_zone("at"))
        .col(text("signed_by"))
        .col(uuid_null("signed_by_id"))
        .col(text_null("note"))
        .col(text_null("sha256"))
        .check(one_of("fiscal_year_closing_kind", "kind", &["closed", "reopened"]))
        .check(rule("fiscal_year_closing_proven", "(kind = 'closed') = (sha256 IS NOT NULL)"))
        .check(rule("fiscal_year_closing_reason", "kind <> 'reopened' OR length(note) > 0"))
        .foreign_key(&mut reference(
            "fiscal_year_closing_fiscal_year",
            ("fiscal_year_closing", "fiscal_year_id"),
            "fiscal_year",
        ))
        .take()
}

/// A table of its own, because a proof is long and seldom read.
fn proof() -> TableCreateStatement {
    Table::create()
        .table("fiscal_year_proof")
        .col(pk_uuid("id"))
        .col(uuid("fiscal_year_id"))
        .col(text("proof"))
        .foreign_key(&mut reference(
            "fiscal_year_proof_closing",
            ("fiscal_year_proof", "id"),
            "fiscal_year_closing",
        ))
        .foreign_key(&mut reference(
            "fiscal_year_proof_fiscal_year",
            ("fiscal_year_proof", "fiscal_year_id"),
            "fiscal_year",
        ))
        .take()
}

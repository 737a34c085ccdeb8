//! More of funding lines: proposals, the grant rules as signed, and amendments.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;
use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::{
    cents_null, create, date, immutable, index, money_range, pk_uuid, reference, rule, text, text_null, uuid,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const OLD_STAGES: &str = "stage IN ('draft', 'signed', 'closed')";
const STAGES: &str = "stage IN ('draft', 'submitted', 'signed', 'closed', 'rejected', 'withdrawn')";

/// The new columns of a funding line: name, type, and named constraint if any.
const COLUMNS: [(&str, &str, &str); 15] = [
    (
        "probability",
        "bigint",
        "CONSTRAINT funding_line_probability_range CHECK (probability BETWEEN 0 AND 1000000)",
    ),
    ("stage_on", "date", ""),
    ("stage_note", "text", ""),
    (
        "grant_form",
        "text",
        "CONSTRAINT funding_line_grant_form CHECK (grant_form IN \
         ('actual_costs', 'unit_costs', 'lump_sum', 'flat_rate', 'mixed'))",
    ),
    (
        "funding_rate",
        "bigint",
        "CONSTRAINT funding_line_funding_rate_range CHECK (funding_rate BETWEEN 0 AND 1000000)",
    ),
    (
        "indirect_rate",
        "bigint",
        "CONSTRAINT funding_line_indirect_rate_range CHECK (indirect_rate BETWEEN 0 AND 1000000)",
    ),
    (
        "indirect_base",
        "text",
        "CONSTRAINT funding_line_indirect_base CHECK (indirect_base IN ('direct_costs', \
         'direct_costs_without_volunteers', 'direct_costs_without_subcontracting', 'staff_costs'))",
    ),
    (
        "prefinancing_rate",
        "bigint",
        "CONSTRAINT funding_line_prefinancing_rate_range CHECK (prefinancing_rate BETWEEN 0 AND 1000000)",
    ),
    (
        "transfer_threshold",
        "bigint",
        "CONSTRAINT funding_line_transfer_threshold_range CHECK (transfer_threshold BETWEEN 0 AND 1000000)",
    ),
    (
        "certificate_threshold",
        "bigint",
        "CONSTRAINT funding_line_certificate_threshold_range \
         CHECK (certificate_threshold BETWEEN 0 AND 10000000000000)",
    ),
    (
        "minimum_grant",
        "bigint",
        "CONSTRAINT funding_line_minimum_grant_range CHECK (minimum_grant BETWEEN 0 AND 10000000000000)",
    ),
    (
        "maximum_grant",
        "bigint",
        "CONSTRAINT funding_line_maximum_grant_range CHECK (maximum_grant BETWEEN 0 AND 10000000000000)",
    ),
    (
        "rules_currency",
        "text",
        "CONSTRAINT funding_line_rules_currency_form CHECK (length(rules_currency) = 3)",
    ),
    ("rounding", "text", "CONSTRAINT funding_line_rounding CHECK (rounding IN ('half_up', 'down'))"),
    ("call_id", "", "CONSTRAINT funding_line_call REFERENCES call (id) ON DELETE RESTRICT"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let uuid_type = match manager.get_database_backend() {
            DbBackend::Postgres => "uuid",
            _ => "uuid_text",
        };
        for (name, kind, rule) in COLUMNS {
            let kind = if kind.is_empty() { uuid_type } else { kind };
            let sql = format!("ALTER TABLE funding_line ADD COLUMN {name} {kind} {rule}");
            connection.execute_unprepared(&sql).await?;
        }
        manager.create_index(index("funding_line_by_call", "funding_line", &["call_id"])).await?;
        widen_stages(manager).await?;
        create(
            manager,
            amendment(manager),
            [index("funding_amendment_unique", "funding_amendment", &["funding_line_id", "number_key"])
                .unique()
                .take()],
        )
        .await?;
        immutable(manager, "funding_amendment", "funding_amendment_is_immutable").await
    }
}

/// Allows the stages of a proposal. `SQLite` has no statement that changes a constraint. Its manual
/// recommends a change of the schema text where the rows stay as they are (`lang_altertable`, "Making Other
/// Kinds Of Table Schema Changes").
async fn widen_stages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let sql = if manager.get_database_backend() == DbBackend::Postgres {
        format!(
            "ALTER TABLE funding_line DROP CONSTRAINT funding_line_stage;
             ALTER TABLE funding_line ADD CONSTRAINT funding_line_stage CHECK ({STAGES});"
        )
    } else {
        let [old, new] = [OLD_STAGES, STAGES].map(|sql| sql.replace('\'', "''"));
        format!(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}')
             WHERE type = 'table' AND name = 'funding_line';
             PRAGMA writable_schema = RESET;"
        )
    };
    connection.execute_unprepared(&sql).await.map(drop)
}

fn amendment(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let mut table = Table::create()
        .table("funding_amendment")
        .col(pk_uuid("id"))
        .col(uuid("funding_line_id"))
        .col(text("number"))
        .col(crate::schema::key(manager, "number_key"))
        .col(date("amended_on"))
        .col(text("reason"))
        .col(text("amended_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .check(rule("funding_amendment_number_filled", "length(number_key) > 0"))
        .foreign_key(&mut reference(
            "funding_amendment_funding_line",
            ("funding_amendment", "funding_line_id"),
            "funding_line",
        ))
        .take();
    for (name, range) in [
        ("award_before", "funding_amendment_award_before_range"),
        ("award_after", "funding_amendment_award_after_range"),
        ("own_share_before", "funding_amendment_own_share_before_range"),
        ("own_share_after", "funding_amendment_own_share_after_range"),
    ] {
        table.col(cents_null(name));
        table.check(money_range(range, name));
    }
    for name in ["start_before", "start_after", "end_before", "end_after"] {
        table.col(text_null(name));
    }
    table
}

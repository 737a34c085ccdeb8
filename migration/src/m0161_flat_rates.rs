//! Flat rates of grants, the category of all other costs, and unit rates with six decimal places.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::m0023_budget::CATEGORIES;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const NEW: &str = "other_costs";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for table in ["call", "budget", "funding_line"] {
            let sql = format!("ALTER TABLE {table} ADD COLUMN flat_rates text");
            connection.execute_unprepared(&sql).await?;
        }
        let fraction = "ALTER TABLE budget_line ADD COLUMN unit_rate_fraction bigint NOT NULL DEFAULT 0 \
            CONSTRAINT budget_line_unit_rate_fraction CHECK (unit_rate_fraction BETWEEN 0 AND 9999)";
        connection.execute_unprepared(fraction).await?;
        widen_categories(manager).await
    }
}

/// Allows the new category. `SQLite` has no statement that changes a constraint, so its text is changed, as
/// in the step of the stages of funding lines.
async fn widen_categories(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    if postgres {
        let all: Vec<_> = CATEGORIES.iter().chain([&NEW]).map(|category| format!("'{category}'")).collect();
        for (table, rule) in [("budget_line", "budget_line_category"), ("cost", "cost_category")] {
            let sql = format!(
                "ALTER TABLE {table} DROP CONSTRAINT {rule};
                 ALTER TABLE {table} ADD CONSTRAINT {rule} CHECK (category IN ({}));",
                all.join(", ")
            );
            connection.execute_unprepared(&sql).await?;
        }
        return Ok(());
    }
    let sql = format!(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, '''infrastructure_and_works''', \
         '''infrastructure_and_works'', ''{NEW}''')
         WHERE type = 'table' AND name IN ('budget_line', 'cost');
         PRAGMA writable_schema = RESET;"
    );
    connection.execute_unprepared(&sql).await.map(drop)
}

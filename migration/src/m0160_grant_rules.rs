//! More rules of grants: the direct costs outside the base of indirect costs, and what is rounded as one
//! amount.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 3] = ["call", "budget", "funding_line"];

/// The rules that were copied before keep what they were computed by. That base left out only
/// subcontracting and financial support to third parties.
const KEPT: [&str; 4] = [
    "UPDATE budget SET indirect_excludes = 'B,D.1' WHERE indirect_base = 'direct_costs_without_subcontracting'",
    "UPDATE funding_line SET indirect_excludes = 'B,D.1' \
     WHERE indirect_base = 'direct_costs_without_subcontracting'",
    "UPDATE budget SET rounding_scope = 'cumulative'",
    "UPDATE funding_line SET rounding_scope = 'cumulative' \
     WHERE funding_rate IS NOT NULL OR indirect_rate IS NOT NULL OR rounding IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for table in TABLES {
            let excludes = format!("ALTER TABLE {table} ADD COLUMN indirect_excludes text");
            connection.execute_unprepared(&excludes).await?;
            let scope = format!(
                "ALTER TABLE {table} ADD COLUMN rounding_scope text CONSTRAINT {table}_rounding_scope \
                 CHECK (rounding_scope IN ('per_statement', 'cumulative'))"
            );
            connection.execute_unprepared(&scope).await?;
        }
        for sql in KEPT {
            connection.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

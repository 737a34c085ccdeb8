//! The number of starts of an import, and its failure code.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: [(&str, &str); 2] = [
    ("starts", "integer NOT NULL DEFAULT 0 CONSTRAINT import_starts CHECK (starts >= 0)"),
    (
        "code",
        "text CONSTRAINT import_code \
         CHECK (code IN ('abandoned', 'forbidden', 'interrupted', 'refused', 'unreadable'))",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, definition) in COLUMNS {
            let sql = format!("ALTER TABLE import ADD COLUMN {name} {definition}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

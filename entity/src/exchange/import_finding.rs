//! The `import_finding` table: the findings of imports.

use sea_orm::entity::prelude::*;

use crate::value::{ImportFindingId, ImportId};

/// A refused record, or a value that was left out of a record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_finding")]
pub struct Model {
    /// Identifies the row. The order of identifiers is the order of the files.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportFindingId,
    /// The import.
    pub import_id: ImportId,
    /// The file.
    pub file: String,
    /// The line or row on which the record begins.
    pub line: i64,
    /// The column; empty if the finding is about the whole record.
    pub column: Option<String>,
    /// The reason.
    pub reason: String,
    /// Whether the record was refused. If not, it was imported without this value.
    pub refused: bool,
}

impl ActiveModelBehavior for ActiveModel {}

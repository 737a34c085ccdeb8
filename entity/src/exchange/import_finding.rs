//! The `import_finding` table: what was found in the files of imports.

use sea_orm::entity::prelude::*;

use crate::value::{ImportFindingId, ImportId};

/// A record that was refused, or something that was left out of one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_finding")]
pub struct Model {
    /// Identifies the row. Identifiers are in the order of the files.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportFindingId,
    /// The import.
    pub import_id: ImportId,
    /// The file.
    pub file: String,
    /// The line, or row, on which the record begins.
    pub line: i64,
    /// The column; none when it is of the record as a whole.
    pub column: Option<String>,
    /// What is the matter.
    pub reason: String,
    /// Whether the record was refused; else it was imported without this.
    pub refused: bool,
}

impl ActiveModelBehavior for ActiveModel {}

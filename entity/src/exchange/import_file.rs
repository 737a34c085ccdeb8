//! The `import_file` table: the uploaded files of imports. Their content is in `import_chunk` until the
//! import ends.

use sea_orm::entity::prelude::*;

use crate::value::{FileName, ImportFileId, ImportId};

/// A file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_file")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportFileId,
    /// The import.
    pub import_id: ImportId,
    /// The file name; unique in the import.
    pub name: FileName,
    /// The size in bytes.
    pub bytes: i64,
    /// Whether the upload is complete.
    pub whole: bool,
}

impl ActiveModelBehavior for ActiveModel {}

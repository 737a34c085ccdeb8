//! The `import_chunk` table: the content of uploaded files, in chunks.

use sea_orm::entity::prelude::*;

use crate::value::ImportFileId;

/// A chunk of a file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_chunk")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: ImportFileId,
    /// The number of the chunk, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// The content.
    pub bytes: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

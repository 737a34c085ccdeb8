//! The `import_chunk` table: what is in the files of imports, piece by piece.

use sea_orm::entity::prelude::*;

use crate::value::ImportFileId;

/// A piece of a file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_chunk")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: ImportFileId,
    /// Which piece, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The content of uploaded files in chunks, until the import ends.

use entity::exchange::{import_chunk, import_file};
use entity::value::{ImportFileId, ImportId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::queries::files_of;
use crate::platform::error::Result;

/// The chunk with this number; `None` after the last.
pub(super) async fn piece(
    connection: &impl ConnectionTrait,
    file: ImportFileId,
    number: i64,
) -> Result<Option<Vec<u8>>> {
    let found = import_chunk::Entity::find_by_id((file, number)).all(connection).await?.pop();
    Ok(found.map(|chunk| chunk.bytes))
}

/// Deletes the content of the files of an ended import. The list of files stays.
pub(super) async fn forget_files(connection: &impl ConnectionTrait, id: ImportId) -> Result<()> {
    let files = files_of(connection, [id].into_iter()).await?;
    let of_files = import_chunk::COLUMN.file_id.is_in(files.iter().map(|file: &import_file::Model| file.id));
    import_chunk::Entity::delete_many().filter(of_files).exec(connection).await?;
    Ok(())
}

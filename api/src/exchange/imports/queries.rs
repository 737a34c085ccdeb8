use entity::exchange::import_file;
use entity::value::ImportId;
use openapi::exchange::imports::ImportFindingFilter;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;

/// The files of some imports, by name.
pub(super) async fn files_of(
    connection: &impl ConnectionTrait,
    imports: impl Iterator<Item = ImportId>,
) -> Result<Vec<import_file::Model>> {
    let of_imports = import_file::Entity::find()
        .filter(import_file::COLUMN.import_id.is_in(imports))
        .order_by_asc(import_file::COLUMN.name);
    Ok(of_imports.all(connection).await?)
}

/// The findings filter, with the import.
#[derive(Clone, Debug)]
pub(crate) struct OfImport {
    pub(super) import: ImportId,
    pub(super) filter: ImportFindingFilter,
}

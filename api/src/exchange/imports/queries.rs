use std::collections::HashMap;

use entity::exchange::{import, import_file, import_finding};
use entity::value::{ImportFindingId, ImportId};
use openapi::exchange::imports::{Import, ImportFilter, ImportFinding, ImportFindingFilter};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::platform::auth::Eyes;
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;

impl Keyset for import::Entity {
    const USUALLY: &'static [import::Column] = &[];
    const ID: import::Column = import::Column::Id;
}

impl Resource for import::Entity {
    type Id = ImportId;
    type Told = Import;
    type Filter = ImportFilter;
    const NAME: &'static str = "import";
    const READ: Right = Right::ImportFiles;
    // Of budgets, and of everything: it takes the eyes that money does.
    const MONEY: bool = true;
    const PROJECT: Option<import::Column> = Some(import::Column::ProjectId);

    fn passing(filter: &ImportFilter) -> Select<Self> {
        let ImportFilter { kind, project, stage } = filter;
        Self::find()
            .filter(is(import::Column::Kind, *kind))
            .filter(is(import::Column::ProjectId, *project))
            .filter(is(import::Column::Stage, *stage))
    }

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(match eyes.only() {
            Some(own) => select.filter(import::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn look(row: &import::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.must_see_money_of(row.project_id)
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<import::Model>) -> Result<Vec<Import>> {
        let ids = rows.iter().map(|row| row.id);
        let mut files: HashMap<_, Vec<_>> = HashMap::new();
        for file in files_of(connection, ids).await? {
            files.entry(file.import_id).or_default().push(file);
        }
        rows.into_iter().map(|row| view::import(files.remove(&row.id).unwrap_or_default(), row)).collect()
    }
}

/// The files of some imports, by their names.
pub(super) async fn files_of(
    connection: &impl ConnectionTrait,
    imports: impl Iterator<Item = ImportId>,
) -> Result<Vec<import_file::Model>> {
    let of_imports = import_file::Entity::find()
        .filter(import_file::COLUMN.import_id.is_in(imports))
        .order_by_asc(import_file::COLUMN.name);
    Ok(of_imports.all(connection).await?)
}

/// Which findings, of which import.
#[derive(Clone, Debug)]
pub(crate) struct OfImport {
    pub(super) import: ImportId,
    pub(super) asked: ImportFindingFilter,
}

impl Keyset for import_finding::Entity {
    const USUALLY: &'static [import_finding::Column] = &[];
    const ID: import_finding::Column = import_finding::Column::Id;
}

impl Resource for import_finding::Entity {
    type Id = ImportFindingId;
    type Told = ImportFinding;
    type Filter = OfImport;
    const NAME: &'static str = "finding of an import";
    const READ: Right = Right::ImportFiles;

    fn passing(filter: &OfImport) -> Select<Self> {
        let OfImport { import, asked: ImportFindingFilter { refused } } = filter;
        Self::find()
            .filter(import_finding::COLUMN.import_id.eq(*import))
            .filter(is(import_finding::Column::Refused, *refused))
    }

    async fn told(_: &impl ConnectionTrait, rows: Vec<import_finding::Model>) -> Result<Vec<ImportFinding>> {
        Ok(rows.into_iter().map(view::finding).collect())
    }
}

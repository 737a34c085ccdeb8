//! How imports are found, shown, authorised, created, updated and deleted.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::exchange::{import, import_finding};
use entity::portfolio::project;
use entity::value::{ImportFindingId, ImportId, ImportKind, ImportStage, ProjectId};
use openapi::exchange::imports::{Import, ImportFilter, ImportFinding, ImportFindingFilter, ImportInput};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::queries::{OfImport, files_of};
use super::view;
use crate::exchange::resources::ImportFindings;
use crate::exchange::resources::Imports;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::FinancialScope;
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource};
use crate::platform::validation::ValidationErrors;

impl Keyset for import::Entity {
    const DEFAULT_SORT: &'static [import::Column] = &[];
    const ID: import::Column = import::Column::Id;
}

impl Keyset for import_finding::Entity {
    const DEFAULT_SORT: &'static [import_finding::Column] = &[];
    const ID: import_finding::Column = import_finding::Column::Id;
}

impl Resource for Imports {
    type Entity = import::Entity;
    type Id = ImportId;
    type View = Import;
    type Filter = ImportFilter;
    const NAME: &'static str = "import";
    const READ: Right = Right::ReadImports;
    // Imports contain budgets and other money.
    const IS_FINANCIAL: bool = true;
    const PROJECT: Option<import::Column> = Some(import::Column::ProjectId);

    fn filtered(filter: &ImportFilter) -> Select<import::Entity> {
        let ImportFilter { kind, project, stage } = filter;
        import::Entity::find()
            .filter(eq_if(import::Column::Kind, *kind))
            .filter(eq_if(import::Column::ProjectId, *project))
            .filter(eq_if(import::Column::Stage, *stage))
    }

    fn visible(select: Select<import::Entity>, scope: &FinancialScope<'_>) -> Result<Select<import::Entity>> {
        Ok(match scope.assigned_projects() {
            Some(own) => select.filter(import::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn authorize_read(row: &import::Model, scope: &FinancialScope<'_>) -> Result<()> {
        scope.require_money_of(row.project_id)
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<import::Model>) -> Result<Vec<Import>> {
        let ids = rows.iter().map(|row| row.id);
        let mut files: HashMap<_, Vec<_>> = HashMap::new();
        for file in files_of(connection, ids).await? {
            files.entry(file.import_id).or_default().push(file);
        }
        rows.into_iter().map(|row| view::import(files.remove(&row.id).unwrap_or_default(), row)).collect()
    }
}

impl Resource for ImportFindings {
    type Entity = import_finding::Entity;
    type Id = ImportFindingId;
    type View = ImportFinding;
    type Filter = OfImport;
    const NAME: &'static str = "finding of an import";
    const READ: Right = Right::ReadImports;

    fn filtered(filter: &OfImport) -> Select<import_finding::Entity> {
        let OfImport { import, filter: ImportFindingFilter { refused } } = filter;
        import_finding::Entity::find()
            .filter(import_finding::COLUMN.import_id.eq(*import))
            .filter(eq_if(import_finding::Column::Refused, *refused))
    }

    async fn to_views(
        _: &impl ConnectionTrait,
        rows: Vec<import_finding::Model>,
    ) -> Result<Vec<ImportFinding>> {
        Ok(rows.into_iter().map(view::finding).collect())
    }
}

impl Create for Imports {
    const CREATE: Right = Right::ImportFiles;
    type Parent = ();
    type New = ImportInput;
    const COLLECTION: &'static str = "/v1/imports";

    fn project_of_new((): (), new: &ImportInput) -> Option<ProjectId> {
        new.project
    }

    async fn create(work: &UnitOfWork<'_>, (): (), new: ImportInput) -> Result<import::Model> {
        let ImportInput { kind, project, dry_run, strict } = new;
        check(work, kind, project).await?;
        let (actor_kind, actor_id) = work.caller.actor().recorded();
        let row = import::Model {
            id: ImportId(work.id()),
            kind,
            project_id: project,
            dry_run,
            strict,
            stage: ImportStage::Open,
            actor_kind,
            actor_id,
            actor: work.caller.name().to_owned(),
            created_at: work.now,
            started_at: None,
            ended_at: None,
            file: None,
            bytes_read: 0,
            refused: 0,
            left_out: 0,
            tallies: None,
            fault: None,
            code: None,
            starts: 0,
            runner: None,
            lease_until: None,
        };
        Ok(insert_row(work.tx, row).await?)
    }
}

impl Lock for Imports {
    const WRITE: Right = Right::ImportFiles;
}

/// Checks that a project is named if and only if it is a budget import, and that the project exists.
async fn check(work: &UnitOfWork<'_>, kind: ImportKind, project: Option<ProjectId>) -> Result<()> {
    let mut faults = ValidationErrors::default();
    match (kind, project) {
        (ImportKind::Budget, None) => {
            faults.push("/project", ErrorCode::Required, "a budget import needs a `project`");
        }
        (ImportKind::Budget, Some(project)) => {
            if project::Entity::find_by_id(project).one(work.tx).await?.is_none() {
                faults.push("/project", ErrorCode::Unknown, "the project does not exist");
            }
        }
        (_, Some(_)) => {
            faults.push("/project", ErrorCode::Unused, "only a budget import can have a `project`");
        }
        (_, None) => {}
    }
    faults.into_result()
}

//! The resource traits of projects.

use entity::exchange::import;
use entity::finance::{budget, cost, funding_line};
use entity::portfolio::{event, participation, project, project_theme, publication};
use entity::value::{ProjectId, ProjectStage};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use openapi::portfolio::projects::{Project, ProjectDetailsInput, ProjectFilter, ProjectInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::queries::{SIGNED, passing, with_themes_and_programmes};
use super::service::{known_themes, moved, put_themes};
use super::themes::themes_of;
use super::{draft, page, parts, view};
use crate::access::assignments::service::to_its_maker;
use crate::platform::app::UnitOfWork;
use crate::platform::auth::Caller;
use crate::platform::constraint::{MapUniqueViolation, References, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::history::record_dates;
use crate::portfolio::plan::shift::Shift;
use crate::portfolio::resources::Projects;

const UNIQUE: [Unique; 2] = [
    Unique {
        name: "project_grant_agreement_unique",
        column: "project.grant_agreement",
        pointer: "/grant_agreement",
        detail: "another project has this grant agreement number",
    },
    Unique {
        name: "project_acronym_unique",
        column: "project.acronym_key",
        pointer: "/acronym",
        detail: "another project without a grant agreement number has this acronym",
    },
];

impl Keyset for project::Entity {
    const SORT_COLUMNS: &'static [(&'static str, project::Column)] = &[
        ("acronym", project::Column::AcronymKey),
        ("kind", project::Column::Kind),
        ("stage", project::Column::Stage),
        ("start", project::Column::FirstDay),
        ("end", project::Column::LastDay),
    ];
    const DEFAULT_SORT: &'static [project::Column] = &[project::Column::AcronymKey];
    const ID: project::Column = project::Column::Id;
}

impl Resource for Projects {
    type Entity = project::Entity;
    type Id = ProjectId;
    type View = Project;
    type Filter = ProjectFilter;
    const NAME: &'static str = "project";
    const PROJECT: Option<project::Column> = Some(project::Column::Id);

    fn filtered(filter: &ProjectFilter) -> Select<project::Entity> {
        project::Entity::find().filter(passing(filter))
    }

    const ONE_STATEMENT: bool = true;

    async fn page(
        connection: &impl ConnectionTrait,
        _: &Caller,
        filter: &ProjectFilter,
        page: &PageQuery,
    ) -> Result<Page<Project>> {
        page::page(connection, filter, page).await
    }

    fn sort(filter: &ProjectFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<project::Model>) -> Result<Vec<Project>> {
        with_themes_and_programmes(connection, rows).await
    }
}

impl Create for Projects {
    const CREATE: Right = Right::RegisterProjects;
    type Parent = ();
    type New = ProjectInput;
    const COLLECTION: &'static str = "/v1/projects";

    async fn create(work: &UnitOfWork<'_>, (): (), new: ProjectInput) -> Result<project::Model> {
        let (input, stage, parts) = draft::split(new);
        let mut faults = ValidationErrors::default();
        draft::check(&input, &mut faults);
        let themes = known_themes(work, &input.themes, &mut faults).await?;
        let id = ProjectId(work.id());
        let (row, _) = draft::row(id, stage.unwrap_or(ProjectStage::Idea), input);
        // Validate the parts even if the project is invalid: in that case everything is rolled back.
        let row = if faults.is_empty() { row } else { draft::stand_in(row) };
        let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
        to_its_maker(work, id).await?;
        parts::add(work, id, parts, &mut faults).await?;
        faults.into_result()?;
        put_themes(work, id, &themes).await?;
        Ok(row)
    }
}

impl Lock for Projects {
    const WRITE: Right = Right::WriteProjects;

    async fn delete(work: &UnitOfWork<'_>, row: project::Model) -> Result<()> {
        if SIGNED.contains(&row.stage) {
            let detail = "a project that was ever signed cannot be deleted: close or terminate it instead";
            return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::Signed, detail)]));
        }
        let lines = funding_line::Entity::find().filter(funding_line::COLUMN.project_id.eq(row.id));
        let budgets = budget::Entity::find().filter(budget::COLUMN.project_id.eq(row.id));
        let costs = cost::Entity::find().filter(cost::COLUMN.project_id.eq(row.id));
        let publications = publication::Entity::find().filter(publication::COLUMN.project_id.eq(row.id));
        let events = event::Entity::find().filter(event::COLUMN.project_id.eq(row.id));
        let imports = import::Entity::find().filter(import::COLUMN.project_id.eq(row.id));
        let under_way = imports.filter(import::COLUMN.ended_at.is_null());
        let mut holders = References::default();
        holders.find(work, under_way).await?;
        holders.find(work, lines).await?;
        holders.find(work, budgets).await?;
        holders.find(work, costs).await?;
        holders.find(work, publications).await?;
        holders.find(work, events).await?;
        holders.require_none(work).await?;
        // Deletes the parts of the project with it.
        let of_project = project_theme::COLUMN.project_id.eq(row.id);
        project_theme::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        let of_project = participation::COLUMN.project_id.eq(row.id);
        participation::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        let of_project = import::COLUMN.project_id.eq(row.id);
        import::Entity::delete_many().filter(of_project).exec(work.tx).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Projects {
    type Input = ProjectDetailsInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: project::Model,
        _: &Self::View,
    ) -> Result<ProjectDetailsInput> {
        let themes = themes_of(connection, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
        Ok(view::to_input(row, themes))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: project::Model,
        input: ProjectDetailsInput,
    ) -> Result<project::Model> {
        let mut faults = ValidationErrors::default();
        draft::check(&input, &mut faults);
        let themes = known_themes(work, &input.themes, &mut faults).await?;
        let reason = input.reason.clone();
        let (row, said_themes) = draft::row(was.id, was.stage, input);
        let moves = moved(&was, &row);
        let shift = if row.first_day == was.first_day {
            Shift::default()
        } else {
            Shift::of(work, was.id, row.first_day).await?
        };
        shift.check(&mut faults);
        let signed = SIGNED.contains(&was.stage) && !moves.is_empty();
        if shift.moves_due_dates() || signed || moves.is_empty() {
            faults.reason(shift.moves_due_dates() || signed, reason.as_ref());
        }
        faults.into_result()?;
        record_dates(work, moves, reason.as_ref()).await?;
        shift.carry_out(work, reason.as_ref()).await?;
        if said_themes != themes_of(work.tx, vec![was.id]).await?.remove(&was.id).unwrap_or_default() {
            let of_project = project_theme::COLUMN.project_id.eq(was.id);
            project_theme::Entity::delete_many().filter(of_project).exec(work.tx).await?;
            put_themes(work, was.id, &themes).await?;
        }
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

//! The resource traits of work packages.

use chrono::NaiveDate;
use entity::finance::{budget_line, cost};
use entity::portfolio::{deliverable, milestone, work_package};
use entity::value::{PartialDate, ProjectId, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::work_packages::{WorkPackage, WorkPackageFilter, WorkPackageInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, References, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::references::Labels;
use crate::portfolio::plan::{ProjectItem, lock_project, lock_with_project, references, start_of};
use crate::portfolio::resources::WorkPackages;

const UNIQUE: [Unique; 1] = [Unique {
    name: "work_package_unique",
    column: "work_package.number_key",
    pointer: "/number",
    detail: "the project has another work package with this number",
}];

impl Keyset for work_package::Entity {
    const SORT_COLUMNS: &'static [(&'static str, work_package::Column)] = &[
        ("number", work_package::Column::NumberKey),
        ("start", work_package::Column::BeginsOn),
        ("end", work_package::Column::EndsOn),
    ];
    const ID: work_package::Column = work_package::Column::Id;
}

impl Resource for WorkPackages {
    type Entity = work_package::Entity;
    type Id = WorkPackageId;
    type View = WorkPackage;
    type Filter = WorkPackageFilter;
    const NAME: &'static str = "work package";
    const PROJECT: Option<work_package::Column> = Some(work_package::Column::ProjectId);

    fn filtered(filter: &WorkPackageFilter) -> Select<work_package::Entity> {
        let WorkPackageFilter { project, lead, sort: _ } = filter;
        work_package::Entity::find()
            .filter(eq_if(work_package::Column::ProjectId, *project))
            .filter(eq_if(work_package::Column::LeadId, *lead))
    }

    fn sort(filter: &WorkPackageFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<work_package::Model>,
    ) -> Result<Vec<WorkPackage>> {
        let names = Labels::of(
            connection,
            rows.iter().map(|row| row.project_id),
            std::iter::empty(),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::work_package(row, &names)).collect())
    }
}

impl ProjectItem for WorkPackages {
    fn project(row: &work_package::Model) -> ProjectId {
        row.project_id
    }
}

impl Create for WorkPackages {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = WorkPackageInput;
    const COLLECTION: &'static str = "/v1/work-packages";

    async fn create(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        new: WorkPackageInput,
    ) -> Result<work_package::Model> {
        let project = lock_project(work, project).await?;
        let start = project.period_start.map(PartialDate::first_day);
        rules(work, project.id, &new, start).await?;
        let row = draft::row(WorkPackageId(work.id()), project.id, new, start);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for WorkPackages {
    const WRITE: Right = Right::WriteProjects;

    async fn delete(work: &UnitOfWork<'_>, row: work_package::Model) -> Result<()> {
        let deliverables = deliverable::Entity::find().filter(deliverable::COLUMN.work_package_id.eq(row.id));
        let milestones = milestone::Entity::find().filter(milestone::COLUMN.work_package_id.eq(row.id));
        let lines = budget_line::Entity::find().filter(budget_line::COLUMN.work_package_id.eq(row.id));
        let costs = cost::Entity::find().filter(cost::COLUMN.work_package_id.eq(row.id));
        let mut holders = References::default();
        holders.find(work, deliverables).await?;
        holders.find(work, milestones).await?;
        holders.find(work, lines).await?;
        holders.find(work, costs).await?;
        holders.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn lock(work: &UnitOfWork<'_>, id: WorkPackageId) -> Result<work_package::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for WorkPackages {
    type Input = WorkPackageInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: work_package::Model,
        _: &Self::View,
    ) -> Result<WorkPackageInput> {
        Ok(view::to_input(row))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: work_package::Model,
        input: WorkPackageInput,
    ) -> Result<work_package::Model> {
        let start = start_of(work.tx, was.project_id).await?;
        rules(work, was.project_id, &input, start).await?;
        let row = draft::row(was.id, was.project_id, input, start);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    input: &WorkPackageInput,
    start: Option<NaiveDate>,
) -> Result<()> {
    let mut faults = ValidationErrors::default();
    draft::check(input, start, &mut faults);
    references::lead(work, project, input.lead, &mut faults).await?;
    faults.into_result()
}

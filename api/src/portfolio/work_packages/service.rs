use chrono::NaiveDate;
use entity::finance::{budget_line, cost};
use entity::portfolio::{deliverable, milestone, work_package};
use entity::value::{PartialDate, ProjectId, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::work_packages::WorkPackageInput;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{Holders, OnConflict, Unique};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::plan::{hold, hold_project, place, start_of};

const UNIQUE: [Unique; 1] = [Unique {
    name: "work_package_unique",
    column: "work_package.number_key",
    pointer: "/number",
    detail: "the project has another work package of this number",
}];

impl Made for work_package::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = WorkPackageInput;
    const COLLECTION: &'static str = "/v1/work-packages";

    async fn make(work: &Work<'_>, project: ProjectId, new: WorkPackageInput) -> Result<work_package::Model> {
        let project = hold_project(work, project).await?;
        let start = project.period_start.map(PartialDate::first_day);
        rules(work, project.id, &new, start).await?;
        let row = draft::row(WorkPackageId(work.id()), project.id, new, start);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for work_package::Entity {
    const WRITE: Right = Right::WriteProjects;

    async fn remove(work: &Work<'_>, row: work_package::Model) -> Result<()> {
        let deliverables = deliverable::Entity::find().filter(deliverable::COLUMN.work_package_id.eq(row.id));
        let milestones = milestone::Entity::find().filter(milestone::COLUMN.work_package_id.eq(row.id));
        let lines = budget_line::Entity::find().filter(budget_line::COLUMN.work_package_id.eq(row.id));
        let costs = cost::Entity::find().filter(cost::COLUMN.work_package_id.eq(row.id));
        let mut holders = Holders::default();
        holders.find(work, deliverables).await?;
        holders.find(work, milestones).await?;
        holders.find(work, lines).await?;
        holders.find(work, costs).await?;
        holders.none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }

    async fn hold(work: &Work<'_>, id: WorkPackageId) -> Result<work_package::Model> {
        hold::<Self>(work, id).await
    }
}

impl Written for work_package::Entity {
    type Said = WorkPackageInput;

    async fn said(
        _: &impl ConnectionTrait,
        row: work_package::Model,
        _: &Self::Told,
    ) -> Result<WorkPackageInput> {
        Ok(view::said(row))
    }

    async fn change(
        work: &Work<'_>,
        was: work_package::Model,
        said: WorkPackageInput,
    ) -> Result<work_package::Model> {
        let start = start_of(work.tx, was.project_id).await?;
        rules(work, was.project_id, &said, start).await?;
        let row = draft::row(was.id, was.project_id, said, start);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

async fn rules(
    work: &Work<'_>,
    project: ProjectId,
    said: &WorkPackageInput,
    start: Option<NaiveDate>,
) -> Result<()> {
    let mut faults = Faults::default();
    draft::check(said, start, &mut faults);
    place::lead(work, project, said.lead, &mut faults).await?;
    faults.none()
}

//! The resource traits of milestones.

use chrono::NaiveDate;
use entity::portfolio::milestone;
use entity::value::{MilestoneId, ProjectId, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::milestones::{Milestone, MilestoneFilter, MilestoneInput};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{eq_if, on_or_after, on_or_before};
use crate::platform::http::Keyset;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::due::{Due, DueDateChange, HasDueDate};
use crate::portfolio::plan::references::Labels;
use crate::portfolio::plan::{ProjectItem, lock_project, lock_with_project, references};
use crate::portfolio::resources::Milestones;

const UNIQUE: [Unique; 1] = [Unique {
    name: "milestone_unique",
    column: "milestone.number_key",
    pointer: "/number",
    detail: "the project has another milestone with this number",
}];

impl Keyset for milestone::Entity {
    const SORT_COLUMNS: &'static [(&'static str, milestone::Column)] = &[
        ("due_on", milestone::Column::DueOn),
        ("number", milestone::Column::NumberKey),
        ("stage", milestone::Column::Stage),
    ];
    const DEFAULT_SORT: &'static [milestone::Column] = &[milestone::Column::DueOn];
    const ID: milestone::Column = milestone::Column::Id;
}

impl Resource for Milestones {
    type Entity = milestone::Entity;
    type Id = MilestoneId;
    type View = Milestone;
    type Filter = MilestoneFilter;
    const NAME: &'static str = "milestone";
    const PROJECT: Option<milestone::Column> = Some(milestone::Column::ProjectId);

    fn filtered(filter: &MilestoneFilter) -> Select<milestone::Entity> {
        let MilestoneFilter { project, work_package, lead, stage, due_from, due_to, sort: _ } = filter;
        milestone::Entity::find()
            .filter(eq_if(milestone::Column::ProjectId, *project))
            .filter(eq_if(milestone::Column::WorkPackageId, *work_package))
            .filter(eq_if(milestone::Column::LeadId, *lead))
            .filter(eq_if(milestone::Column::Stage, *stage))
            .filter(on_or_after(milestone::Column::DueOn, *due_from))
            .filter(on_or_before(milestone::Column::DueOn, *due_to))
    }

    fn sort(filter: &MilestoneFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<milestone::Model>,
    ) -> Result<Vec<Milestone>> {
        let names = Labels::of(
            connection,
            rows.iter().map(|row| row.project_id),
            rows.iter().map(|row| row.work_package_id),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::milestone(row, &names)).collect())
    }
}

impl ProjectItem for Milestones {
    fn project(row: &milestone::Model) -> ProjectId {
        row.project_id
    }
}

impl Create for Milestones {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = MilestoneInput;
    const COLLECTION: &'static str = "/v1/milestones";

    async fn create(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        new: MilestoneInput,
    ) -> Result<milestone::Model> {
        let project = lock_project(work, project).await?;
        let mut faults = ValidationErrors::default();
        let (start, work_package) = rules(work, project.id, &new, &mut faults).await?;
        faults.reason(false, new.reason.as_ref());
        faults.into_result()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(MilestoneId(work.id()), project.id, new, work_package);
        row.set_due(due);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Milestones {
    const WRITE: Right = Right::WriteProjects;

    async fn lock(work: &UnitOfWork<'_>, id: MilestoneId) -> Result<milestone::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Milestones {
    type Input = MilestoneInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: milestone::Model,
        view: &Self::View,
    ) -> Result<MilestoneInput> {
        Ok(view::to_input(row, view.work_package.as_ref().map(|package| package.number.clone())))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: milestone::Model,
        input: MilestoneInput,
    ) -> Result<milestone::Model> {
        let mut faults = ValidationErrors::default();
        let (start, work_package) = rules(work, was.project_id, &input, &mut faults).await?;
        let redated = DueDateChange::of(&was, input.due, input.reason.clone(), start, &mut faults);
        faults.into_result()?;
        let mut row = milestone::Model {
            stage: was.stage,
            stage_on: was.stage_on,
            ..draft::row(was.id, was.project_id, input, work_package)
        };
        redated.carry_out(work, &mut row).await?;
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    input: &MilestoneInput,
    faults: &mut ValidationErrors,
) -> Result<(Option<NaiveDate>, Option<WorkPackageId>)> {
    faults.blank("/title", &input.title);
    references::resolve_references(work, project, input.work_package.as_ref(), input.lead, faults).await
}

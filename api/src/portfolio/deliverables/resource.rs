//! The resource traits of deliverables.

use chrono::NaiveDate;
use entity::portfolio::deliverable;
use entity::value::{DeliverableId, ProjectId, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::deliverables::{Deliverable, DeliverableFilter, DeliverableInput};
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
use crate::portfolio::resources::Deliverables;

const UNIQUE: [Unique; 1] = [Unique {
    name: "deliverable_unique",
    column: "deliverable.number_key",
    pointer: "/number",
    detail: "the project has another deliverable with this number",
}];

impl Keyset for deliverable::Entity {
    const SORT_COLUMNS: &'static [(&'static str, deliverable::Column)] = &[
        ("due_on", deliverable::Column::DueOn),
        ("number", deliverable::Column::NumberKey),
        ("stage", deliverable::Column::Stage),
    ];
    const DEFAULT_SORT: &'static [deliverable::Column] = &[deliverable::Column::DueOn];
    const ID: deliverable::Column = deliverable::Column::Id;
}

impl Resource for Deliverables {
    type Entity = deliverable::Entity;
    type Id = DeliverableId;
    type View = Deliverable;
    type Filter = DeliverableFilter;
    const NAME: &'static str = "deliverable";
    const PROJECT: Option<deliverable::Column> = Some(deliverable::Column::ProjectId);

    fn filtered(filter: &DeliverableFilter) -> Select<deliverable::Entity> {
        let DeliverableFilter { project, work_package, lead, stage, due_from, due_to, sort: _ } = filter;
        deliverable::Entity::find()
            .filter(eq_if(deliverable::Column::ProjectId, *project))
            .filter(eq_if(deliverable::Column::WorkPackageId, *work_package))
            .filter(eq_if(deliverable::Column::LeadId, *lead))
            .filter(eq_if(deliverable::Column::Stage, *stage))
            .filter(on_or_after(deliverable::Column::DueOn, *due_from))
            .filter(on_or_before(deliverable::Column::DueOn, *due_to))
    }

    fn sort(filter: &DeliverableFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<deliverable::Model>,
    ) -> Result<Vec<Deliverable>> {
        let names = Labels::of(
            connection,
            rows.iter().map(|row| row.project_id),
            rows.iter().map(|row| row.work_package_id),
            rows.iter().map(|row| row.lead_id),
        )
        .await?;
        Ok(rows.into_iter().filter_map(|row| view::deliverable(row, &names)).collect())
    }
}

impl ProjectItem for Deliverables {
    fn project(row: &deliverable::Model) -> ProjectId {
        row.project_id
    }
}

impl Create for Deliverables {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = DeliverableInput;
    const COLLECTION: &'static str = "/v1/deliverables";

    async fn create(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        new: DeliverableInput,
    ) -> Result<deliverable::Model> {
        let project = lock_project(work, project).await?;
        let mut faults = ValidationErrors::default();
        let (start, work_package) = rules(work, project.id, &new, &mut faults).await?;
        faults.reason(false, new.reason.as_ref());
        faults.into_result()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(DeliverableId(work.id()), project.id, new, work_package);
        row.set_due(due);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Deliverables {
    const WRITE: Right = Right::WriteProjects;

    async fn lock(work: &UnitOfWork<'_>, id: DeliverableId) -> Result<deliverable::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Deliverables {
    type Input = DeliverableInput;

    async fn to_input(
        _: &impl ConnectionTrait,
        row: deliverable::Model,
        view: &Self::View,
    ) -> Result<DeliverableInput> {
        Ok(view::to_input(row, view.work_package.as_ref().map(|package| package.number.clone())))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: deliverable::Model,
        input: DeliverableInput,
    ) -> Result<deliverable::Model> {
        let mut faults = ValidationErrors::default();
        let (start, work_package) = rules(work, was.project_id, &input, &mut faults).await?;
        let redated = DueDateChange::of(&was, input.due, input.reason.clone(), start, &mut faults);
        faults.into_result()?;
        let mut row = deliverable::Model {
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
    input: &DeliverableInput,
    faults: &mut ValidationErrors,
) -> Result<(Option<NaiveDate>, Option<WorkPackageId>)> {
    faults.blank("/title", &input.title);
    references::resolve_references(work, project, input.work_package.as_ref(), input.lead, faults).await
}

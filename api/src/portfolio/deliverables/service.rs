use chrono::NaiveDate;
use entity::portfolio::deliverable;
use entity::value::{DeliverableId, ProjectId, SubmissionStage, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::deliverables::DeliverableInput;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{OnConflict, Unique};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::plan::due::{Dated, Due, Redated};
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::{SUBMISSION, Staged};
use crate::portfolio::plan::{hold, hold_project, place};

const UNIQUE: [Unique; 1] = [Unique {
    name: "deliverable_unique",
    column: "deliverable.number_key",
    pointer: "/number",
    detail: "the project has another deliverable of this number",
}];

impl Made for deliverable::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = DeliverableInput;
    const COLLECTION: &'static str = "/v1/deliverables";

    async fn make(work: &Work<'_>, project: ProjectId, new: DeliverableInput) -> Result<deliverable::Model> {
        let project = hold_project(work, project).await?;
        let mut faults = Faults::default();
        let (start, work_package) = rules(work, project.id, &new, &mut faults).await?;
        faults.reason(false, new.reason.as_ref());
        faults.none()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(DeliverableId(work.id()), project.id, new, work_package);
        row.set_due(due);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for deliverable::Entity {
    const WRITE: Right = Right::WriteProjects;

    async fn hold(work: &Work<'_>, id: DeliverableId) -> Result<deliverable::Model> {
        hold::<Self>(work, id).await
    }
}

impl Written for deliverable::Entity {
    type Said = DeliverableInput;

    async fn said(
        _: &impl ConnectionTrait,
        row: deliverable::Model,
        told: &Self::Told,
    ) -> Result<DeliverableInput> {
        Ok(view::said(row, told.work_package.as_ref().map(|package| package.number.clone())))
    }

    async fn change(
        work: &Work<'_>,
        was: deliverable::Model,
        said: DeliverableInput,
    ) -> Result<deliverable::Model> {
        let mut faults = Faults::default();
        let (start, work_package) = rules(work, was.project_id, &said, &mut faults).await?;
        let redated = Redated::of(&was, said.due, said.reason.clone(), start, &mut faults);
        faults.none()?;
        let mut row = deliverable::Model {
            stage: was.stage,
            stage_on: was.stage_on,
            ..draft::row(was.id, was.project_id, said, work_package)
        };
        redated.carry_out(work, &mut row).await?;
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

impl Staged for deliverable::Entity {
    type Stage = SubmissionStage;
    const MOVES: &'static [(SubmissionStage, &'static [SubmissionStage])] = &SUBMISSION;

    fn stage(row: &deliverable::Model) -> SubmissionStage {
        row.stage
    }

    fn subject(row: &deliverable::Model) -> Subject {
        row.subject()
    }

    fn at(row: deliverable::Model, stage: SubmissionStage, on: NaiveDate) -> deliverable::Model {
        deliverable::Model { stage, stage_on: Some(on), ..row }
    }
}

async fn rules(
    work: &Work<'_>,
    project: ProjectId,
    said: &DeliverableInput,
    faults: &mut Faults,
) -> Result<(Option<NaiveDate>, Option<WorkPackageId>)> {
    faults.blank("/title", &said.title);
    place::terms(work, project, said.work_package.as_ref(), said.lead, faults).await
}

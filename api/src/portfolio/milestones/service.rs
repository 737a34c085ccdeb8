use chrono::NaiveDate;
use entity::portfolio::milestone;
use entity::value::{MilestoneId, MilestoneStage, ProjectId, WorkPackageId};
use openapi::platform::rights::Right;
use openapi::portfolio::milestones::MilestoneInput;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{OnConflict, Unique};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::plan::due::{Dated, Due, Redated};
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::Staged;
use crate::portfolio::plan::{hold, hold_project, place};

const UNIQUE: [Unique; 1] = [Unique {
    name: "milestone_unique",
    column: "milestone.number_key",
    pointer: "/number",
    detail: "the project has another milestone of this number",
}];

impl Made for milestone::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = MilestoneInput;
    const COLLECTION: &'static str = "/v1/milestones";

    async fn make(work: &Work<'_>, project: ProjectId, new: MilestoneInput) -> Result<milestone::Model> {
        let project = hold_project(work, project).await?;
        let mut faults = Faults::default();
        let (start, work_package) = rules(work, project.id, &new, &mut faults).await?;
        faults.reason(false, new.reason.as_ref());
        faults.none()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(MilestoneId(work.id()), project.id, new, work_package);
        row.set_due(due);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for milestone::Entity {
    const WRITE: Right = Right::WriteProjects;

    async fn hold(work: &Work<'_>, id: MilestoneId) -> Result<milestone::Model> {
        hold::<Self>(work, id).await
    }
}

impl Written for milestone::Entity {
    type Said = MilestoneInput;

    async fn said(
        _: &impl ConnectionTrait,
        row: milestone::Model,
        told: &Self::Told,
    ) -> Result<MilestoneInput> {
        Ok(view::said(row, told.work_package.as_ref().map(|package| package.number.clone())))
    }

    async fn change(
        work: &Work<'_>,
        was: milestone::Model,
        said: MilestoneInput,
    ) -> Result<milestone::Model> {
        let mut faults = Faults::default();
        let (start, work_package) = rules(work, was.project_id, &said, &mut faults).await?;
        let redated = Redated::of(&was, said.due, said.reason.clone(), start, &mut faults);
        faults.none()?;
        let mut row = milestone::Model {
            stage: was.stage,
            stage_on: was.stage_on,
            ..draft::row(was.id, was.project_id, said, work_package)
        };
        redated.carry_out(work, &mut row).await?;
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

impl Staged for milestone::Entity {
    type Stage = MilestoneStage;
    const MOVES: &'static [(MilestoneStage, &'static [MilestoneStage])] = &super::lifecycle::MOVES;

    fn stage(row: &milestone::Model) -> MilestoneStage {
        row.stage
    }

    fn subject(row: &milestone::Model) -> Subject {
        row.subject()
    }

    fn at(row: milestone::Model, stage: MilestoneStage, on: NaiveDate) -> milestone::Model {
        milestone::Model { stage, stage_on: Some(on), ..row }
    }
}

async fn rules(
    work: &Work<'_>,
    project: ProjectId,
    said: &MilestoneInput,
    faults: &mut Faults,
) -> Result<(Option<NaiveDate>, Option<WorkPackageId>)> {
    faults.blank("/title", &said.title);
    place::terms(work, project, said.work_package.as_ref(), said.lead, faults).await
}

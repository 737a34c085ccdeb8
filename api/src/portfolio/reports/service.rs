use chrono::NaiveDate;
use entity::portfolio::report;
use entity::value::{PartialDate, ProjectId, ReportId, SubmissionStage};
use openapi::platform::rights::Right;
use openapi::portfolio::reports::ReportInput;
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
use crate::portfolio::plan::{hold, hold_project, start_of};

const UNIQUE: [Unique; 1] = [Unique {
    name: "report_unique",
    column: "report.number_key",
    pointer: "/number",
    detail: "the project has another report of this number",
}];

impl Made for report::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = ReportInput;
    const COLLECTION: &'static str = "/v1/reports";

    async fn make(work: &Work<'_>, project: ProjectId, new: ReportInput) -> Result<report::Model> {
        let project = hold_project(work, project).await?;
        let start = project.period_start.map(PartialDate::first_day);
        let mut faults = Faults::default();
        draft::check(&new, start, &mut faults);
        faults.reason(false, new.reason.as_ref());
        faults.none()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(ReportId(work.id()), project.id, new, start);
        row.set_due(due);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for report::Entity {
    const WRITE: Right = Right::WriteProjects;

    async fn hold(work: &Work<'_>, id: ReportId) -> Result<report::Model> {
        hold::<Self>(work, id).await
    }
}

impl Written for report::Entity {
    type Said = ReportInput;

    async fn said(_: &impl ConnectionTrait, row: report::Model, _: &Self::Told) -> Result<ReportInput> {
        Ok(view::said(row))
    }

    async fn change(work: &Work<'_>, was: report::Model, said: ReportInput) -> Result<report::Model> {
        let start = start_of(work.tx, was.project_id).await?;
        let mut faults = Faults::default();
        draft::check(&said, start, &mut faults);
        let redated = Redated::of(&was, said.due, said.reason.clone(), start, &mut faults);
        faults.none()?;
        let mut row = report::Model {
            stage: was.stage,
            stage_on: was.stage_on,
            ..draft::row(was.id, was.project_id, said, start)
        };
        redated.carry_out(work, &mut row).await?;
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

impl Staged for report::Entity {
    type Stage = SubmissionStage;
    const MOVES: &'static [(SubmissionStage, &'static [SubmissionStage])] = &SUBMISSION;

    fn stage(row: &report::Model) -> SubmissionStage {
        row.stage
    }

    fn subject(row: &report::Model) -> Subject {
        row.subject()
    }

    fn at(row: report::Model, stage: SubmissionStage, on: NaiveDate) -> report::Model {
        report::Model { stage, stage_on: Some(on), ..row }
    }
}

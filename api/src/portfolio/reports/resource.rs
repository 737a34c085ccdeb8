//! The resource traits of reports.

use entity::portfolio::report;
use entity::value::{PartialDate, ProjectId, ReportId};
use openapi::platform::rights::Right;
use openapi::portfolio::reports::{Report, ReportFilter, ReportInput};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{eq_if, on_or_after, on_or_before};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::due::{Due, DueDateChange, HasDueDate};
use crate::portfolio::plan::{ProjectItem, lock_project, lock_with_project, start_of};
use crate::portfolio::resources::Reports;

const UNIQUE: [Unique; 1] = [Unique {
    name: "report_unique",
    column: "report.number_key",
    pointer: "/number",
    detail: "the project has another report with this number",
}];

impl Keyset for report::Entity {
    const SORT_COLUMNS: &'static [(&'static str, report::Column)] = &[
        ("due_on", report::Column::DueOn),
        ("number", report::Column::NumberKey),
        ("stage", report::Column::Stage),
    ];
    const DEFAULT_SORT: &'static [report::Column] = &[report::Column::DueOn];
    const ID: report::Column = report::Column::Id;
}

impl Resource for Reports {
    type Entity = report::Entity;
    type Id = ReportId;
    type View = Report;
    type Filter = ReportFilter;
    const NAME: &'static str = "report";
    const PROJECT: Option<report::Column> = Some(report::Column::ProjectId);

    fn filtered(filter: &ReportFilter) -> Select<report::Entity> {
        let ReportFilter { project, stage, due_from, due_to, sort: _ } = filter;
        report::Entity::find()
            .filter(eq_if(report::Column::ProjectId, *project))
            .filter(eq_if(report::Column::Stage, *stage))
            .filter(on_or_after(report::Column::DueOn, *due_from))
            .filter(on_or_before(report::Column::DueOn, *due_to))
    }

    fn sort(filter: &ReportFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<report::Model>) -> Result<Vec<Report>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        Ok(rows.into_iter().filter_map(|row| view::report(row, &projects)).collect())
    }
}

impl ProjectItem for Reports {
    fn project(row: &report::Model) -> ProjectId {
        row.project_id
    }
}

impl Create for Reports {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ProjectId;
    type New = ReportInput;
    const COLLECTION: &'static str = "/v1/reports";

    async fn create(work: &UnitOfWork<'_>, project: ProjectId, new: ReportInput) -> Result<report::Model> {
        let project = lock_project(work, project).await?;
        let start = project.period_start.map(PartialDate::first_day);
        let mut faults = ValidationErrors::default();
        draft::check(&new, start, &mut faults);
        faults.reason(false, new.reason.as_ref());
        faults.into_result()?;
        let due = Due::planned(new.due, start);
        let mut row = draft::row(ReportId(work.id()), project.id, new, start);
        row.set_due(due);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Reports {
    const WRITE: Right = Right::WriteProjects;

    async fn lock(work: &UnitOfWork<'_>, id: ReportId) -> Result<report::Model> {
        lock_with_project::<Self>(work, id).await
    }
}

impl Update for Reports {
    type Input = ReportInput;

    async fn to_input(_: &impl ConnectionTrait, row: report::Model, _: &Self::View) -> Result<ReportInput> {
        Ok(view::to_input(row))
    }

    async fn update(work: &UnitOfWork<'_>, was: report::Model, input: ReportInput) -> Result<report::Model> {
        let start = start_of(work.tx, was.project_id).await?;
        let mut faults = ValidationErrors::default();
        draft::check(&input, start, &mut faults);
        let redated = DueDateChange::of(&was, input.due, input.reason.clone(), start, &mut faults);
        faults.into_result()?;
        let mut row = report::Model {
            stage: was.stage,
            stage_on: was.stage_on,
            ..draft::row(was.id, was.project_id, input, start)
        };
        redated.carry_out(work, &mut row).await?;
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

//! Extends a grant: sets a later end, and reports plan items outside the project period.

use chrono::NaiveDate;
use entity::portfolio::{deliverable, milestone, project, work_package};
use entity::value::{ItemNumber, ProjectStage};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::portfolio::plan::{ExtendProject, Extension, Outside, PlanKind};
use openapi::portfolio::projects::Project;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::service::moved;
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::{record_update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::history::record_dates;
use crate::portfolio::resources::Projects;

/// The stages in which a grant can be extended.
const UNDER_WAY: [ProjectStage; 2] = [ProjectStage::Signed, ProjectStage::Suspended];

pub(super) async fn extend(
    work: &UnitOfWork<'_>,
    was: project::Model,
    before: &Project,
    form: &ExtendProject,
) -> Result<Extension> {
    if !UNDER_WAY.contains(&was.stage) {
        let detail =
            format!("the project is `{}`: only a `signed` or `suspended` project can be extended", was.stage);
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)]));
    }
    let mut faults = ValidationErrors::default();
    match was.last_day {
        Some(last) if form.end.last_day() > last => {}
        Some(last) => {
            faults.push("/end", ErrorCode::NotLater, format!("give an end after {last}, the current end"));
        }
        None => faults.push("/end", ErrorCode::NotLater, "the project has no end to extend"),
    }
    faults.into_result()?;
    let row =
        project::Model { period_end: Some(form.end), last_day: Some(form.end.last_day()), ..was.clone() };
    record_dates(work, moved(&was, &row), Some(&form.reason)).await?;
    let row = update_changed_columns::<Projects>(work, &was, &row).await?;
    Ok(Extension {
        outside: outside(work, &row).await?,
        previous_end: was.period_end,
        project: record_update::<Projects>(work, row, before).await?,
    })
}

/// The plan items before the start or after the end of a project, ordered by day.
async fn outside(work: &UnitOfWork<'_>, project: &project::Model) -> Result<Vec<Outside>> {
    let beyond = |begins: Option<NaiveDate>, ends: Option<NaiveDate>| {
        let early = begins.filter(|day| project.first_day.is_some_and(|first| *day < first));
        early.or_else(|| ends.filter(|day| project.last_day.is_some_and(|last| *day > last)))
    };
    let mut all = Vec::new();
    let mut note = |kind, id: Uuid, number: ItemNumber, title: String, day: Option<NaiveDate>| {
        all.extend(day.map(|day| Outside { kind, id, number, title, day }));
    };
    let of_project = work_package::COLUMN.project_id.eq(project.id);
    for row in work_package::Entity::find().filter(of_project).all(work.tx).await? {
        let day = beyond(row.begins_on, row.ends_on);
        note(PlanKind::WorkPackage, row.id.0, row.number, row.title, day);
    }
    let of_project = deliverable::COLUMN.project_id.eq(project.id);
    for row in deliverable::Entity::find().filter(of_project).all(work.tx).await? {
        let day = beyond(row.due_on, row.due_on);
        note(PlanKind::Deliverable, row.id.0, row.number, row.title, day);
    }
    let of_project = milestone::COLUMN.project_id.eq(project.id);
    for row in milestone::Entity::find().filter(of_project).all(work.tx).await? {
        let day = beyond(row.due_on, row.due_on);
        note(PlanKind::Milestone, row.id.0, row.number, row.title, day);
    }
    all.sort_by_key(|outside| (outside.day, outside.kind, outside.id));
    Ok(all)
}

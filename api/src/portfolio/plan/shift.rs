//! Shifts a plan when its project's start moves: dates in project months move along, and calendar dates
//! stay.

use chrono::NaiveDate;
use entity::portfolio::{deliverable, milestone, report, work_package};
use entity::value::{ItemNumber, PlannedDate, ProjectId};
use openapi::platform::error_code::ErrorCode;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::due::HasDueDate;
use super::history::{DateMove, record_dates};
use crate::platform::app::UnitOfWork;
use crate::platform::database::update_row;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

/// The rows that change when the project's start moves.
#[derive(Debug, Default)]
pub(crate) struct Shift {
    work_packages: Vec<work_package::Model>,
    deliverables: Vec<deliverable::Model>,
    milestones: Vec<milestone::Model>,
    reports: Vec<report::Model>,
    moves: Vec<DateMove>,
}

impl Shift {
    /// The rows that change for a new first day of the project, or for none.
    pub(crate) async fn of(
        work: &UnitOfWork<'_>,
        project: ProjectId,
        start: Option<NaiveDate>,
    ) -> Result<Self> {
        let mut shift = Self::default();
        let work_packages = work_package::Entity::find().filter(work_package::COLUMN.project_id.eq(project));
        for mut row in work_packages.all(work.tx).await? {
            let days = days(row.begins, row.ends, start);
            if days != (row.begins_on, row.ends_on) {
                (row.begins_on, row.ends_on) = days;
                shift.work_packages.push(row);
            }
        }
        let deliverables = deliverable::Entity::find().filter(deliverable::COLUMN.project_id.eq(project));
        shift.deliverables = moved(deliverables.all(work.tx).await?, start, &mut shift.moves, |_| false);
        let milestones = milestone::Entity::find().filter(milestone::COLUMN.project_id.eq(project));
        shift.milestones = moved(milestones.all(work.tx).await?, start, &mut shift.moves, |_| false);
        let reports = report::Entity::find().filter(report::COLUMN.project_id.eq(project));
        shift.reports = moved(reports.all(work.tx).await?, start, &mut shift.moves, |row| {
            let days = days(row.begins, row.ends, start);
            let moves = days != (row.begins_on, row.ends_on);
            (row.begins_on, row.ends_on) = days;
            moves
        });
        Ok(shift)
    }

    /// Adds an error for each item that would end before it begins.
    pub(crate) fn check(&self, faults: &mut ValidationErrors) {
        let packages = self.work_packages.iter();
        let packages =
            packages.map(|row| too_early("work package", &row.number, (row.begins_on, row.ends_on)));
        let reports = self.reports.iter();
        let reports = reports.map(|row| too_early("report", &row.number, (row.begins_on, row.ends_on)));
        for detail in packages.chain(reports).flatten() {
            faults.push("/period/start", ErrorCode::Reversed, detail);
        }
    }

    /// Whether a due date moves.
    pub(crate) fn moves_due_dates(&self) -> bool {
        !self.moves.is_empty()
    }

    /// Writes the changed rows and records the moves.
    pub(crate) async fn carry_out(self, work: &UnitOfWork<'_>, reason: Option<&String>) -> Result<()> {
        write::<work_package::Entity>(work, self.work_packages).await?;
        write::<deliverable::Entity>(work, self.deliverables).await?;
        write::<milestone::Entity>(work, self.milestones).await?;
        write::<report::Entity>(work, self.reports).await?;
        record_dates(work, self.moves, reason).await
    }
}

async fn write<E: EntityTrait>(work: &UnitOfWork<'_>, rows: Vec<E::Model>) -> Result<()>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    for row in rows {
        update_row(work.tx, &row).await?;
    }
    Ok(())
}

/// The first and last day of a period.
pub(crate) fn days(
    begins: Option<PlannedDate>,
    ends: Option<PlannedDate>,
    start: Option<NaiveDate>,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (begins.and_then(|date| date.first_day(start)), ends.and_then(|date| date.last_day(start)))
}

/// The error detail for an item that would end before it begins after the project's start moves.
pub(crate) fn too_early(
    what: &str,
    number: &ItemNumber,
    days: (Option<NaiveDate>, Option<NaiveDate>),
) -> Option<String> {
    let reversed = matches!(days, (Some(first), Some(last)) if last < first);
    reversed.then(|| format!("the {what} {number} would end before it begins"))
}

/// The rows whose days change with the project's first day.
fn moved<M: HasDueDate>(
    rows: Vec<M>,
    start: Option<NaiveDate>,
    moves: &mut Vec<DateMove>,
    else_moves: impl Fn(&mut M) -> bool,
) -> Vec<M> {
    let mut changed = Vec::new();
    for mut row in rows {
        let (before, subject) = (row.due(), row.subject());
        let after = before.moved(before.date, start);
        row.set_due(after);
        let other = else_moves(&mut row);
        if after != before || other {
            moves.extend(before.changed(after, subject));
            changed.push(row);
        }
    }
    changed
}

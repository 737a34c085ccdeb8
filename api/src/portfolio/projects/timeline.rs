//! The timeline of a project.

use entity::portfolio::{deliverable, milestone, report, work_package};
use entity::value::{PartialDate, ProjectId, WorkPackageId};
use openapi::portfolio::plan::{Timeline, TimelinePoint, TimelineWorkPackage};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;
use crate::platform::refs::{organisation_refs, project_ref};
use crate::platform::resource::find_row;
use crate::portfolio::resources::Projects;

/// The timeline of a project, with five queries and those for names, whatever its size.
pub(super) async fn timeline(connection: &impl ConnectionTrait, id: ProjectId) -> Result<Timeline> {
    let project = find_row::<Projects>(connection, id).await?;
    let work_packages = work_package::Entity::find()
        .filter(work_package::COLUMN.project_id.eq(id))
        .order_by_asc(work_package::COLUMN.number_key)
        .all(connection)
        .await?;
    let leads = work_packages.iter().map(|row| row.lead_id);
    let leads = organisation_refs(connection, leads).await?;
    let deliverables = deliverable::Entity::find()
        .filter(deliverable::COLUMN.project_id.eq(id))
        .order_by_asc(deliverable::COLUMN.due_on)
        .order_by_asc(deliverable::COLUMN.number_key);
    let milestones = milestone::Entity::find()
        .filter(milestone::COLUMN.project_id.eq(id))
        .order_by_asc(milestone::COLUMN.due_on)
        .order_by_asc(milestone::COLUMN.number_key);
    let reports = report::Entity::find()
        .filter(report::COLUMN.project_id.eq(id))
        .order_by_asc(report::COLUMN.due_on)
        .order_by_asc(report::COLUMN.number_key);
    let mut deliverables = Points::of(deliverables.all(connection).await?);
    let mut milestones = Points::of(milestones.all(connection).await?);
    let work_packages = work_packages.into_iter().map(|row| TimelineWorkPackage {
        lead: row.lead_id.and_then(|lead| leads.get(&lead).cloned()),
        first_day: row.begins_on.or(project.first_day),
        last_day: row.ends_on.or(project.last_day),
        deliverables: deliverables.taken_out(Some(row.id)),
        milestones: milestones.taken_out(Some(row.id)),
        id: row.id,
        number: row.number,
        title: row.title,
    });
    Ok(Timeline {
        work_packages: work_packages.collect(),
        deliverables: deliverables.taken_out(None),
        milestones: milestones.taken_out(None),
        reports: Points::of(reports.all(connection).await?).taken_out(None),
        project: project_ref(&project),
        first_day: project.period_start.map(PartialDate::first_day),
        last_day: project.last_day,
    })
}

/// A row that becomes a point of the timeline.
trait Point {
    /// The point, and its work package.
    fn point(self) -> (Option<WorkPackageId>, TimelinePoint);
}

macro_rules! points {
    ($($table:ident in $work_package:expr;)*) => {$(
        impl Point for $table::Model {
            fn point(self) -> (Option<WorkPackageId>, TimelinePoint) {
                let work_package: fn(&Self) -> Option<WorkPackageId> = $work_package;
                let of = work_package(&self);
                let point = TimelinePoint {
                    id: self.id.0,
                    number: self.number,
                    title: self.title,
                    due_on: self.due_on,
                    original_due_on: self.original_due_on,
                    stage: self.stage.to_string(),
                    stage_on: self.stage_on,
                };
                (of, point)
            }
        }
    )*};
}

points! {
    deliverable in |row| row.work_package_id;
    milestone in |row| row.work_package_id;
    report in |_| None;
}

/// The points of the timeline, with their work packages.
struct Points(Vec<(Option<WorkPackageId>, TimelinePoint)>);

impl Points {
    fn of(rows: Vec<impl Point>) -> Self {
        Self(rows.into_iter().map(Point::point).collect())
    }

    /// Takes out the points of a work package, or those without one.
    fn taken_out(&mut self, of: Option<WorkPackageId>) -> Vec<TimelinePoint> {
        self.0.extract_if(.., |(work_package, _)| *work_package == of).map(|(_, point)| point).collect()
    }
}

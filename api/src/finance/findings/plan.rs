//! Suspect data about coordinators and project plans.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::portfolio::{deliverable, milestone, organisation, participation, project, report};
use entity::value::{ItemNumber, ParticipationId, ParticipationRole, ProjectId};
use openapi::finance::findings::PlanPart;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::platform::error::Result;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Coordinator {
    pub(super) id: ParticipationId,
    pub(super) project: ProjectId,
    pub(super) name: String,
}

/// An item of a project plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) kind: PlanPart,
    pub(super) id: Uuid,
    pub(super) project: ProjectId,
    pub(super) number: ItemNumber,
    pub(super) title: String,
    pub(super) start: Option<NaiveDate>,
    pub(super) end: Option<NaiveDate>,
    pub(super) due_on: Option<NaiveDate>,
}

/// The coordinators of each project with several. A partner that left its project does not count.
pub(super) async fn several_coordinators(connection: &impl ConnectionTrait) -> Result<Vec<Vec<Coordinator>>> {
    let coordinates = || {
        participation::Column::Role
            .eq(ParticipationRole::Coordinator)
            .and(participation::Column::Left.is_null())
    };
    let several = Query::select()
        .column(participation::Column::ProjectId)
        .from(participation::Entity)
        .and_where(coordinates())
        .group_by_col(participation::Column::ProjectId)
        .and_having(Expr::col(participation::Column::Id).count().gt(1))
        .take();
    let rows: Vec<(participation::Model, Option<organisation::Model>)> = participation::Entity::find()
        .find_also_related(organisation::Entity)
        .filter(coordinates())
        .filter(participation::Column::ProjectId.in_subquery(several))
        .order_by_asc(participation::Column::ProjectId)
        .order_by_asc(participation::Column::Id)
        .all(connection)
        .await?;
    let mut by_project: BTreeMap<ProjectId, Vec<Coordinator>> = BTreeMap::new();
    for (row, organisation) in rows {
        let name = organisation.map(|organisation| organisation.name).or(row.group_label).unwrap_or_default();
        let coordinator = Coordinator { id: row.id, project: row.project_id, name };
        by_project.entry(row.project_id).or_default().push(coordinator);
    }
    Ok(by_project.into_values().collect())
}

/// The reports of each project with overlapping periods, grouped by overlap.
pub(super) async fn overlapping_reports(connection: &impl ConnectionTrait) -> Result<Vec<Vec<Planned>>> {
    // The database compares the periods, so that only overlapping reports are read.
    let overlaps = Expr::cust(
        "EXISTS (SELECT 1 FROM report AS other WHERE other.project_id = report.project_id AND other.id <> report.id \
         AND other.begins_on <= report.ends_on AND report.begins_on <= other.ends_on)",
    );
    let rows = report::Entity::find()
        .filter(overlaps)
        .order_by_asc(report::Column::ProjectId)
        .order_by_asc(report::Column::BeginsOn)
        .order_by_asc(report::Column::NumberKey)
        .all(connection)
        .await?;
    let mut found: Vec<Vec<Planned>> = Vec::new();
    for row in rows {
        let report = of_report(row);
        let shares = |together: &Vec<Planned>| {
            let last = together.iter().filter_map(|other| other.end).max();
            together.iter().all(|other| other.project == report.project) && report.start <= last
        };
        match found.last_mut().filter(|together| shares(together)) {
            Some(together) => together.push(report),
            None => found.push(vec![report]),
        }
    }
    Ok(found)
}

/// The deliverables and milestones of each project that are due after its end, with its last day.
pub(super) async fn due_after_end(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(NaiveDate, Vec<Planned>)>> {
    let deliverables = deliverable::Entity::find()
        .filter(deliverable::Column::Id.in_subquery(after_end("deliverable")))
        .order_by_asc(deliverable::Column::DueOn)
        .order_by_asc(deliverable::Column::NumberKey)
        .all(connection)
        .await?;
    let milestones = milestone::Entity::find()
        .filter(milestone::Column::Id.in_subquery(after_end("milestone")))
        .order_by_asc(milestone::Column::DueOn)
        .order_by_asc(milestone::Column::NumberKey)
        .all(connection)
        .await?;
    let mut by_project: BTreeMap<ProjectId, Vec<Planned>> = BTreeMap::new();
    let parts = deliverables.into_iter().map(of_deliverable).chain(milestones.into_iter().map(of_milestone));
    for part in parts {
        by_project.entry(part.project).or_default().push(part);
    }
    let ends: Vec<(ProjectId, Option<NaiveDate>)> = project::Entity::find()
        .select_only()
        .column(project::Column::Id)
        .column(project::Column::LastDay)
        .filter(project::Column::Id.is_in(by_project.keys().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    let late = ends.into_iter().filter_map(|(id, end)| Some((id, end?, by_project.remove(&id)?)));
    let mut late: Vec<_> = late.collect();
    late.sort_by_key(|(id, ..)| *id);
    Ok(late.into_iter().map(|(_, end, parts)| (end, parts)).collect())
}

/// The items of a table that are due after the last day of their project.
fn after_end(table: &'static str) -> SelectStatement {
    Query::select()
        .column((table, "id"))
        .from(table)
        .inner_join(
            project::Entity,
            Expr::col((table, "project_id")).equals((project::Entity, project::Column::Id)),
        )
        .and_where(Expr::col((table, "due_on")).gt(Expr::col((project::Entity, project::Column::LastDay))))
        .take()
}

fn of_report(row: report::Model) -> Planned {
    Planned {
        kind: PlanPart::Report,
        id: row.id.0,
        project: row.project_id,
        number: row.number,
        title: row.title,
        start: row.begins_on,
        end: row.ends_on,
        due_on: row.due_on,
    }
}

fn of_deliverable(row: deliverable::Model) -> Planned {
    Planned {
        kind: PlanPart::Deliverable,
        id: row.id.0,
        project: row.project_id,
        number: row.number,
        title: row.title,
        start: None,
        end: None,
        due_on: row.due_on,
    }
}

fn of_milestone(row: milestone::Model) -> Planned {
    Planned {
        kind: PlanPart::Milestone,
        id: row.id.0,
        project: row.project_id,
        number: row.number,
        title: row.title,
        start: None,
        end: None,
        due_on: row.due_on,
    }
}

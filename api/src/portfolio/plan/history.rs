//! The records of changed dates and reached stages.

use chrono::NaiveDate;
use entity::portfolio::{date_change, stage_move};
use entity::value::{
    DateChangeId, DateKind, DeliverableId, MilestoneId, PlannedDate, ProjectId, ReportId, StageMoveId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The subject of a record: a project or one of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    Project(ProjectId),
    Deliverable(ProjectId, DeliverableId),
    Milestone(ProjectId, MilestoneId),
    Report(ProjectId, ReportId),
}

impl Subject {
    /// The subject in the columns of a record.
    pub(crate) fn of(
        project: ProjectId,
        (deliverable, milestone, report): (Option<DeliverableId>, Option<MilestoneId>, Option<ReportId>),
    ) -> Self {
        match (deliverable, milestone, report) {
            (Some(id), ..) => Self::Deliverable(project, id),
            (_, Some(id), _) => Self::Milestone(project, id),
            (.., Some(id)) => Self::Report(project, id),
            (None, None, None) => Self::Project(project),
        }
    }

    /// The columns for a subject.
    pub(crate) fn columns(self) -> (ProjectId, Option<DeliverableId>, Option<MilestoneId>, Option<ReportId>) {
        match self {
            Self::Project(project) => (project, None, None, None),
            Self::Deliverable(project, id) => (project, Some(id), None, None),
            Self::Milestone(project, id) => (project, None, Some(id), None),
            Self::Report(project, id) => (project, None, None, Some(id)),
        }
    }

    /// The stage moves of a subject.
    fn moves(self) -> Condition {
        match self {
            Self::Project(id) => Condition::all()
                .add(stage_move::COLUMN.project_id.eq(id))
                .add(stage_move::COLUMN.deliverable_id.is_null())
                .add(stage_move::COLUMN.milestone_id.is_null())
                .add(stage_move::COLUMN.report_id.is_null()),
            Self::Deliverable(_, id) => Condition::all().add(stage_move::COLUMN.deliverable_id.eq(id)),
            Self::Milestone(_, id) => Condition::all().add(stage_move::COLUMN.milestone_id.eq(id)),
            Self::Report(_, id) => Condition::all().add(stage_move::COLUMN.report_id.eq(id)),
        }
    }
}

/// A changed date: the values as given, and the days that they mean, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateMove {
    pub(crate) subject: Subject,
    pub(crate) what: DateKind,
    pub(crate) before: (Option<PlannedDate>, Option<NaiveDate>),
    pub(crate) after: (Option<PlannedDate>, Option<NaiveDate>),
}

/// Records changed dates with their reason.
pub(crate) async fn record_dates(
    work: &UnitOfWork<'_>,
    moves: impl IntoIterator<Item = DateMove>,
    reason: Option<&String>,
) -> Result<()> {
    let rows = moves.into_iter().map(|DateMove { subject, what, before, after }| {
        let (project_id, deliverable_id, milestone_id, report_id) = subject.columns();
        let row = date_change::Model {
            id: DateChangeId(work.id()),
            project_id,
            deliverable_id,
            milestone_id,
            report_id,
            what,
            before: before.0,
            after: after.0,
            before_on: before.1,
            after_on: after.1,
            reason: reason.cloned(),
            changed_by: Some(work.caller.name().to_owned()),
            changed_at: work.now,
        };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        date_change::Entity::insert_many(rows).exec_without_returning(work.tx).await?;
    }
    Ok(())
}

/// A stage that is reached on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    pub(crate) subject: Subject,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) on: NaiveDate,
    pub(crate) note: Option<String>,
}

pub(crate) async fn record_stage(work: &UnitOfWork<'_>, reached: Reached) -> Result<()> {
    let Reached { subject, from, to, on, note } = reached;
    let (project_id, deliverable_id, milestone_id, report_id) = subject.columns();
    let row = stage_move::Model {
        id: StageMoveId(work.id()),
        project_id,
        deliverable_id,
        milestone_id,
        report_id,
        from_stage: from,
        to_stage: to,
        moved_on: on,
        note,
        moved_by: Some(work.caller.name().to_owned()),
        recorded_at: work.now,
    };
    stage_move::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(work.tx).await?;
    Ok(())
}

/// The day of the latest stage move of a subject.
pub(crate) async fn last_move(work: &UnitOfWork<'_>, subject: Subject) -> Result<Option<NaiveDate>> {
    let last = stage_move::Entity::find().filter(subject.moves()).order_by_desc(stage_move::COLUMN.moved_on);
    Ok(last.one(work.tx).await?.map(|row| row.moved_on))
}

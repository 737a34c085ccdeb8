//! Something that is due: as it is read, and whether it is done or late.

use chrono::NaiveDate;
use entity::value::{ItemNumber, MilestoneStage, ProjectId, ProjectStage, SubmissionStage};
use openapi::portfolio::agenda::AgendaKind;
use sea_orm::FromQueryResult;
use sea_orm::prelude::{Date, Uuid};

/// The stages of a project that is late when it does not do so in time. While it is suspended, it need not.
pub(super) const PRESSED: [ProjectStage; 2] = [ProjectStage::Awarded, ProjectStage::Signed];
/// The stages of a project that owed it.
pub(super) const OVER: [ProjectStage; 2] = [ProjectStage::Closed, ProjectStage::Terminated];

/// Something that is due, as it is read.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) id: Uuid,
    pub(super) project_id: ProjectId,
    pub(super) acronym: String,
    pub(super) manager: Option<String>,
    pub(super) number: Option<ItemNumber>,
    pub(super) title: String,
    pub(super) due_on: Date,
    pub(super) original_due_on: Option<Date>,
    pub(super) stage: String,
    pub(super) project_stage: ProjectStage,
}

/// Whether nothing is to be done any more about something at a stage, in a project at another.
pub(super) fn is_done(kind: AgendaKind, stage: &str, project: ProjectStage) -> bool {
    OVER.contains(&project) || done_stages(kind).iter().any(|done| done == stage)
}

/// Whether something that is due on a day is late, at a stage, in a project at another.
pub(super) fn is_overdue(row: &Row, done: bool, today: NaiveDate) -> bool {
    !done && row.due_on < today && PRESSED.contains(&row.project_stage)
}

/// The stages at which nothing is to be done any more about things of a kind.
pub(super) fn done_stages(kind: AgendaKind) -> Vec<String> {
    match kind {
        AgendaKind::Deliverable | AgendaKind::Report => {
            vec![SubmissionStage::Submitted.to_string(), SubmissionStage::Accepted.to_string()]
        }
        AgendaKind::Milestone => vec![MilestoneStage::Achieved.to_string()],
        AgendaKind::ProjectEnd => OVER.iter().map(ToString::to_string).collect(),
    }
}

//! An agenda item, and whether it is done or overdue.

use chrono::NaiveDate;
use entity::value::{ItemNumber, MilestoneStage, ProjectId, ProjectStage, SubmissionStage};
use openapi::portfolio::agenda::AgendaKind;
use sea_orm::FromQueryResult;
use sea_orm::prelude::{Date, Uuid};

/// The stages in which items can be overdue. In a suspended project they cannot.
pub(super) const PRESSED: [ProjectStage; 2] = [ProjectStage::Awarded, ProjectStage::Signed];
/// The stages in which all items count as done.
pub(super) const OVER: [ProjectStage; 2] = [ProjectStage::Closed, ProjectStage::Terminated];

/// The columns of an agenda item.
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

/// Whether an item at a stage is done, in a project at another stage.
pub(super) fn is_done(kind: AgendaKind, stage: &str, project: ProjectStage) -> bool {
    OVER.contains(&project) || done_stages(kind).iter().any(|done| done == stage)
}

/// Whether an item is overdue.
pub(super) fn is_overdue(row: &Row, done: bool, today: NaiveDate) -> bool {
    !done && row.due_on < today && PRESSED.contains(&row.project_stage)
}

/// The stages in which items of a kind are done.
pub(super) fn done_stages(kind: AgendaKind) -> Vec<String> {
    match kind {
        AgendaKind::Deliverable | AgendaKind::Report => {
            vec![SubmissionStage::Submitted.to_string(), SubmissionStage::Accepted.to_string()]
        }
        AgendaKind::Milestone => vec![MilestoneStage::Achieved.to_string()],
        AgendaKind::ProjectEnd => OVER.iter().map(ToString::to_string).collect(),
    }
}

use openapi::platform::error_code::ErrorCode;
use std::fmt::Display;

use entity::portfolio::{date_change, stage_move};
use entity::value::{DateChangeId, DateKind, StageMoveId};
use openapi::exchange::portfolio_file::{FileDateChange, FileStageMove};
use uuid::Uuid;

use super::faults::Faults;
use super::planned::Planned;
use super::records::{identify, new_ones, recognised};
use crate::platform::app::UnitOfWork;
use crate::portfolio::plan::history::Subject;

/// The history of dates and stages in the file.
#[derive(Debug, Default)]
pub(super) struct History {
    date_changes: Vec<date_change::Model>,
    stage_moves: Vec<stage_move::Model>,
}

impl History {
    /// Adds the history of an item at a place of the file.
    pub(super) fn add<S: Display + PartialEq>(
        &mut self,
        (subject, at): (Subject, &str),
        date_changes: &[FileDateChange],
        stage_moves: &[FileStageMove<S>],
        faults: &mut Faults<'_>,
    ) {
        for (index, change) in date_changes.iter().enumerate() {
            if (change.what == DateKind::Due) == matches!(subject, Subject::Project(_)) {
                let detail = "a project has a `start` and an `end`; an item of its plan has a `due` date";
                faults.push(format!("{at}/date_changes/{index}/what"), ErrorCode::OtherDate, detail);
            }
            self.date_changes.push(date_change(subject, change));
        }
        for (index, stage_move) in stage_moves.iter().enumerate() {
            if stage_move.from == stage_move.to {
                let detail = "the stages before and after must differ";
                faults.push(format!("{at}/stage_moves/{index}/to"), ErrorCode::SameStage, detail);
            }
            self.stage_moves.push(moved(subject, stage_move));
        }
    }

    /// The rows. New ones are in the order of recording.
    pub(super) fn into_planned(
        self,
        work: &UnitOfWork<'_>,
        date_changes: Vec<date_change::Model>,
        stage_moves: Vec<stage_move::Model>,
    ) -> (Vec<Planned<date_change::Model>>, Vec<Planned<stage_move::Model>>) {
        let mut date_changes = recognised(self.date_changes, date_changes);
        let mut stage_moves = recognised(self.stage_moves, stage_moves);
        identify(work, new_ones(&mut date_changes).chain(new_ones(&mut stage_moves)));
        (date_changes, stage_moves)
    }
}

fn date_change(subject: Subject, input: &FileDateChange) -> date_change::Model {
    let FileDateChange { what, before, after, before_on, after_on, reason, by, at } = input.clone();
    let (project_id, deliverable_id, milestone_id, report_id) = subject.columns();
    date_change::Model {
        id: DateChangeId(Uuid::nil()),
        project_id,
        deliverable_id,
        milestone_id,
        report_id,
        what,
        before,
        after,
        before_on,
        after_on,
        reason,
        changed_by: by,
        changed_at: at,
    }
}

fn moved<S: Display>(subject: Subject, input: &FileStageMove<S>) -> stage_move::Model {
    let FileStageMove { from, to, on, note, by, at } = input;
    let (project_id, deliverable_id, milestone_id, report_id) = subject.columns();
    stage_move::Model {
        id: StageMoveId(Uuid::nil()),
        project_id,
        deliverable_id,
        milestone_id,
        report_id,
        from_stage: from.to_string(),
        to_stage: to.to_string(),
        moved_on: *on,
        note: note.clone(),
        moved_by: by.clone(),
        recorded_at: *at,
    }
}

//! The plans of projects and their history in the form of the file.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;

use chrono::{NaiveDate, SubsecRound};
use entity::portfolio::{date_change, deliverable, milestone, report, stage_move, work_package};
use entity::value::{PlannedDate, ProjectId};
use openapi::exchange::portfolio_file::{
    FileDateChange, FileDeliverable, FileMilestone, FileReport, FileStageMove, FileWorkPackage,
};

use super::groups::grouped;
use crate::exchange::portfolio_file::names::FileNames;
use crate::exchange::portfolio_file::stored::StoredPlans;
use crate::platform::error::{Error, Result};
use crate::portfolio::plan::due::HasDueDate;
use crate::portfolio::plan::history::Subject;

/// The stored plans, by project.
pub(super) struct Plans {
    work_packages: HashMap<ProjectId, Vec<work_package::Model>>,
    deliverables: HashMap<ProjectId, Vec<deliverable::Model>>,
    milestones: HashMap<ProjectId, Vec<milestone::Model>>,
    reports: HashMap<ProjectId, Vec<report::Model>>,
    date_changes: HashMap<Subject, Vec<date_change::Model>>,
    stage_moves: HashMap<Subject, Vec<stage_move::Model>>,
}

impl Plans {
    pub(super) fn of(stored: StoredPlans) -> Self {
        let StoredPlans { work_packages, deliverables, milestones, reports, date_changes, stage_moves } =
            stored;
        Self {
            work_packages: grouped(work_packages, |row| row.project_id),
            deliverables: grouped(deliverables, |row| row.project_id),
            milestones: grouped(milestones, |row| row.project_id),
            reports: grouped(reports, |row| row.project_id),
            date_changes: grouped(date_changes, |row| {
                Subject::of(row.project_id, (row.deliverable_id, row.milestone_id, row.report_id))
            }),
            stage_moves: grouped(stage_moves, |row| {
                Subject::of(row.project_id, (row.deliverable_id, row.milestone_id, row.report_id))
            }),
        }
    }

    pub(super) fn work_packages(&mut self, project: ProjectId, names: &FileNames) -> Vec<FileWorkPackage> {
        let rows = self.work_packages.remove(&project).unwrap_or_default().into_iter();
        let said = rows.map(|row| FileWorkPackage {
            number: row.number,
            title: row.title,
            summary: row.summary,
            lead: names.organisation(row.lead_id),
            start: row.begins,
            end: row.ends,
        });
        said.collect()
    }

    pub(super) fn deliverables(
        &mut self,
        (project, start): (ProjectId, Option<NaiveDate>),
        names: &FileNames,
    ) -> Result<Vec<FileDeliverable>> {
        let rows = self.deliverables.remove(&project).unwrap_or_default().into_iter();
        let said = rows.map(|row| {
            let (original_due, original_due_on) = first_due(&row, start);
            Ok(FileDeliverable {
                date_changes: self.date_changes(row.subject()),
                stage_moves: self.stage_moves(row.subject())?,
                number: row.number,
                title: row.title,
                description: row.description,
                kind: row.kind,
                dissemination: row.dissemination,
                work_package: names.work_package(row.work_package_id),
                lead: names.organisation(row.lead_id),
                due: row.due,
                original_due,
                original_due_on,
                stage: row.stage,
                stage_on: row.stage_on,
            })
        });
        said.collect()
    }

    pub(super) fn milestones(
        &mut self,
        (project, start): (ProjectId, Option<NaiveDate>),
        names: &FileNames,
    ) -> Result<Vec<FileMilestone>> {
        let rows = self.milestones.remove(&project).unwrap_or_default().into_iter();
        let said = rows.map(|row| {
            let (original_due, original_due_on) = first_due(&row, start);
            Ok(FileMilestone {
                date_changes: self.date_changes(row.subject()),
                stage_moves: self.stage_moves(row.subject())?,
                number: row.number,
                title: row.title,
                description: row.description,
                verification: row.verification,
                work_package: names.work_package(row.work_package_id),
                lead: names.organisation(row.lead_id),
                due: row.due,
                original_due,
                original_due_on,
                stage: row.stage,
                stage_on: row.stage_on,
            })
        });
        said.collect()
    }

    pub(super) fn reports(
        &mut self,
        (project, start): (ProjectId, Option<NaiveDate>),
    ) -> Result<Vec<FileReport>> {
        let rows = self.reports.remove(&project).unwrap_or_default().into_iter();
        let said = rows.map(|row| {
            let (original_due, original_due_on) = first_due(&row, start);
            Ok(FileReport {
                date_changes: self.date_changes(row.subject()),
                stage_moves: self.stage_moves(row.subject())?,
                number: row.number,
                title: row.title,
                start: row.begins,
                end: row.ends,
                due: row.due,
                original_due,
                original_due_on,
                stage: row.stage,
                stage_on: row.stage_on,
            })
        });
        said.collect()
    }

    /// The changed dates of an item.
    pub(super) fn date_changes(&mut self, subject: Subject) -> Vec<FileDateChange> {
        let rows = self.date_changes.remove(&subject).unwrap_or_default().into_iter();
        let said = rows.map(|row| FileDateChange {
            what: row.what,
            before: row.before,
            after: row.after,
            before_on: row.before_on,
            after_on: row.after_on,
            reason: row.reason,
            by: row.changed_by,
            at: row.changed_at.trunc_subsecs(6),
        });
        said.collect()
    }

    /// The stages of an item over time.
    pub(super) fn stage_moves<S>(&mut self, subject: Subject) -> Result<Vec<FileStageMove<S>>>
    where
        S: FromStr<Err: Display>,
    {
        let stage =
            |word: &str| word.parse::<S>().map_err(|fault| Error::internal(format!("{word}: {fault}")));
        let rows = self.stage_moves.remove(&subject).unwrap_or_default().into_iter();
        let said = rows.map(|row| {
            Ok(FileStageMove {
                from: stage(&row.from_stage)?,
                to: stage(&row.to_stage)?,
                on: row.moved_on,
                note: row.note,
                by: row.moved_by,
                at: row.recorded_at.trunc_subsecs(6),
            })
        });
        said.collect()
    }
}

/// The original due date, if it differs from the due date. Also its day, if the date means another day with
/// the current start of the project.
fn first_due(row: &impl HasDueDate, start: Option<NaiveDate>) -> (Option<PlannedDate>, Option<NaiveDate>) {
    let due = row.due();
    let day = due.original.and_then(|date| date.last_day(start));
    (due.original.filter(|_| due.original != due.date), due.original_on.filter(|_| due.original_on != day))
}

use std::collections::HashMap;

use entity::portfolio::{date_change, deliverable, milestone, report, stage_move, work_package};
use openapi::exchange::portfolio_file::{
    FileDeliverable, FileMilestone, FileReport, FileWorkPackage, PortfolioFile,
};

use super::faults::Faults;
use super::funding::FundingReferences;
use super::history::History;
use super::partners::Partners;
use super::parts::{Around, Part, parts};
use super::planned::Planned;
use crate::exchange::portfolio_file::stored::StoredPlans;
use crate::platform::app::UnitOfWork;
use crate::portfolio::plan::history::Subject;

/// The plans of projects and their history.
///
/// A load adds no history of its own: the file contains it.
#[derive(Debug)]
pub(super) struct Plans {
    pub(super) work_packages: Vec<Planned<work_package::Model>>,
    pub(super) deliverables: Vec<Planned<deliverable::Model>>,
    pub(super) milestones: Vec<Planned<milestone::Model>>,
    pub(super) reports: Vec<Planned<report::Model>>,
    pub(super) date_changes: Vec<Planned<date_change::Model>>,
    pub(super) stage_moves: Vec<Planned<stage_move::Model>>,
}

impl Plans {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        (names, partners): (&FundingReferences<'_>, &Partners),
        stored: StoredPlans,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut around = Around { work, file, names, partners, work_packages: HashMap::new() };
        let mut history = History::default();
        for (index, project) in file.projects.iter().enumerate() {
            if let Some(id) = names.projects.at(index) {
                let itself = (Subject::Project(id), &*format!("/projects/{index}"));
                history.add(itself, &project.date_changes, &project.stage_moves, faults);
            }
        }
        let mut known: HashMap<_, _> =
            stored.work_packages.iter().map(|row| (FileWorkPackage::identity(row), row.id)).collect();
        let work_packages = parts::<FileWorkPackage>(&around, stored.work_packages, &mut history, faults);
        let planned = work_packages.iter().map(|planned| &planned.desired);
        known.extend(planned.map(|row| (FileWorkPackage::identity(row), row.id)));
        around.work_packages = known;
        let deliverables = parts::<FileDeliverable>(&around, stored.deliverables, &mut history, faults);
        let milestones = parts::<FileMilestone>(&around, stored.milestones, &mut history, faults);
        let reports = parts::<FileReport>(&around, stored.reports, &mut history, faults);
        let (date_changes, stage_moves) = history.into_planned(work, stored.date_changes, stored.stage_moves);
        Self { work_packages, deliverables, milestones, reports, date_changes, stage_moves }
    }
}

//! The plan items of the file's projects, matched by their number in the project.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::value::{ItemNumber, OrganisationId, ProjectId, WorkPackageId};
use openapi::exchange::portfolio_file::{FileProject, PortfolioFile};

use super::faults::{Faults, FirstPointers};
use super::funding::FundingReferences;
use super::history::History;
use super::partners::Partners;
use super::planned::Planned;
use crate::platform::app::UnitOfWork;
use crate::platform::validation;
use crate::portfolio::plan::references;

/// A kind of plan item, in the form of the file.
pub(super) trait Part: Sized {
    /// The stored row.
    type Row: Clone + PartialEq;
    /// The list in the project.
    const LIST: &'static str;
    /// Its name in messages, with its identity.
    const NAME: &'static str;

    /// The items of a project.
    fn all(project: &FileProject) -> &[Self];

    /// Its number.
    fn number(&self) -> &ItemNumber;

    /// The project and the number of a stored item.
    fn identity(row: &Self::Row) -> (ProjectId, String);

    /// The row: the file merged with the stored data.
    fn row(
        &self,
        spot: &Spot<'_>,
        was: Option<&Self::Row>,
        found: &mut validation::ValidationErrors,
    ) -> Self::Row;

    /// The row with the start date of its project.
    fn following(row: Self::Row, start: Option<NaiveDate>) -> Self::Row;

    /// The error of a row that ends before it begins, in words.
    fn too_early(_: &Self::Row) -> Option<String> {
        None
    }

    /// Adds its history.
    fn add_history(&self, row: &Self::Row, at: &str, history: &mut History, faults: &mut Faults<'_>);
}

/// The resources to which plan items refer.
pub(super) struct Around<'a> {
    pub(super) work: &'a UnitOfWork<'a>,
    pub(super) file: &'a PortfolioFile,
    pub(super) names: &'a FundingReferences<'a>,
    pub(super) partners: &'a Partners,
    /// The work packages by project and number, when they are known.
    pub(super) work_packages: HashMap<(ProjectId, String), WorkPackageId>,
}

/// The place of an item in the file, and its project.
pub(super) struct Spot<'a> {
    pub(super) around: &'a Around<'a>,
    pub(super) at: String,
    pub(super) project: ProjectId,
    pub(super) start: Option<NaiveDate>,
}

impl Spot<'_> {
    /// The lead of the item: a partner of the project, or the owner.
    pub(super) fn lead(&self, found: &mut validation::ValidationErrors) -> Option<OrganisationId> {
        let Around { names, partners, .. } = self.around;
        let (id, name, is_owner) = names.organisations.who(&format!("{}/lead", self.at))?;
        if !is_owner && !partners.takes_part(self.project, id) {
            found.push("/lead", ErrorCode::NoPartner, references::no_partner(name));
        }
        Some(id)
    }

    /// The work package of the item.
    pub(super) fn work_package(
        &self,
        number: Option<&ItemNumber>,
        found: &mut validation::ValidationErrors,
    ) -> Option<WorkPackageId> {
        let number = number?;
        let known = self.around.work_packages.get(&(self.project, number.key())).copied();
        if known.is_none() {
            found.push("/work_package", ErrorCode::Unknown, references::no_work_package(number));
        }
        known
    }
}

/// The items of a kind in the file, and the stored ones that follow the start of their project.
pub(super) fn parts<P: Part>(
    around: &Around<'_>,
    stored: Vec<P::Row>,
    history: &mut History,
    faults: &mut Faults<'_>,
) -> Vec<Planned<P::Row>> {
    let mut stored: HashMap<_, _> = stored.into_iter().map(|row| (P::identity(&row), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, project) in around.file.projects.iter().enumerate() {
        let Some(id) = around.names.projects.at(index) else { continue };
        let start = around.names.projects.start(id);
        for (inner, input) in P::all(project).iter().enumerate() {
            let at = format!("/projects/{index}/{}/{inner}", P::LIST);
            let identity = (id, input.number().key());
            let existing = stored.remove(&identity);
            let spot = Spot { around, at, project: id, start };
            let mut found = validation::ValidationErrors::default();
            let desired = input.row(&spot, existing.as_ref(), &mut found);
            faults.within(&spot.at, found);
            input.add_history(&desired, &spot.at, history, faults);
            match seen.again(identity, &spot.at) {
                None => planned.push(Planned { existing, desired }),
                Some(first) => faults.twice(format!("{}/number", spot.at), P::NAME, &first),
            }
        }
    }
    for row in stored.into_values() {
        let (project, _) = P::identity(&row);
        let Some(index) = around.names.projects.index(project) else { continue };
        let desired = P::following(row.clone(), around.names.projects.start(project));
        if desired != row {
            if let Some(detail) = P::too_early(&desired) {
                faults.push(format!("/projects/{index}/period/start"), ErrorCode::Reversed, detail);
            }
            planned.push(Planned { existing: Some(row), desired });
        }
    }
    planned
}

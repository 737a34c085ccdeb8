//! The items of a project to which its budgets and costs can refer.

use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use entity::finance::funding_line;
use entity::portfolio::{participation, work_package};
use entity::value::{FundingLineId, ItemNumber, ParticipationId, ProjectId, WorkPackageId};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::references::no_work_package;

/// The partners and work packages of a project, and the funding lines that can pay for it.
#[derive(Debug)]
pub(crate) struct ProjectReferences {
    partners: HashSet<ParticipationId>,
    work_packages: HashMap<String, WorkPackageId>,
    funding_lines: HashSet<FundingLineId>,
}

impl ProjectReferences {
    pub(crate) async fn of(work: &UnitOfWork<'_>, project: ProjectId) -> Result<Self> {
        let partners = participation::Entity::find().filter(participation::COLUMN.project_id.eq(project));
        let work_packages = work_package::Entity::find().filter(work_package::COLUMN.project_id.eq(project));
        let of_project = funding_line::COLUMN.project_id.eq(project);
        let funding_lines =
            funding_line::Entity::find().filter(of_project.or(funding_line::Column::ProjectId.is_null()));
        Ok(Self {
            partners: partners.all(work.tx).await?.into_iter().map(|row| row.id).collect(),
            work_packages: work_packages
                .all(work.tx)
                .await?
                .into_iter()
                .map(|row| (row.number_key, row.id))
                .collect(),
            funding_lines: funding_lines.all(work.tx).await?.into_iter().map(|row| row.id).collect(),
        })
    }

    /// Checks that a partner belongs to the project.
    pub(crate) fn partner(
        &self,
        partner: Option<ParticipationId>,
        pointer: &str,
        faults: &mut ValidationErrors,
    ) {
        if partner.is_some_and(|partner| !self.partners.contains(&partner)) {
            faults.push(
                &format!("{pointer}/partner"),
                ErrorCode::Unknown,
                "the partner is not in this project",
            );
        }
    }

    /// Checks that a funding line can pay for the project.
    pub(crate) fn funding_line(
        &self,
        line: Option<FundingLineId>,
        pointer: &str,
        faults: &mut ValidationErrors,
    ) {
        if line.is_some_and(|line| !self.funding_lines.contains(&line)) {
            let detail = "the funding line belongs neither to the project nor to the organisation as a whole";
            faults.push(&format!("{pointer}/funding_line"), ErrorCode::Unknown, detail);
        }
    }

    /// The work package with this number; an error if there is none.
    pub(crate) fn work_package(
        &self,
        number: Option<&ItemNumber>,
        pointer: &str,
        faults: &mut ValidationErrors,
    ) -> Option<WorkPackageId> {
        let number = number?;
        let known = self.work_packages.get(&number.key()).copied();
        if known.is_none() {
            faults.push(&format!("{pointer}/work_package"), ErrorCode::Unknown, no_work_package(number));
        }
        known
    }
}

//! The references of a plan item: its work package and its lead.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::portfolio::{organisation, participation, work_package};
use entity::value::{ItemNumber, OrganisationId, PartialDate, ProjectId, WorkPackageId};
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::plan::WorkPackageRef;
use openapi::portfolio::projects::ProjectRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result};
use crate::platform::quote::quoted;
use crate::platform::refs::{organisation_refs, project_refs};
use crate::platform::resource::{Resource, find_rows};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Projects;

/// The data of the project for the rules on references, in one query.
const TERMS: &str = "SELECT p.period_start, \
    (SELECT w.id FROM work_package w WHERE w.project_id = p.id AND w.number_key = $2), \
    EXISTS (SELECT 1 FROM participation q WHERE q.project_id = p.id AND q.organisation_id = $3) \
    FROM project p WHERE p.id = $1";

/// The names that one item refers to.
const ONE: &str = "SELECT p.acronym, w.number, w.title, o.name FROM project p \
    LEFT JOIN work_package w ON w.id = $2 LEFT JOIN organisation o ON o.id = $3 WHERE p.id = $1";

/// The first day of an item's project, if known, and the work package with this number. Adds an error if
/// the work package does not exist, or if the lead has no part in the project.
pub(crate) async fn resolve_references(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    number: Option<&ItemNumber>,
    leader: Option<OrganisationId>,
    faults: &mut ValidationErrors,
) -> Result<(Option<NaiveDate>, Option<WorkPackageId>)> {
    let values = [project.into(), number.map(ItemNumber::key).into(), leader.into()];
    let statement = Statement::from_sql_and_values(work.tx.get_database_backend(), TERMS, values);
    let row = work.tx.query_one_raw(statement).await?.ok_or(Error::NotFound(Projects::NAME))?;
    let start: Option<PartialDate> = row.try_get_by_index(0)?;
    let work_package: Option<WorkPackageId> = row.try_get_by_index(1)?;
    if !row.try_get_by_index::<bool>(2)? {
        lead(work, project, leader, faults).await?;
    }
    if let (Some(number), None) = (number, work_package) {
        faults.push("/work_package", ErrorCode::Unknown, no_work_package(number));
    }
    Ok((start.map(PartialDate::first_day), work_package))
}

/// The error detail for an unknown work package.
pub(crate) fn no_work_package(number: &ItemNumber) -> String {
    format!("the project has no work package `{number}`")
}

/// The error detail for a lead without a part in the project.
pub(crate) fn no_partner(name: &str) -> String {
    format!("{} is neither a partner of the project nor the owner: add it as a partner first", quoted(name))
}

/// Adds an error if the lead is neither a partner of the project nor the owner.
pub(crate) async fn lead(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    lead: Option<OrganisationId>,
    faults: &mut ValidationErrors,
) -> Result<()> {
    let Some(lead) = lead else { return Ok(()) };
    let partner = participation::Entity::find()
        .filter(participation::COLUMN.project_id.eq(project))
        .filter(participation::COLUMN.organisation_id.eq(lead))
        .one(work.tx)
        .await?;
    if partner.is_some() {
        return Ok(());
    }
    match organisation::Entity::find_by_id(lead).one(work.tx).await? {
        Some(row) if row.is_owner => {}
        Some(row) => {
            faults.push("/lead", ErrorCode::NoPartner, no_partner(&row.name));
        }
        None => faults.push("/lead", ErrorCode::Unknown, "this organisation does not exist"),
    }
    Ok(())
}

/// The names of the projects, work packages and leads of some items.
#[derive(Default)]
pub(crate) struct Labels {
    projects: HashMap<ProjectId, ProjectRef>,
    work_packages: HashMap<WorkPackageId, WorkPackageRef>,
    leads: HashMap<OrganisationId, OrganisationRef>,
}

impl Labels {
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        projects: impl Iterator<Item = ProjectId> + Send,
        work_packages: impl Iterator<Item = Option<WorkPackageId>> + Send,
        leads: impl Iterator<Item = Option<OrganisationId>> + Send,
    ) -> Result<Self> {
        let projects: Vec<ProjectId> = projects.collect();
        let (work_packages, leads): (Vec<_>, Vec<_>) = (work_packages.collect(), leads.collect());
        if let [project] = projects[..] {
            let (work_package, lead) = (work_packages.into_iter().flatten(), leads.into_iter().flatten());
            return Self::of_one(connection, project, work_package.last(), lead.last()).await;
        }
        let (projects, work_packages) = (projects.into_iter().map(Some), work_packages.into_iter());
        let projects = project_refs(connection, projects).await?;
        let rows = find_rows::<work_package::Entity>(connection, work_packages).await?;
        let name = |row: work_package::Model| {
            (row.id, WorkPackageRef { id: row.id, number: row.number, title: row.title })
        };
        let work_packages = rows.into_iter().map(name).collect();
        Ok(Self { projects, work_packages, leads: organisation_refs(connection, leads.into_iter()).await? })
    }

    async fn of_one(
        connection: &impl ConnectionTrait,
        project: ProjectId,
        work_package: Option<WorkPackageId>,
        lead: Option<OrganisationId>,
    ) -> Result<Self> {
        let values = [project.into(), work_package.into(), lead.into()];
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), ONE, values);
        let mut names = Self::default();
        let Some(row) = connection.query_one_raw(statement).await? else { return Ok(names) };
        let acronym = row.try_get_by_index(0)?;
        names.projects.insert(project, ProjectRef { id: project, acronym });
        let number: Option<ItemNumber> = row.try_get_by_index(1)?;
        let title: Option<String> = row.try_get_by_index(2)?;
        if let (Some(id), Some(number), Some(title)) = (work_package, number, title) {
            names.work_packages.insert(id, WorkPackageRef { id, number, title });
        }
        let name: Option<String> = row.try_get_by_index(3)?;
        names.leads.extend(lead.zip(name).map(|(id, name)| (id, OrganisationRef { id, name })));
        Ok(names)
    }

    pub(crate) fn project(&self, id: ProjectId) -> Option<ProjectRef> {
        self.projects.get(&id).cloned()
    }

    pub(crate) fn work_package(&self, id: Option<WorkPackageId>) -> Option<WorkPackageRef> {
        self.work_packages.get(&id?).cloned()
    }

    pub(crate) fn lead(&self, id: Option<OrganisationId>) -> Option<OrganisationRef> {
        self.leads.get(&id?).cloned()
    }
}

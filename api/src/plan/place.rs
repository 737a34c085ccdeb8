//! The place of a part in the plan: its work package, and who leads it.

use std::collections::HashMap;

use entity::value::{ItemNumber, OrganisationId, ProjectId, WorkPackageId};
use entity::{organisation, participation, work_package};
use openapi::organisations::OrganisationRef;
use openapi::plan::WorkPackageRef;
use openapi::projects::ProjectRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::app::Work;
use crate::draft::Faults;
use crate::error::Result;
use crate::organisations;
use crate::projects;
use crate::resource::rows_of;

/// The work package of a number; that the project has none is a fault.
pub(crate) async fn work_package(
    work: &Work<'_>,
    project: ProjectId,
    number: Option<&ItemNumber>,
    faults: &mut Faults,
) -> Result<Option<WorkPackageId>> {
    let Some(number) = number else { return Ok(None) };
    let row = work_package::Entity::find()
        .filter(work_package::COLUMN.project_id.eq(project))
        .filter(work_package::COLUMN.number_key.eq(number.key()))
        .one(work.tx)
        .await?;
    if row.is_none() {
        faults.push("/work_package", "unknown", no_work_package(number));
    }
    Ok(row.map(|row| row.id))
}

/// That a project has no work package of a number, in words.
pub(crate) fn no_work_package(number: &ItemNumber) -> String {
    format!("the project has no work package `{number}`")
}

/// That somebody may not lead, in words.
pub(crate) fn no_partner(name: &str) -> String {
    format!("{name} is neither a partner of the project nor the owner")
}

/// Notes that who is to lead is neither a partner of the project nor the owner.
pub(crate) async fn lead(
    work: &Work<'_>,
    project: ProjectId,
    lead: Option<OrganisationId>,
    faults: &mut Faults,
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
            faults.push("/lead", "no_partner", no_partner(&row.name));
        }
        None => faults.push("/lead", "unknown", "there is no such organisation"),
    }
    Ok(())
}

/// What the projects, work packages and leads of some parts are called.
pub(crate) struct Names {
    projects: HashMap<ProjectId, ProjectRef>,
    work_packages: HashMap<WorkPackageId, WorkPackageRef>,
    leads: HashMap<OrganisationId, OrganisationRef>,
}

impl Names {
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        projects: impl Iterator<Item = ProjectId> + Send,
        work_packages: impl Iterator<Item = Option<WorkPackageId>> + Send,
        leads: impl Iterator<Item = Option<OrganisationId>> + Send,
    ) -> Result<Self> {
        let projects = projects::queries::named(connection, projects.map(Some)).await?;
        let rows = rows_of::<work_package::Entity>(connection, work_packages).await?;
        let name = |row: work_package::Model| {
            (row.id, WorkPackageRef { id: row.id, number: row.number, title: row.title })
        };
        let work_packages = rows.into_iter().map(name).collect();
        Ok(Self { projects, work_packages, leads: organisations::queries::named(connection, leads).await? })
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

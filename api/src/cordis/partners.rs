//! Organisations, and their parts in projects.

use std::collections::HashMap;

use entity::project;
use entity::value::{ParticipationRole, Pic};

use super::rows::{self, PartnerRow};
use crate::app::Work;
use crate::error::Result;
use crate::intake::projects::by_grant;
use crate::intake::{Cells, Heading, Outcome, Parts, Place, Published, Stop, Wrong, refused};

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: HashMap<String, project::Model>,
    parts: Parts,
}

impl Published for Known {
    const COLUMNS: &'static [&'static str] =
        &["projectID", "organisationID", "name", "role", "ecContribution"];
    type Row = PartnerRow;
    /// One organisation may have several roles in a project, each once.
    type Identity = (u64, Option<Pic>, ParticipationRole);

    /// Those of Horizon 2020 have other names for some.
    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names).also(&[("id", "organisationID"), ("organizationUrl", "organizationURL")])
    }

    fn read(cells: &mut Cells<'_>) -> Result<PartnerRow, Wrong> {
        rows::partner(cells)
    }

    fn identity(row: &PartnerRow) -> Option<Self::Identity> {
        Some((row.grant, row.part.pic.clone(), row.part.role))
    }

    async fn known(work: &Work<'_>, rows: &[(Place, PartnerRow)]) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant.to_string())).await?;
        let ids = projects.values().map(|row| row.id).collect();
        let parts = Parts::known(work, ids, rows.iter().map(|(_, row)| &row.part)).await?;
        Ok(Self { projects, parts })
    }

    async fn write(&mut self, work: &Work<'_>, row: &PartnerRow, outcome: &mut Outcome) -> Result<(), Stop> {
        let Some(project) = self.projects.get(&row.grant.to_string()) else {
            return Err(no_project("projectID", row.grant));
        };
        self.parts.write(work, project.id, &row.part, "ecContribution", outcome).await
    }
}

/// That there is no project of a number.
pub(super) fn no_project(column: &'static str, grant: u64) -> Stop {
    refused(column, format!("there is no project with the grant agreement {grant}"))
}

//! Projects, with all who take part in them.

use super::heading;
use super::rows::{self, Row};
use crate::app::Work;
use crate::error::Result;
use crate::intake::projects::{Projects, Words};
use crate::intake::{Cells, Heading, Outcome, Parts, Place, Published, Stop, Wrong};

const WORDS: Words = Words {
    reason: "as the programme's results are published",
    award: "EU Grant Award",
    start: "Start Date",
    end: "End Date",
};

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: Projects,
    parts: Parts,
}

impl Published for Known {
    const COLUMNS: &'static [&'static str] =
        &["Programme", "Project Identifier", "Project Title", "Project Status"];
    /// With up to a hundred organisations each.
    const BATCH: usize = 100;
    type Row = Row;
    type Identity = String;

    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names.iter().map(|name| heading::known(name)))
    }

    fn reads(column: &str) -> bool {
        heading::is_read(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<Row, Wrong> {
        rows::row(cells)
    }

    fn identity(row: &Row) -> Option<String> {
        Some(row.project.grant.clone())
    }

    async fn known(work: &Work<'_>, rows: &[(Place, Row)]) -> Result<Self> {
        let projects = Projects::known(work, rows.iter().map(|(_, row)| &row.project), &WORDS).await?;
        let there = projects.there().collect();
        let parts = Parts::known(work, there, rows.iter().flat_map(|(_, row)| &row.parts)).await?;
        Ok(Self { projects, parts })
    }

    async fn write(&mut self, work: &Work<'_>, row: &Row, outcome: &mut Outcome) -> Result<(), Stop> {
        let project = self.projects.write(work, &row.project, outcome).await?;
        for part in &row.parts {
            self.parts.write(work, project, part, "", outcome).await?;
        }
        Ok(())
    }
}

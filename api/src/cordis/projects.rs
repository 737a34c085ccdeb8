//! Projects, with the grants that pay for them.

use super::rows;
use crate::app::Work;
use crate::error::Result;
use crate::intake::projects::{ProjectRow, Projects, Words};
use crate::intake::{Cells, Heading, Outcome, Place, Published, Stop, Wrong};

const WORDS: Words = Words {
    reason: "as CORDIS publishes it",
    award: "ecMaxContribution",
    start: "startDate",
    end: "endDate",
};

/// What is there of that which a batch speaks of.
pub(super) struct Known(Projects);

impl Published for Known {
    const COLUMNS: &'static [&'static str] =
        &["id", "acronym", "status", "title", "ecMaxContribution", "frameworkProgramme"];
    type Row = ProjectRow;
    type Identity = String;

    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names).also(&[("call", "subCall")])
    }

    fn read(cells: &mut Cells<'_>) -> Result<ProjectRow, Wrong> {
        rows::project(cells)
    }

    fn identity(row: &ProjectRow) -> Option<String> {
        Some(row.grant.clone())
    }

    async fn known(work: &Work<'_>, rows: &[(Place, ProjectRow)]) -> Result<Self> {
        Projects::known(work, rows.iter().map(|(_, row)| row), &WORDS).await.map(Self)
    }

    async fn write(&mut self, work: &Work<'_>, row: &ProjectRow, outcome: &mut Outcome) -> Result<(), Stop> {
        self.0.write(work, row, outcome).await.map(|_| ())
    }
}

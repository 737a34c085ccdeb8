//! Projects with all participants.

use super::heading;
use super::rows::{self, Row};
use crate::exchange::ingest::projects::{Projects, Words};
use crate::exchange::ingest::{
    CellError, Cells, Heading, Outcome, Parts, RecordPosition, RecordType, RowError, StatedPart,
};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

const WORDS: Words =
    Words { portal: "erasmus", name: "Erasmus+", reason: "as the programme's results are published", column };

/// The column of a field.
fn column(field: &str) -> &'static str {
    match field {
        "acronym" => "Project Acronym",
        "title" => "Project Title",
        "summary" => "Project Summary",
        "start" => "Start Date",
        "end" => "End Date",
        "website" => "Project Website",
        "award" => "EU Grant Award",
        _ => "",
    }
}

/// The existing data of a batch.
pub(super) struct StoredProjects {
    projects: Projects,
    parts: Parts,
}

impl RecordType for StoredProjects {
    const COLUMNS: &'static [&'static str] =
        &["Programme", "Project Identifier", "Project Title", "Project Status"];
    /// Each project has up to a hundred organisations.
    const BATCH: usize = 100;
    type Row = Row;
    type Identity = String;

    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names.iter().map(|name| heading::canonical(name)))
    }

    fn reads(column: &str) -> bool {
        heading::is_read(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<Row, CellError> {
        rows::row(cells)
    }

    fn identity(row: &Row) -> Option<String> {
        Some(row.project.grant.clone())
    }

    async fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, Row)],
        outcome: &mut Outcome,
    ) -> Result<Self> {
        let projects = Projects::load(work, rows.iter().map(|(_, row)| &row.project), &WORDS).await?;
        let there = projects.ids().collect();
        let parts = rows.iter().flat_map(|(_, row)| &row.parts);
        let parts = Parts::load(work, there, parts, &WORDS, outcome).await?;
        Ok(Self { projects, parts })
    }

    async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &Row,
        outcome: &mut Outcome,
    ) -> Result<(), RowError> {
        let project = self.projects.write(work, &row.project, outcome).await?;
        let Some(place) = outcome.place().cloned() else { return Ok(()) };
        let rows: Vec<_> = row.parts.iter().map(|part| (&place, part)).collect();
        let (grant, is_complete) = (row.project.grant.as_str(), row.is_complete);
        let stated = StatedPart { project, grant, rows: &rows, is_complete, updated: None };
        self.parts.write(work, stated, outcome).await?;
        Ok(())
    }

    async fn finish(&mut self, work: &UnitOfWork<'_>, outcome: &mut Outcome) -> Result<()> {
        self.projects.finish(work).await?;
        self.parts.finish(work, outcome).await
    }
}

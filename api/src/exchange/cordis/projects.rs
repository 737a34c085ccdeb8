//! Projects with their grants.

use super::{columns, rows};
use crate::exchange::ingest::projects::{ProjectRow, Projects, Words};
use crate::exchange::ingest::{CellError, Cells, Heading, Outcome, RecordPosition, RecordType, RowError};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

pub(super) const WORDS: Words =
    Words { portal: "cordis", name: "CORDIS", reason: "as CORDIS publishes it", column };

/// The column of a field.
fn column(field: &str) -> &'static str {
    match field {
        "acronym" => "acronym",
        "title" => "title",
        "summary" => "objective",
        "start" => "startDate",
        "end" => "endDate",
        "website" => "projectUrl",
        "signed_on" => "ecSignatureDate",
        "award" => "ecMaxContribution",
        "share" | "own_share" => "ecContribution",
        "role" => "role",
        "left" => "endOfParticipation",
        "country" => "country",
        "name" => "name",
        "short_name" => "shortName",
        "city" => "city",
        "activity_type" => "activityType",
        "vat_number" => "vatNumber",
        "organisation_website" => "organizationURL",
        "description" => "description",
        "type" => "deliverableType",
        _ => "",
    }
}

/// The existing data of a batch.
pub(super) struct StoredProjects(Projects);

impl RecordType for StoredProjects {
    const COLUMNS: &'static [&'static str] =
        &["id", "acronym", "status", "title", "ecMaxContribution", "frameworkProgramme"];
    type Row = ProjectRow;
    type Identity = String;

    fn heading(names: Vec<String>) -> Heading {
        columns::PROJECTS.heading(names)
    }

    fn reads(column: &str) -> bool {
        columns::PROJECTS.reads(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<ProjectRow, CellError> {
        rows::project(cells)
    }

    fn identity(row: &ProjectRow) -> Option<String> {
        Some(row.grant.clone())
    }

    async fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, ProjectRow)],
        _: &mut Outcome,
    ) -> Result<Self> {
        Projects::load(work, rows.iter().map(|(_, row)| row), &WORDS).await.map(Self)
    }

    async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<(), RowError> {
        self.0.write(work, row, outcome).await?;
        Ok(())
    }

    async fn finish(&mut self, work: &UnitOfWork<'_>, _: &mut Outcome) -> Result<()> {
        self.0.finish(work).await
    }
}

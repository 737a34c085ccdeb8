//! Projects, with the grants that pay for them.

use super::{columns, rows};
use crate::exchange::intake::projects::{ProjectRow, Projects, Words};
use crate::exchange::intake::{Cells, Heading, Outcome, Place, Published, Stop, Wrong};
use crate::platform::app::Work;
use crate::platform::error::Result;

pub(super) const WORDS: Words =
    Words { portal: "cordis", name: "CORDIS", reason: "as CORDIS publishes it", column };

/// What the column of a field is called.
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

/// What is there of that which a batch speaks of.
pub(super) struct Known(Projects);

impl Published for Known {
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

    fn read(cells: &mut Cells<'_>) -> Result<ProjectRow, Wrong> {
        rows::project(cells)
    }

    fn identity(row: &ProjectRow) -> Option<String> {
        Some(row.grant.clone())
    }

    async fn known(work: &Work<'_>, rows: &[(Place, ProjectRow)], _: &mut Outcome) -> Result<Self> {
        Projects::known(work, rows.iter().map(|(_, row)| row), &WORDS).await.map(Self)
    }

    async fn write(&mut self, work: &Work<'_>, row: &ProjectRow, outcome: &mut Outcome) -> Result<(), Stop> {
        self.0.write(work, row, outcome).await?;
        Ok(())
    }

    async fn finish(&mut self, work: &Work<'_>, _: &mut Outcome) -> Result<()> {
        self.0.finish(work).await
    }
}

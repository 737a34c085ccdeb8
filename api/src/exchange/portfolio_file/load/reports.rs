use chrono::NaiveDate;
use entity::portfolio::report;
use entity::value::{ItemNumber, ProjectId, ReportId};
use openapi::exchange::portfolio_file::{FileProject, FileReport};
use openapi::portfolio::reports::ReportInput;

use super::due::{FileDueDates, following, since};
use super::faults::Faults;
use super::history::History;
use super::parts::{Part, Spot};
use crate::platform::validation;
use crate::portfolio::plan::due::HasDueDate;
use crate::portfolio::plan::shift::{days, too_early};
use crate::portfolio::reports;

impl Part for FileReport {
    type Row = report::Model;
    const LIST: &'static str = "reports";
    const NAME: &'static str = "report, by its number,";

    fn all(project: &FileProject) -> &[Self] {
        &project.reports
    }

    fn number(&self) -> &ItemNumber {
        &self.number
    }

    fn identity(row: &report::Model) -> (ProjectId, String) {
        (row.project_id, row.number_key.clone())
    }

    fn row(
        &self,
        spot: &Spot<'_>,
        was: Option<&report::Model>,
        found: &mut validation::ValidationErrors,
    ) -> report::Model {
        let form = ReportInput {
            number: self.number.clone(),
            title: self.title.clone(),
            start: self.start.or_else(|| was?.begins),
            end: self.end.or_else(|| was?.ends),
            due: None,
            reason: None,
        };
        reports::draft::check(&form, spot.start, found);
        let input =
            FileDueDates { due: self.due, original: self.original_due, original_on: self.original_due_on };
        let due = input.onto(was, spot.start, found);
        let id = was.map_or_else(|| ReportId(spot.around.work.id()), |was| was.id);
        let mut row = report::Model {
            stage: self.stage,
            stage_on: since(&self.stage, self.stage_on, was.map(|was| (&was.stage, was.stage_on))),
            ..reports::draft::row(id, spot.project, form, spot.start)
        };
        row.set_due(due);
        row
    }

    fn following(row: report::Model, start: Option<NaiveDate>) -> report::Model {
        let (begins_on, ends_on) = days(row.begins, row.ends, start);
        report::Model { begins_on, ends_on, ..following(row, start) }
    }

    fn too_early(row: &report::Model) -> Option<String> {
        too_early("report", &row.number, (row.begins_on, row.ends_on))
    }

    fn add_history(&self, row: &report::Model, at: &str, history: &mut History, faults: &mut Faults<'_>) {
        history.add((row.subject(), at), &self.date_changes, &self.stage_moves, faults);
    }
}

use chrono::NaiveDate;
use entity::portfolio::milestone;
use entity::value::{ItemNumber, MilestoneId, ProjectId};
use openapi::exchange::portfolio_file::{FileMilestone, FileProject};
use openapi::portfolio::milestones::MilestoneInput;

use super::due::{FileDueDates, following, since};
use super::faults::Faults;
use super::history::History;
use super::parts::{Part, Spot};
use crate::platform::validation;
use crate::portfolio::milestones;
use crate::portfolio::plan::due::HasDueDate;

impl Part for FileMilestone {
    type Row = milestone::Model;
    const LIST: &'static str = "milestones";
    const NAME: &'static str = "milestone, by its number,";

    fn all(project: &FileProject) -> &[Self] {
        &project.milestones
    }

    fn number(&self) -> &ItemNumber {
        &self.number
    }

    fn identity(row: &milestone::Model) -> (ProjectId, String) {
        (row.project_id, row.number_key.clone())
    }

    fn row(
        &self,
        spot: &Spot<'_>,
        was: Option<&milestone::Model>,
        found: &mut validation::ValidationErrors,
    ) -> milestone::Model {
        found.blank("/title", &self.title);
        let form = MilestoneInput {
            number: self.number.clone(),
            title: self.title.clone(),
            description: self.description.clone().or_else(|| was?.description.clone()),
            verification: self.verification.clone().or_else(|| was?.verification.clone()),
            work_package: None,
            lead: spot.lead(found).or_else(|| was?.lead_id),
            due: None,
            reason: None,
        };
        let work_package = spot.work_package(self.work_package.as_ref(), found);
        let work_package = work_package.or_else(|| was?.work_package_id);
        let input =
            FileDueDates { due: self.due, original: self.original_due, original_on: self.original_due_on };
        let due = input.onto(was, spot.start, found);
        let id = was.map_or_else(|| MilestoneId(spot.around.work.id()), |was| was.id);
        let mut row = milestone::Model {
            stage: self.stage,
            stage_on: since(&self.stage, self.stage_on, was.map(|was| (&was.stage, was.stage_on))),
            ..milestones::draft::row(id, spot.project, form, work_package)
        };
        row.set_due(due);
        row
    }

    fn following(row: milestone::Model, start: Option<NaiveDate>) -> milestone::Model {
        following(row, start)
    }

    fn add_history(&self, row: &milestone::Model, at: &str, history: &mut History, faults: &mut Faults<'_>) {
        history.add((row.subject(), at), &self.date_changes, &self.stage_moves, faults);
    }
}

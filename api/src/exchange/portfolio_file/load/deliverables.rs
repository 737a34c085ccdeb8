use chrono::NaiveDate;
use entity::portfolio::deliverable;
use entity::value::{DeliverableId, ItemNumber, ProjectId};
use openapi::exchange::portfolio_file::{FileDeliverable, FileProject};
use openapi::portfolio::deliverables::DeliverableInput;

use super::due::{FileDueDates, following, since};
use super::faults::Faults;
use super::history::History;
use super::parts::{Part, Spot};
use crate::platform::validation;
use crate::portfolio::deliverables;
use crate::portfolio::plan::due::HasDueDate;

impl Part for FileDeliverable {
    type Row = deliverable::Model;
    const LIST: &'static str = "deliverables";
    const NAME: &'static str = "deliverable, by its number,";

    fn all(project: &FileProject) -> &[Self] {
        &project.deliverables
    }

    fn number(&self) -> &ItemNumber {
        &self.number
    }

    fn identity(row: &deliverable::Model) -> (ProjectId, String) {
        (row.project_id, row.number_key.clone())
    }

    fn row(
        &self,
        spot: &Spot<'_>,
        was: Option<&deliverable::Model>,
        found: &mut validation::ValidationErrors,
    ) -> deliverable::Model {
        found.blank("/title", &self.title);
        let form = DeliverableInput {
            number: self.number.clone(),
            title: self.title.clone(),
            description: self.description.clone().or_else(|| was?.description.clone()),
            kind: self.kind.or_else(|| was?.kind),
            dissemination: self.dissemination.or_else(|| was?.dissemination),
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
        let id = was.map_or_else(|| DeliverableId(spot.around.work.id()), |was| was.id);
        let mut row = deliverable::Model {
            stage: self.stage,
            stage_on: since(&self.stage, self.stage_on, was.map(|was| (&was.stage, was.stage_on))),
            ..deliverables::draft::row(id, spot.project, form, work_package)
        };
        row.set_due(due);
        row
    }

    fn following(row: deliverable::Model, start: Option<NaiveDate>) -> deliverable::Model {
        following(row, start)
    }

    fn add_history(
        &self,
        row: &deliverable::Model,
        at: &str,
        history: &mut History,
        faults: &mut Faults<'_>,
    ) {
        history.add((row.subject(), at), &self.date_changes, &self.stage_moves, faults);
    }
}

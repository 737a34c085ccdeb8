use chrono::NaiveDate;
use entity::portfolio::work_package;
use entity::value::{ItemNumber, ProjectId, WorkPackageId};
use openapi::exchange::portfolio_file::{FileProject, FileWorkPackage};
use openapi::portfolio::work_packages::WorkPackageInput;

use super::faults::Faults;
use super::history::History;
use super::parts::{Part, Spot};
use crate::platform::validation;
use crate::portfolio::plan::shift::{days, too_early};
use crate::portfolio::work_packages;

impl Part for FileWorkPackage {
    type Row = work_package::Model;
    const LIST: &'static str = "work_packages";
    const NAME: &'static str = "work package, by its number,";

    fn all(project: &FileProject) -> &[Self] {
        &project.work_packages
    }

    fn number(&self) -> &ItemNumber {
        &self.number
    }

    fn identity(row: &work_package::Model) -> (ProjectId, String) {
        (row.project_id, row.number_key.clone())
    }

    fn row(
        &self,
        spot: &Spot<'_>,
        was: Option<&work_package::Model>,
        found: &mut validation::ValidationErrors,
    ) -> work_package::Model {
        let form = WorkPackageInput {
            number: self.number.clone(),
            title: self.title.clone(),
            summary: self.summary.clone().or_else(|| was?.summary.clone()),
            lead: spot.lead(found).or_else(|| was?.lead_id),
            start: self.start.or_else(|| was?.begins),
            end: self.end.or_else(|| was?.ends),
        };
        work_packages::draft::check(&form, spot.start, found);
        let id = was.map_or_else(|| WorkPackageId(spot.around.work.id()), |was| was.id);
        work_packages::draft::row(id, spot.project, form, spot.start)
    }

    fn following(row: work_package::Model, start: Option<NaiveDate>) -> work_package::Model {
        let (begins_on, ends_on) = days(row.begins, row.ends, start);
        work_package::Model { begins_on, ends_on, ..row }
    }

    fn too_early(row: &work_package::Model) -> Option<String> {
        too_early("work package", &row.number, (row.begins_on, row.ends_on))
    }

    fn add_history(&self, _: &work_package::Model, _: &str, _: &mut History, _: &mut Faults<'_>) {}
}

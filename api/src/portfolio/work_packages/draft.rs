use chrono::NaiveDate;
use entity::portfolio::work_package;
use entity::value::{ProjectId, WorkPackageId};
use openapi::portfolio::work_packages::WorkPackageInput;

use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::shift::days;

/// Validates the input of a work package, with the first day of its project.
pub(crate) fn check(input: &WorkPackageInput, begins: Option<NaiveDate>, faults: &mut ValidationErrors) {
    faults.blank("/title", &input.title);
    faults.reversed_days("/end", days(input.start, input.end, begins));
}

/// The row of a work package, with the first day of its project.
pub(crate) fn row(
    id: WorkPackageId,
    project_id: ProjectId,
    form: WorkPackageInput,
    begins: Option<NaiveDate>,
) -> work_package::Model {
    let WorkPackageInput { number, title, summary, lead, start, end } = form;
    let (begins_on, ends_on) = days(start, end, begins);
    work_package::Model {
        id,
        project_id,
        number_key: number.key(),
        number,
        title,
        summary,
        lead_id: lead,
        begins: start,
        ends: end,
        begins_on,
        ends_on,
    }
}

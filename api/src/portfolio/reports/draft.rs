use chrono::NaiveDate;
use entity::portfolio::report;
use entity::value::{ProjectId, ReportId, SubmissionStage};
use openapi::portfolio::reports::ReportInput;

use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::shift::days;

/// Validates the input of a report, with the first day of its project.
pub(crate) fn check(input: &ReportInput, begins: Option<NaiveDate>, faults: &mut ValidationErrors) {
    faults.blank("/title", &input.title);
    faults.reversed_days("/end", days(input.start, input.end, begins));
}

/// The row of a new report, without its due date.
pub(crate) fn row(
    id: ReportId,
    project_id: ProjectId,
    form: ReportInput,
    begins: Option<NaiveDate>,
) -> report::Model {
    let ReportInput { number, title, start, end, due: _, reason: _ } = form;
    let (begins_on, ends_on) = days(start, end, begins);
    report::Model {
        id,
        project_id,
        number_key: number.key(),
        number,
        title,
        begins: start,
        ends: end,
        begins_on,
        ends_on,
        due: None,
        due_on: None,
        original_due: None,
        original_due_on: None,
        stage: SubmissionStage::Planned,
        stage_on: None,
    }
}

//! Current and original due dates: merges the file with the stored data.

use chrono::NaiveDate;
use entity::value::PlannedDate;
use openapi::platform::error_code::ErrorCode;

use crate::platform::validation;
use crate::portfolio::plan::due::{Due, HasDueDate};

/// The due dates of an item in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileDueDates {
    pub(super) due: Option<PlannedDate>,
    pub(super) original: Option<PlannedDate>,
    pub(super) original_on: Option<NaiveDate>,
}

impl FileDueDates {
    /// The due dates in a project that begins on a day. The original due date does not change, unless the
    /// file gives it.
    pub(super) fn onto<M: HasDueDate>(
        self,
        was: Option<&M>,
        start: Option<NaiveDate>,
        found: &mut validation::ValidationErrors,
    ) -> Due {
        let known = was.map(HasDueDate::due).unwrap_or_default();
        let known = match self.original {
            Some(anew) if known.original != Some(anew) => {
                Due { original: Some(anew), original_on: None, ..known }
            }
            _ => known,
        };
        let first = Due { original_on: self.original_on.or(known.original_on), ..known };
        let due = first.moved(self.due.or(known.date), start);
        match (due.original, self.original_on) {
            (None, Some(_)) => {
                let detail = "`original_due_on` needs `original_due`";
                found.push("/original_due", ErrorCode::Required, detail);
            }
            (Some(date), Some(day)) if !date.is_relative() && date.last_day(start) != Some(day) => {
                found.push(
                    "/original_due_on",
                    ErrorCode::Conflict,
                    format!("the day must be within the original due date {date}"),
                );
            }
            _ => {}
        }
        due
    }
}

/// A row with the start date of its project.
pub(super) fn following<M: HasDueDate>(mut row: M, start: Option<NaiveDate>) -> M {
    let due = row.due();
    row.set_due(due.moved(due.date, start));
    row
}

/// The date of the current stage: from the file, or the stored one if the stage is the same.
pub(super) fn since<S: PartialEq>(
    stage: &S,
    input: Option<NaiveDate>,
    was: Option<(&S, Option<NaiveDate>)>,
) -> Option<NaiveDate> {
    input.or_else(|| was.filter(|(before, _)| *before == stage)?.1)
}

//! When something is due, now and at first: what is said of it, and what is known of it.

use chrono::NaiveDate;
use entity::value::PlannedDate;

use crate::platform::validation;
use crate::portfolio::plan::due::{Due, HasDueDate};

/// What the file says of when something is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct SaidDue {
    pub(super) due: Option<PlannedDate>,
    pub(super) original: Option<PlannedDate>,
    pub(super) original_on: Option<NaiveDate>,
}

impl SaidDue {
    /// When it is due in a project that begins on a day. What was first planned stays, unless it is said anew.
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
                let detail = "the day on which something was first due is that of a date";
                found.push("/original_due", "required", detail);
            }
            (Some(date), Some(day)) if !date.is_relative() && date.last_day(start) != Some(day) => {
                found.push("/original_due_on", "conflict", format!("it was first due in or on {date}"));
            }
            _ => {}
        }
        due
    }
}

/// A row once its project begins on a day.
pub(super) fn following<M: HasDueDate>(mut row: M, start: Option<NaiveDate>) -> M {
    let due = row.due();
    row.set_due(due.moved(due.date, start));
    row
}

/// Since when something stands at a stage: as it is said, or as it is known while it stands there still.
pub(super) fn since<S: PartialEq>(
    stage: &S,
    said: Option<NaiveDate>,
    was: Option<(&S, Option<NaiveDate>)>,
) -> Option<NaiveDate> {
    said.or_else(|| was.filter(|(before, _)| *before == stage)?.1)
}

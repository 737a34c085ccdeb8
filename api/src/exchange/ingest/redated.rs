//! Changes of project dates.

use entity::portfolio::project;
use entity::value::Period;

use super::cells::CellError;
use super::merged::with_period;
use super::outcome::Outcome;
use super::portal::Merge;
use super::project_row::Words;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;
use crate::portfolio::plan::history::record_dates;
use crate::portfolio::plan::shift::Shift;
use crate::portfolio::projects::moved;

/// A project with its new dates, if they are possible. Stores the old dates, and moves plan dates given as
/// project months.
pub(super) async fn redated(
    work: &UnitOfWork<'_>,
    was: &project::Model,
    mut is: project::Model,
    (merge, words, outcome): (&mut Merge<'_>, &Words, &mut Outcome),
) -> Result<project::Model> {
    let reason = Some(words.reason.to_owned());
    if was.first_day != is.first_day {
        let shift = Shift::of(work, was.id, is.first_day).await?;
        let mut faults = ValidationErrors::default();
        shift.check(&mut faults);
        match faults.into_result() {
            Ok(()) if !is_reversed(&is) => shift.carry_out(work, reason.as_ref()).await?,
            Ok(()) => {}
            Err(error) => {
                let details: Vec<_> = error.faults().iter().map(|fault| fault.detail.as_str()).collect();
                let wrong = CellError::new((words.column)("start"), details.join("; "));
                outcome.notice(wrong);
                merge.revert("start");
                let end = is.period_end;
                is = with_period(is, Period { start: was.period_start, end });
            }
        }
    }
    if is_reversed(&is) {
        let reason = "combined with the stored dates, the project ends before it starts";
        outcome.notice(CellError::new((words.column)("end"), reason));
        merge.revert("start");
        merge.revert("end");
        is = with_period(is, Period { start: was.period_start, end: was.period_end });
    }
    record_dates(work, moved(was, &is), reason.as_ref()).await?;
    Ok(is)
}

fn is_reversed(row: &project::Model) -> bool {
    Period { start: row.period_start, end: row.period_end }.is_reversed()
}

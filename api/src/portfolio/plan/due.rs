use chrono::NaiveDate;
use entity::portfolio::{deliverable, milestone, report};
use entity::value::{DateKind, PlannedDate};

use super::history::{DateMove, Subject, record_dates};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

/// The current and original due date, as given and as the days that they mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) date: Option<PlannedDate>,
    pub(crate) on: Option<NaiveDate>,
    pub(crate) original: Option<PlannedDate>,
    pub(crate) original_on: Option<NaiveDate>,
}

impl Due {
    /// A new due date, in a project that begins on this day.
    pub(crate) fn planned(due: Option<PlannedDate>, start: Option<NaiveDate>) -> Self {
        Self::default().moved(due, start)
    }

    /// A changed due date, or the same in a project that begins on another day. The original date stays;
    /// its day is set when the project's start becomes known.
    pub(crate) fn moved(self, due: Option<PlannedDate>, start: Option<NaiveDate>) -> Self {
        let day = |date: PlannedDate| date.last_day(start);
        let original = self.original.or(due);
        Self {
            date: due,
            on: due.and_then(day),
            original,
            original_on: self.original_on.or_else(|| original.and_then(day)),
        }
    }

    /// The move to record; `None` if there was no date before or it is the same.
    pub(crate) fn changed(self, after: Self, subject: Subject) -> Option<DateMove> {
        let planned_anew = self.date != after.date;
        let moved = self.date.is_some() && (planned_anew || (self.on.is_some() && self.on != after.on));
        moved.then_some(DateMove {
            subject,
            what: DateKind::Due,
            before: (self.date, self.on),
            after: (after.date, after.on),
        })
    }
}

/// A row with a due date.
pub(crate) trait HasDueDate {
    fn due(&self) -> Due;

    fn set_due(&mut self, due: Due);

    /// Its reference in the history.
    fn subject(&self) -> Subject;
}

/// A change of a row's due date.
#[derive(Debug)]
pub(crate) struct DueDateChange {
    due: Due,
    moved: Option<DateMove>,
    reason: Option<String>,
}

impl DueDateChange {
    /// The new date, in a project that begins on this day. Adds an error if the reason is missing or would
    /// be lost.
    pub(crate) fn of(
        row: &impl HasDueDate,
        due: Option<PlannedDate>,
        reason: Option<String>,
        start: Option<NaiveDate>,
        faults: &mut ValidationErrors,
    ) -> Self {
        let due = row.due().moved(due, start);
        let moved = row.due().changed(due, row.subject());
        faults.reason(moved.is_some(), reason.as_ref());
        Self { due, moved, reason }
    }

    /// Sets the date on the row and records the move.
    pub(crate) async fn carry_out(self, work: &UnitOfWork<'_>, row: &mut impl HasDueDate) -> Result<()> {
        row.set_due(self.due);
        record_dates(work, self.moved, self.reason.as_ref()).await
    }
}

macro_rules! dated {
    ($($table:ident as $subject:ident,)*) => {$(
        impl HasDueDate for $table::Model {
            fn due(&self) -> Due {
                Due {
                    date: self.due,
                    on: self.due_on,
                    original: self.original_due,
                    original_on: self.original_due_on,
                }
            }

            fn set_due(&mut self, due: Due) {
                self.due = due.date;
                self.due_on = due.on;
                self.original_due = due.original;
                self.original_due_on = due.original_on;
            }

            fn subject(&self) -> Subject {
                Subject::$subject(self.project_id, self.id)
            }
        }
    )*};
}

dated! {
    deliverable as Deliverable,
    milestone as Milestone,
    report as Report,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a planned date or a day.
    fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(written: &str) -> T {
        written.parse().expect("a date")
    }

    #[test]
    fn the_first_date_stays() {
        let start = Some(read("2025-01-01"));
        let first = Due::planned(Some(read("M12")), start);
        assert_eq!((first.on, first.original_on), (Some(read("2025-12-31")), Some(read("2025-12-31"))));
        let late = first.moved(Some(read("2026-02")), start);
        assert_eq!(
            (late.on, late.original, late.original_on),
            (Some(read("2026-02-28")), Some(read("M12")), first.on)
        );
        let shifted = first.moved(first.date, Some(read("2025-03-01")));
        assert_eq!((shifted.on, shifted.original_on), (Some(read("2026-02-28")), first.on));
    }

    #[test]
    fn the_first_day_is_known_from_when_the_start_is() {
        let first = Due::planned(Some(read("M1")), None);
        assert_eq!((first.on, first.original, first.original_on), (None, Some(read("M1")), None));
        let started = first.moved(first.date, Some(read("2025-02-01")));
        assert_eq!((started.on, started.original_on), (Some(read("2025-02-28")), Some(read("2025-02-28"))));
        let moved = first.moved(Some(read("M2")), None).moved(Some(read("M2")), Some(read("2025-02-01")));
        assert_eq!((moved.on, moved.original_on), (Some(read("2025-03-31")), Some(read("2025-02-28"))));
    }

    #[test]
    fn only_a_date_that_was_there_moves() {
        let subject = Subject::Project(entity::value::ProjectId(uuid::Uuid::nil()));
        let start = Some(read("2025-01-01"));
        let first = Due::planned(Some(read("M12")), start);
        assert!(Due::default().changed(first, subject).is_none(), "a first date");
        assert!(first.changed(first, subject).is_none(), "the same date");
        assert!(first.changed(first.moved(None, start), subject).is_some(), "no date any more");
        assert!(
            first.changed(first.moved(first.date, Some(read("2025-02-01"))), subject).is_some(),
            "a shift"
        );
        let unknown = Due::planned(Some(read("M12")), None);
        assert!(unknown.changed(unknown.moved(unknown.date, start), subject).is_none(), "a start, at last");
    }
}

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

use super::PartialDate;

/// A date in a project plan: a calendar date (`2024`, `2024-09`, `2024-09-14`), or a project month (`M12`),
/// which follows the start of the project.
///
/// Month 1 begins on the first day of the project. Month 12 of a project that begins on 2024-09-15 ends on
/// 2025-09-14. A start date means its first day, an end date its last day.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, SerializeDisplay, DeserializeFromStr, DeriveValueType, ToSchema,
)]
#[sea_orm(value_type = "String")]
#[schema(
    value_type = String,
    format = "planned-date",
    max_length = 10,
    pattern = r"^(M[1-9][0-9]{0,2}|[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)$",
    examples("M12")
)]
pub struct PlannedDate(When);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum When {
    Month(u32),
    Date(PartialDate),
}

/// The error of an invalid planned date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a planned date is a project month from M1 to M999, or a calendar date such as 2024, 2024-09 or \
    2024-09-14"
)]
pub struct PlannedDateError;

impl PlannedDate {
    /// Whether it follows the start of the project.
    #[must_use]
    pub fn is_relative(self) -> bool {
        matches!(self.0, When::Month(_))
    }

    /// The first day, in a project with the given start. There is none for a project month without a
    /// recorded start, or after the year 9999.
    #[must_use]
    pub fn first_day(self, start: Option<NaiveDate>) -> Option<NaiveDate> {
        match self.0 {
            When::Month(month) => within_years(start?.checked_add_months(Months::new(month - 1))?),
            When::Date(date) => Some(date.first_day()),
        }
    }

    /// The last day, in a project with the given start.
    #[must_use]
    pub fn last_day(self, start: Option<NaiveDate>) -> Option<NaiveDate> {
        match self.0 {
            When::Month(month) => {
                let after = start?.checked_add_months(Months::new(month))?;
                within_years(after.checked_sub_days(Days::new(1))?)
            }
            When::Date(date) => Some(date.last_day()),
        }
    }
}

impl From<PartialDate> for PlannedDate {
    fn from(date: PartialDate) -> Self {
        Self(When::Date(date))
    }
}

fn within_years(day: NaiveDate) -> Option<NaiveDate> {
    (day.year() <= 9999).then_some(day)
}

impl fmt::Display for PlannedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            When::Month(month) => write!(f, "M{month}"),
            When::Date(date) => date.fmt(f),
        }
    }
}

impl FromStr for PlannedDate {
    type Err = PlannedDateError;

    fn from_str(written: &str) -> Result<Self, PlannedDateError> {
        let Some(month) = written.strip_prefix('M') else {
            return written.parse().map(|date| Self(When::Date(date))).map_err(|_| PlannedDateError);
        };
        let plain = (1..=3).contains(&month.len()) && month.bytes().all(|byte| byte.is_ascii_digit());
        match month.parse() {
            Ok(number) if plain && !month.starts_with('0') => Ok(Self(When::Month(number))),
            _ => Err(PlannedDateError),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    #[test]
    fn a_month_of_the_project_follows_its_start() {
        for (start, month, first, last) in [
            ("2024-09-15", "M1", "2024-09-15", "2024-10-14"),
            ("2024-09-15", "M12", "2025-08-15", "2025-09-14"),
            ("2024-01-01", "M12", "2024-12-01", "2024-12-31"),
            ("2024-01-31", "M1", "2024-01-31", "2024-02-28"),
            ("2023-12-01", "M3", "2024-02-01", "2024-02-29"),
        ] {
            let planned: PlannedDate = month.parse().expect("a month");
            assert_eq!(planned.first_day(Some(day(start))), Some(day(first)), "{start} {month}");
            assert_eq!(planned.last_day(Some(day(start))), Some(day(last)), "{start} {month}");
            assert_eq!((planned.first_day(None), planned.last_day(None)), (None, None));
            assert!(planned.is_relative());
        }
        let late: PlannedDate = "M999".parse().expect("a month");
        assert_eq!(late.last_day(Some(day("9999-01-01"))), None);
    }

    #[test]
    fn a_date_of_the_calendar_stands_by_itself() {
        let planned: PlannedDate = "2024-02".parse().expect("a date");
        assert_eq!(planned.first_day(None), Some(day("2024-02-01")));
        assert_eq!(planned.last_day(Some(day("2000-01-01"))), Some(day("2024-02-29")));
        assert!(!planned.is_relative());
    }

    #[test]
    fn what_is_neither_is_refused() {
        for bad in ["", "M", "M0", "M01", "M1000", "m12", "12", "M-1", "M+1", "M1.5", "month 12", "2024-13"] {
            assert_eq!(bad.parse::<PlannedDate>(), Err(PlannedDateError), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_month_begins_the_day_after_the_month_before_ends(days in 0_i64..20_000, month in 1_u32..600) {
            let start = day("2000-01-01") + chrono::TimeDelta::days(days);
            // Days 29 to 31 are missing in some months. There the end is the last day of the month.
            prop_assume!(start.day() <= 28);
            let of = |month: u32| -> PlannedDate { format!("M{month}").parse().expect("a month") };
            let end = of(month).last_day(Some(start)).expect("an end");
            prop_assert_eq!(of(month + 1).first_day(Some(start)), end.succ_opt());
        }
    }
}

//! The days of a fiscal year, recorded or not. Years that are not recorded continue the pattern of the
//! recorded ones.

use chrono::{Months, NaiveDate};
use entity::finance::fiscal_year;

use super::recognition::Days;

/// The days of the fiscal year with this name. A year that is not recorded has twelve months. It is counted
/// forward from the last recorded year before it, or back from the first recorded year after it. So an
/// organisation whose year begins in July has no gap and no overlap. If no year is recorded, it is the
/// calendar year.
pub(super) fn days_of(name: i32, recorded: &[fiscal_year::Model]) -> Option<Days> {
    if let Some(row) = recorded.iter().find(|row| row.year == name) {
        return Some(Days { first: row.first_day, last: row.last_day });
    }
    let before = recorded.iter().filter(|row| row.year < name).max_by_key(|row| row.year);
    let after = recorded.iter().filter(|row| row.year > name).min_by_key(|row| row.year);
    let begins_after = |row: &fiscal_year::Model| row.last_day.succ_opt();
    let first = match (before, after) {
        (Some(row), _) => years_on(begins_after(row)?, name - row.year - 1)?,
        (None, Some(row)) => years_on(row.first_day, name - row.year)?,
        (None, None) => NaiveDate::from_ymd_opt(name, 1, 1)?,
    };
    let last = years_on(first, 1)?.pred_opt()?;
    // The next year begins on its recorded day.
    let end = after.and_then(|row| row.first_day.pred_opt());
    let last = match (end, after) {
        (Some(end), Some(row)) if end >= first && (row.year == name + 1 || end < last) => end,
        _ => last,
    };
    Some(Days { first, last })
}

/// The same day a number of years later or earlier.
fn years_on(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let months = Months::new(years.unsigned_abs().checked_mul(12)?);
    if years < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use entity::value::{CurrencyCode, FiscalYearId, FiscalYearStatus};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn recorded(year: i32, first_day: NaiveDate, last_day: NaiveDate) -> fiscal_year::Model {
        fiscal_year::Model {
            id: FiscalYearId(Uuid::nil()),
            year,
            first_day,
            last_day,
            currency: CurrencyCode::default(),
            status: FiscalYearStatus::Open,
            published_source: None,
            published_total: None,
            published_total_precision: None,
        }
    }

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn describe(name: i32, among: &[fiscal_year::Model]) -> (String, String) {
        let Days { first, last } = days_of(name, among).expect("a year");
        (first.to_string(), last.to_string())
    }

    fn days(first: &str, last: &str) -> (String, String) {
        (first.to_owned(), last.to_owned())
    }

    #[test]
    fn a_year_that_begins_in_july_does_so_before_and_after_too() {
        let among = [recorded(2024, day("2023-07-01"), day("2024-06-30"))];
        assert_eq!(describe(2024, &among), days("2023-07-01", "2024-06-30"));
        assert_eq!(describe(2023, &among), days("2022-07-01", "2023-06-30"));
        assert_eq!(describe(2027, &among), days("2026-07-01", "2027-06-30"));
        assert_eq!(describe(2024, &[]), days("2024-01-01", "2024-12-31"));
    }

    #[test]
    fn where_the_starting_month_changes_a_year_is_as_long_as_there_is_room() {
        let among = [
            recorded(2022, day("2022-01-01"), day("2022-12-31")),
            recorded(2024, day("2023-07-01"), day("2024-06-30")),
        ];
        assert_eq!(describe(2023, &among), days("2023-01-01", "2023-06-30"));
    }

    proptest! {
        #[test]
        fn years_follow_on_each_other_to_the_day(month in 1_u32..=12, at in 2000_i32..2030, moved in any::<bool>()) {
            let first = NaiveDate::from_ymd_opt(at - i32::from(moved), month, 1).expect("a day");
            let last = years_on(first, 1).and_then(|day| day.pred_opt()).expect("a day");
            let among = [recorded(at, first, last)];
            for name in at - 10..at + 10 {
                let (year, next) = (days_of(name, &among).expect("a year"), days_of(name + 1, &among).expect("a year"));
                prop_assert_eq!(year.last.succ_opt(), Some(next.first));
                prop_assert_eq!(year.first.month(), month);
            }
        }
    }
}

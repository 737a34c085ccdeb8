use chrono::{Datelike, NaiveDate};

use super::cut::{Cut, Days, cut};

/// Pro rata by months: each calendar month that the line overlaps counts the same, also a partial one. It
/// counts in the year that contains the first of its days in the line.
pub(crate) fn pro_rata_months(line: Days, year: Days) -> Option<Cut> {
    let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    cut(line, year, |day| 1 + month(day) - month(line.first))
}

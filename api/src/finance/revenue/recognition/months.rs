use chrono::{Datelike, NaiveDate};

use super::cut::{Cut, Days, cut};

/// Month by month: every calendar month that the line touches counts the same, a broken one too, in the year
/// that holds the first of its days that belong to the line.
pub(crate) fn pro_rata_months(line: Days, year: Days) -> Option<Cut> {
    let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    cut(line, year, |day| 1 + month(day) - month(line.first))
}

use super::cut::{Cut, Days, cut};

/// Day by day: every day of the line counts the same.
pub(crate) fn pro_rata_days(line: Days, year: Days) -> Option<Cut> {
    cut(line, year, |day| 1 + (day - line.first).num_days())
}

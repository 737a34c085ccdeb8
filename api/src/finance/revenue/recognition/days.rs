use super::cut::{Cut, Days, cut};

/// Pro rata by days: each day of the line counts the same.
pub(crate) fn pro_rata_days(line: Days, year: Days) -> Option<Cut> {
    cut(line, year, |day| 1 + (day - line.first).num_days())
}

//! How an amount is spread over time: the number of equal units before a year, and in it.

use std::num::NonZeroU64;

use chrono::NaiveDate;

/// A period from a first to a last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: NaiveDate,
    /// Never before the first day.
    pub(crate) last: NaiveDate,
}

/// The units of a line that fall in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Units before the year.
    pub(crate) before: u64,
    /// Units in the year.
    pub(crate) counted: u64,
    /// All units of the line.
    pub(crate) total: NonZeroU64,
}

/// Cuts a line by the number of units that have begun by a day of the line. `None` if no unit falls in the
/// year.
pub(super) fn cut(line: Days, year: Days, begun: impl Fn(NaiveDate) -> i64) -> Option<Cut> {
    let begun_by = |day: NaiveDate| {
        let units = if day < line.first { 0 } else { begun(day.min(line.last)) };
        u64::try_from(units).ok()
    };
    let before = begun_by(year.first.pred_opt()?)?;
    let counted = begun_by(year.last)?.checked_sub(before)?;
    let total = NonZeroU64::new(begun_by(line.last)?)?;
    (counted > 0).then_some(Cut { before, counted, total })
}

#[cfg(test)]
mod tests {
    use entity::value::{Money, PartialDate};
    use proptest::prelude::*;

    use super::super::{pro_rata_days, pro_rata_months};
    use super::*;
    use crate::finance::revenue::apportion::slice;

    fn days(start: &str, end: &str) -> Days {
        let date = |written: &str| written.parse::<PartialDate>().expect("a date");
        Days { first: date(start).first_day(), last: date(end).last_day() }
    }

    fn year(year: i32) -> Days {
        days(&year.to_string(), &year.to_string())
    }

    fn units(cut: Option<Cut>) -> Option<(u64, u64, u64)> {
        cut.map(|cut| (cut.before, cut.counted, cut.total.get()))
    }

    #[test]
    fn the_worked_example_by_days() {
        let line = days("2023-10", "2025-11");
        assert_eq!(units(pro_rata_days(line, year(2022))), None);
        assert_eq!(units(pro_rata_days(line, year(2023))), Some((0, 92, 792)));
        assert_eq!(units(pro_rata_days(line, year(2024))), Some((92, 366, 792)));
        assert_eq!(units(pro_rata_days(line, year(2025))), Some((458, 334, 792)));
        assert_eq!(units(pro_rata_days(line, year(2026))), None);
    }

    #[test]
    fn the_worked_example_by_months() {
        let line = days("2023-10", "2025-11");
        assert_eq!(units(pro_rata_months(line, year(2023))), Some((0, 3, 26)));
        assert_eq!(units(pro_rata_months(line, year(2024))), Some((3, 12, 26)));
        assert_eq!(units(pro_rata_months(line, year(2025))), Some((15, 11, 26)));
    }

    #[test]
    fn a_broken_month_counts_once_where_it_begins() {
        let line = days("2024-01-31", "2024-03-01");
        assert_eq!(units(pro_rata_months(line, year(2024))), Some((0, 3, 3)));
        let from_february = days("2024-02-15", "2025-02-14");
        assert_eq!(units(pro_rata_months(line, from_february)), Some((2, 1, 3)));
        assert_eq!(units(pro_rata_months(days("2024-02-20", "2024-02-25"), from_february)), Some((0, 1, 1)));
    }

    #[test]
    fn a_line_of_one_day_counts_in_its_year() {
        assert_eq!(units(pro_rata_days(days("2024-12-31", "2024-12-31"), year(2024))), Some((0, 1, 1)));
        assert_eq!(units(pro_rata_days(days("2024-12-31", "2024-12-31"), year(2025))), None);
    }

    fn day() -> impl Strategy<Value = NaiveDate> {
        (0_u64..40_000).prop_map(|after| NaiveDate::default() + chrono::Days::new(after))
    }

    proptest! {
        #[test]
        fn years_of_any_cut_total_to_the_own_share(
            cents in 0_i64..=10_000_000_000_000,
            (one, other) in (day(), day()),
            mut cuts in prop::collection::vec(day(), 0..8),
            by_month in any::<bool>(),
        ) {
            let line = Days { first: one.min(other), last: one.max(other) };
            cuts.push(line.first);
            cuts.push(line.last.succ_opt().expect("a next day"));
            cuts.sort_unstable();
            cuts.dedup();
            let whole = Money::from_cents(cents).expect("in range");
            let mut total = Money::ZERO;
            for pair in cuts.windows(2) {
                let window = Days { first: pair[0], last: pair[1].pred_opt().expect("a day before") };
                let cut = if by_month { pro_rata_months(line, window) } else { pro_rata_days(line, window) };
                if let Some(cut) = cut {
                    let part = slice(whole, cut.before, cut.before + cut.counted, cut.total).expect("a slice");
                    total = total.plus(part).expect("in range");
                }
            }
            prop_assert_eq!(total, whole);
        }
    }
}

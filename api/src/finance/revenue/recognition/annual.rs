use std::num::NonZeroU64;

use super::cut::{Cut, Days};

/// Equal yearly amounts: each fiscal year that the line overlaps counts the same, also a partial one. Each
/// year is given once, in any order.
pub(crate) fn annual(line: Days, years: &[Days], year: Days) -> Option<Cut> {
    let touched = || years.iter().filter(|year| year.first <= line.last && line.first <= year.last);
    touched().find(|touched| **touched == year)?;
    let before = touched().filter(|touched| touched.first < year.first).count();
    Some(Cut {
        before: u64::try_from(before).ok()?,
        counted: 1,
        total: NonZeroU64::new(u64::try_from(touched().count()).ok()?)?,
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use entity::value::Money;
    use proptest::prelude::*;

    use super::*;
    use crate::finance::revenue::apportion::slice;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn calendar(year: i32) -> Days {
        Days { first: day(year, 1, 1), last: day(year, 12, 31) }
    }

    fn units(cut: Option<Cut>) -> Option<(u64, u64, u64)> {
        cut.map(|cut| (cut.before, cut.counted, cut.total.get()))
    }

    #[test]
    fn a_year_that_is_but_touched_counts_as_much_as_a_whole_one() {
        let years: Vec<_> = (2020..2030).map(calendar).collect();
        let line = Days { first: day(2023, 12, 31), last: day(2025, 1, 1) };
        assert_eq!(units(annual(line, &years, calendar(2022))), None);
        assert_eq!(units(annual(line, &years, calendar(2023))), Some((0, 1, 3)));
        assert_eq!(units(annual(line, &years, calendar(2024))), Some((1, 1, 3)));
        assert_eq!(units(annual(line, &years, calendar(2025))), Some((2, 1, 3)));
        assert_eq!(units(annual(line, &years, calendar(2026))), None);
    }

    #[test]
    fn fiscal_years_may_begin_at_any_time() {
        let fiscal = |year| Days { first: day(year - 1, 7, 1), last: day(year, 6, 30) };
        let years = [fiscal(2024), fiscal(2025)];
        let line = Days { first: day(2024, 1, 1), last: day(2024, 12, 31) };
        assert_eq!(units(annual(line, &years, fiscal(2024))), Some((0, 1, 2)));
        assert_eq!(units(annual(line, &years, fiscal(2025))), Some((1, 1, 2)));
    }

    proptest! {
        #[test]
        fn the_years_total_to_the_own_share(
            cents in 0_i64..=10_000_000_000_000,
            (one, other) in (0_u64..8_000, 0_u64..8_000),
        ) {
            let after = |days| day(2000, 1, 1) + chrono::Days::new(days);
            let line = Days { first: after(one.min(other)), last: after(one.max(other)) };
            let years: Vec<_> = (1999..2025).map(calendar).collect();
            let whole = Money::from_cents(cents).expect("in range");
            let cuts = years.iter().filter_map(|year| annual(line, &years, *year));
            let slices = cuts.map(|cut| slice(whole, cut.before, cut.before + cut.counted, cut.total));
            let total = Money::total(slices.collect::<Result<Vec<_>, _>>().expect("slices"));
            prop_assert_eq!(total, Ok(whole));
        }
    }
}

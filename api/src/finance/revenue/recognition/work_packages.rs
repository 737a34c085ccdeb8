use chrono::NaiveDate;
use entity::value::{Money, MoneyError};

use super::cut::Days;

/// The owner's lump sum for a work package, and the day of its completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LumpSum {
    pub(crate) amount: Money,
    /// `None` if the work package is not completed.
    pub(crate) completed_on: Option<NaiveDate>,
}

/// As work packages are completed: the whole lump sum counts in the year of completion (lump-sum grants:
/// Model Grant Agreement, article 6; a work package that is not completed is not paid).
///
/// # Errors
/// [`MoneyError::Range`] when they leave the range of amounts.
pub(crate) fn work_packages(sums: &[LumpSum], year: Days) -> Result<Money, MoneyError> {
    let completed =
        |sum: &&LumpSum| sum.completed_on.is_some_and(|day| (year.first..=year.last).contains(&day));
    Money::total(sums.iter().filter(completed).map(|sum| sum.amount))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn day(after: u64) -> NaiveDate {
        NaiveDate::default() + chrono::Days::new(after)
    }

    #[test]
    fn a_lump_sum_counts_whole_where_its_work_was_completed() {
        let sums = [(10, Some(5)), (20, Some(15)), (40, None)];
        let sums = sums.map(|(cents, on)| LumpSum { amount: money(cents), completed_on: on.map(day) });
        let year = |first, last| Days { first: day(first), last: day(last) };
        assert_eq!(work_packages(&sums, year(0, 9)), Ok(money(10)));
        assert_eq!(work_packages(&sums, year(10, 15)), Ok(money(20)));
        assert_eq!(work_packages(&sums, year(16, 99)), Ok(money(0)));
    }

    proptest! {
        #[test]
        fn the_years_total_to_all_that_was_completed(
            sums in prop::collection::vec((0_i64..1_000_000_000, prop::option::of(0_u64..3_650)), 0..20),
        ) {
            let sums: Vec<_> = sums.into_iter().map(|(cents, on)| LumpSum { amount: money(cents), completed_on: on.map(day) }).collect();
            let years = (0..10).map(|year| Days { first: day(year * 365), last: day(year * 365 + 364) });
            let total = Money::total(years.map(|year| work_packages(&sums, year).expect("in range")));
            let completed = sums.iter().filter(|sum| sum.completed_on.is_some()).map(|sum| sum.amount);
            prop_assert_eq!(total, Money::total(completed));
        }
    }
}

use chrono::NaiveDate;
use entity::value::{Money, MoneyError};

use super::cut::Days;
use super::flow::{Terms, own_part};

/// A lump sum for a work package, and the day of its completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LumpSum {
    pub(crate) amount: Money,
    /// Whether the amount is for the owner and the partners together. Otherwise it is the owner's.
    pub(crate) undivided: bool,
    /// `None` if the work package is not completed.
    pub(crate) completed_on: Option<NaiveDate>,
}

/// How much of the lump sums is the owner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LumpSumRule {
    /// The owner's proportion of undivided lump sums; `None` if there are none.
    pub(crate) terms: Option<Terms>,
    /// The maximum: the owner's share of the award.
    pub(crate) most: Money,
}

/// As work packages are completed: a lump sum counts in the year of completion (lump-sum grants: Model Grant
/// Agreement, article 6; a work package that is not completed is not paid). The result is the amount earned
/// by the end of the year, less the amount earned before it.
///
/// # Errors
/// [`MoneyError::Range`] when they leave the range of amounts.
pub(crate) fn work_packages(sums: &[LumpSum], rule: LumpSumRule, year: Days) -> Result<Money, MoneyError> {
    let before = year.first.pred_opt().map_or(Ok(Money::ZERO), |day| completed_by(sums, rule, day))?;
    completed_by(sums, rule, year.last)?.minus(before)
}

/// The owner's lump sums of the work packages that are completed by the end of a day, up to the maximum.
///
/// # Errors
/// [`MoneyError::Range`] when they leave the range of amounts.
pub(crate) fn completed_by(sums: &[LumpSum], rule: LumpSumRule, day: NaiveDate) -> Result<Money, MoneyError> {
    let completed = || sums.iter().filter(|sum| sum.completed_on.is_some_and(|on| on <= day));
    let own = Money::total(completed().filter(|sum| !sum.undivided).map(|sum| sum.amount))?;
    let undivided = Money::total(completed().filter(|sum| sum.undivided).map(|sum| sum.amount))?;
    let shared = rule.terms.map_or(Ok(Money::ZERO), |terms| own_part(undivided, terms))?;
    Ok(own.plus(shared)?.min(rule.most))
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

    fn sum(cents: i64, undivided: bool, completed_on: Option<u64>) -> LumpSum {
        LumpSum { amount: money(cents), undivided, completed_on: completed_on.map(day) }
    }

    fn rule(award: i64, own_share: i64) -> LumpSumRule {
        LumpSumRule { terms: Terms::of(Some(money(award)), Some(money(own_share))), most: money(own_share) }
    }

    fn year(first: u64, last: u64) -> Days {
        Days { first: day(first), last: day(last) }
    }

    #[test]
    fn a_lump_sum_counts_where_its_work_was_completed() {
        let sums = [sum(10, false, Some(5)), sum(20, false, Some(15)), sum(40, false, None)];
        let rule = rule(70, 70);
        assert_eq!(work_packages(&sums, rule, year(0, 9)), Ok(money(10)));
        assert_eq!(work_packages(&sums, rule, year(10, 15)), Ok(money(20)));
        assert_eq!(work_packages(&sums, rule, year(16, 99)), Ok(money(0)));
    }

    #[test]
    fn an_undivided_work_package_is_the_owners_in_the_proportion_of_the_own_share() {
        // A grant of 100 000 with an own share of 40 000, and three undivided work packages.
        let sums =
            [sum(3_333_333, true, Some(5)), sum(3_333_333, true, Some(15)), sum(3_333_334, true, Some(25))];
        let of = |first, last| work_packages(&sums, rule(10_000_000, 4_000_000), year(first, last));
        assert_eq!(
            [of(0, 9), of(10, 19), of(20, 29)],
            [Ok(money(1_333_333)), Ok(money(1_333_333)), Ok(money(1_333_334))]
        );
    }

    #[test]
    fn nothing_is_earned_beyond_the_own_share() {
        let sums = [sum(60, false, Some(5)), sum(60, false, Some(15))];
        let of = |first, last| work_packages(&sums, rule(100, 100), year(first, last));
        assert_eq!([of(0, 9), of(10, 19)], [Ok(money(60)), Ok(money(40))]);
    }

    proptest! {
        #[test]
        fn the_years_total_to_what_was_completed_up_to_the_own_share(
            sums in prop::collection::vec((0_i64..1_000_000_000, any::<bool>(), prop::option::of(0_u64..3_650)), 0..20),
            award in 1_i64..=20_000_000_000,
            share in 0_i64..=20_000_000_000,
        ) {
            let rule = rule(award, share % (award + 1));
            let sums: Vec<_> = sums.into_iter().map(|(cents, undivided, on)| sum(cents, undivided, on)).collect();
            let years = (0..10).map(|at| year(at * 365, at * 365 + 364));
            let total = Money::total(years.map(|year| work_packages(&sums, rule, year).expect("in range")));
            prop_assert_eq!(total, completed_by(&sums, rule, day(3_650)));
            prop_assert!(total.expect("in range") <= rule.most);
        }
    }
}

//! Personnel costs by day-equivalents (model grant agreement, Article 6.2.A.1).
//!
//! A full-time position has 215 day-equivalents a year. Days are rounded to the nearest half day; a value
//! in the middle is rounded up. The daily rate is the cost of the person in some months, divided by the
//! maximum days of the person in these months.

use entity::value::{Money, MoneyError, Percent};
use rust_decimal::Decimal;

use crate::finance::grant_rules::rounding;

/// The day-equivalents of a full-time position in a year.
const DAYS_A_YEAR: Decimal = Decimal::from_parts(215, 0, 0, false, 0);
const MONTHS_A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// The day-equivalents of months of employment with their working-time share, before rounding.
pub(super) fn exact_days(employment: impl IntoIterator<Item = (Decimal, Percent)>) -> Decimal {
    let months = employment.into_iter().map(|(months, working_time)| months * working_time.ratio());
    DAYS_A_YEAR * months.sum::<Decimal>() / MONTHS_A_YEAR
}

/// Days to the nearest half, with one decimal place.
pub(super) fn half_days(days: Decimal) -> Decimal {
    let halves = entity::value::round_half_up(days * Decimal::TWO, 0);
    let mut rounded = halves / Decimal::TWO;
    rounded.rescale(1);
    rounded
}

/// The cost of a day; zero if there are no days.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(super) fn daily_rate(costs: Money, maximum_days: Decimal) -> Result<Option<Money>, MoneyError> {
    costs.amount().checked_div(maximum_days).map(Money::round).transpose()
}

/// The eligible costs of a number of days: never more than the costs of the person.
///
/// # Errors
/// As [`daily_rate`].
pub(super) fn eligible(costs: Money, daily_rate: Money, days: Decimal) -> Result<Money, MoneyError> {
    Ok(rounding::granted(daily_rate.amount() * days, entity::value::Rounding::HalfUp)?.min(costs))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(months: i64, working_time: &str) -> Decimal {
        half_days(exact_days([(months.into(), working_time.parse().expect("a percentage"))]))
    }

    #[test]
    fn the_most_that_may_be_declared_is_in_proportion_to_the_employment() {
        for (months, working_time, most) in [
            (12, "100", "215.0"),
            (5, "50", "45.0"),
            (12, "50", "107.5"),
            (15, "100", "269.0"),
            (1, "0", "0.0"),
        ] {
            assert_eq!(days(months, working_time).to_string(), most, "{months} months at {working_time} %");
        }
        let halves = Percent::WHOLE;
        let changed =
            exact_days([(Decimal::from(6), halves), (Decimal::from(6), "50".parse().expect("half"))]);
        assert_eq!(changed.normalize().to_string(), "161.25");
    }

    #[test]
    fn days_are_declared_in_halves() {
        for (exact, declared) in
            [((1779, 2), "18.0"), ((1764, 2), "17.5"), ((1725, 2), "17.5"), ((0, 0), "0.0")]
        {
            assert_eq!(half_days(Decimal::new(exact.0, exact.1)).to_string(), declared);
        }
    }

    #[test]
    fn seventy_five_thousand_over_269_days_is_278_81_a_day() {
        let costs = Money::from_cents(7_500_000).expect("money");
        assert_eq!(daily_rate(costs, Decimal::from(269)), Money::from_cents(27_881).map(Some));
        assert_eq!(daily_rate(costs, Decimal::ZERO), Ok(None));
    }

    proptest! {
        #[test]
        fn nobody_is_paid_for_more_than_they_cost(
            cents in 0_i64..=100_000_000, months in 1_i64..=24, percent in 1_i64..=100, declared in 0_i64..=1000,
        ) {
            let costs = Money::from_cents(cents).expect("in range");
            let most = days(months, &percent.to_string());
            prop_assume!(!most.is_zero());
            let rate = daily_rate(costs, most).expect("in range").expect("a rate");
            let declared = half_days(Decimal::new(declared, 1)).min(most);
            prop_assert!(eligible(costs, rate, declared).expect("in range") <= costs);
        }

        #[test]
        fn a_half_day_is_within_a_quarter_of_the_exact_days(hundredths in 0_i64..=100_000) {
            let exact = Decimal::new(hundredths, 2);
            prop_assert!((half_days(exact) - exact).abs() <= Decimal::new(25, 2));
        }
    }
}

//! Percentages that total exactly one hundred.
//!
//! Separate rounding does not give this: three thirds round to 33 + 33 + 33 = 99. By *largest remainder*
//! (Hamilton's method) each share is rounded down. The missing units go, one each, to the shares that lost
//! most. Ties go to the larger amount, then to the class that is listed first.

use std::cmp::Reverse;

use entity::value::{Money, Places, round_half_up};
use rust_decimal::Decimal;

/// The number of decimal places of an exact ratio.
const RATIO_PLACES: Places = 12;

/// Why there are no shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Withheld {
    /// The total is zero or negative.
    TotalNotPositive,
    NegativeAmount,
}

/// The share of an amount in the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    /// The part of the total, to twelve decimal places.
    pub(crate) ratio: Decimal,
    /// The part in percent, with the requested decimal places.
    pub(crate) percent: Decimal,
}

/// The share of each amount. The amounts come with their keys, in any order.
pub(crate) fn shares<K: Ord>(
    amounts: &[(K, Money)],
    total: Money,
    decimals: Places,
) -> Result<Vec<Share>, Withheld> {
    if amounts.iter().any(|(_, amount)| *amount < Money::ZERO) {
        return Err(Withheld::NegativeAmount);
    }
    if total <= Money::ZERO {
        return Err(Withheld::TotalNotPositive);
    }
    let whole = 100 * 10_i128.pow(decimals);
    let total_cents = i128::from(total.cents());
    let scaled: Vec<_> = amounts.iter().map(|(_, amount)| i128::from(amount.cents()) * whole).collect();
    let mut units: Vec<_> = scaled.iter().map(|scaled| scaled / total_cents).collect();

    let mut by_loss: Vec<_> = (0..amounts.len()).collect();
    by_loss.sort_by_key(|index| {
        let (key, amount) = &amounts[*index];
        (Reverse(scaled[*index] % total_cents), Reverse(*amount), key)
    });
    let missing = whole - units.iter().sum::<i128>();
    for (index, _) in by_loss.into_iter().zip(0..missing) {
        units[index] += 1;
    }

    let share = |((_, amount), units): (&(K, Money), i128)| Share {
        ratio: round_half_up(amount.amount() / total.amount(), RATIO_PLACES),
        percent: Decimal::from_i128_with_scale(units, decimals),
    };
    Ok(amounts.iter().zip(units).map(share).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percents(cents: [i64; 3], decimals: Places) -> Result<Vec<String>, Withheld> {
        let amounts = [0, 1, 2].map(|key| (key, Money::from_cents(cents[key]).expect("in range")));
        let total = Money::total(amounts.map(|(_, amount)| amount)).expect("in range");
        Ok(shares(&amounts, total, decimals)?.iter().map(|share| share.percent.to_string()).collect())
    }

    fn shown(percents: [&str; 3]) -> Vec<String> {
        percents.map(str::to_owned).to_vec()
    }

    #[test]
    fn the_annual_report_of_2024() {
        assert_eq!(percents([26_600_000, 86_800_000, 26_600_000], 0), Ok(shown(["19", "62", "19"])));
        assert_eq!(percents([26_600_000, 86_800_000, 26_600_000], 2), Ok(shown(["19.00", "62.00", "19.00"])));
    }

    #[test]
    fn a_tie_goes_to_the_larger_amount_and_then_to_the_first_class() {
        assert_eq!(percents([1, 1, 1], 0), Ok(shown(["34", "33", "33"])));
        assert_eq!(percents([1, 1, 1], 2), Ok(shown(["33.34", "33.33", "33.33"])));
        // 12.5, 37.5 and 50: the halves tie, and the larger amount wins.
        assert_eq!(percents([1, 3, 4], 0), Ok(shown(["12", "38", "50"])));
        assert_eq!(percents([3, 1, 4], 0), Ok(shown(["38", "12", "50"])));
    }

    #[test]
    fn nothing_and_less_than_nothing_have_no_shares() {
        assert_eq!(percents([0, 0, 0], 0), Err(Withheld::TotalNotPositive));
        assert_eq!(percents([5, -1, 0], 0), Err(Withheld::NegativeAmount));
        assert_eq!(percents([-5, 1, 0], 0), Err(Withheld::NegativeAmount));
        assert_eq!(percents([0, 7, 0], 1), Ok(shown(["0.0", "100.0", "0.0"])));
    }

    proptest! {
        #[test]
        fn shares_total_one_hundred(
            cents in prop::array::uniform3(0_i64..=3_000_000_000_000),
            decimals in 0_u32..=4,
        ) {
            prop_assume!(cents.iter().sum::<i64>() > 0);
            let amounts = [0, 1, 2].map(|key| (key, Money::from_cents(cents[key]).expect("in range")));
            let total = Money::total(amounts.map(|(_, amount)| amount)).expect("in range");
            let shares = shares(&amounts, total, decimals).expect("shares");
            prop_assert_eq!(shares.iter().map(|share| share.percent).sum::<Decimal>(), Decimal::ONE_HUNDRED);
            for share in shares {
                prop_assert_eq!(share.percent.scale(), decimals);
                let unit = Decimal::new(1, decimals);
                let away = (share.percent - share.ratio * Decimal::ONE_HUNDRED).abs();
                prop_assert!(away <= unit, "a rounded share differs by a whole unit: {}", away);
            }
        }

        #[test]
        fn permuting_the_amounts_changes_no_share(
            cents in prop::array::uniform3(0_i64..50),
            decimals in 0_u32..=4,
            order in Just([0_usize, 1, 2]).prop_shuffle(),
        ) {
            prop_assume!(cents.iter().sum::<i64>() > 0);
            let amounts = [0, 1, 2].map(|key| (key, Money::from_cents(cents[key]).expect("in range")));
            let total = Money::total(amounts.map(|(_, amount)| amount)).expect("in range");
            let straight = shares(&amounts, total, decimals).expect("shares");
            let permuted = shares(&order.map(|index| amounts[index]), total, decimals).expect("shares");
            for (place, index) in order.into_iter().enumerate() {
                prop_assert_eq!(permuted[place], straight[index]);
            }
        }
    }
}

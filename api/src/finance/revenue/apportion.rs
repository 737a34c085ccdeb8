//! Splits an amount into slices that total to the cent.
//!
//! A slice is not rounded by itself. The running total *up to* a point is rounded, and a slice is the
//! difference of two such totals:
//!
//! ```text
//! slice(from, to) = R(whole x to / of) - R(whole x from / of)      R = half-up to cents
//! ```
//!
//! Neighbouring slices share a point. So a cent that rounding adds to one slice is missing in the next. All
//! slices together are `R(whole) - R(0)`: the whole.

use std::num::NonZeroU64;

use entity::value::{Money, MoneyError};
use rust_decimal::Decimal;

/// The running total of `whole` after `point` of `of` equal units.
fn handed_out(whole: Money, point: u64, of: NonZeroU64) -> Result<Money, MoneyError> {
    Money::round(exact(whole, point.min(of.get()), of))
}

/// The exact part of `whole` for `units` of `of` equal units, to 28 digits.
pub(crate) fn exact(whole: Money, units: u64, of: NonZeroU64) -> Decimal {
    whole.amount() * Decimal::from(units) / Decimal::from(of.get())
}

/// The slice of `whole` between two points of `of` equal units.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for a slice of an amount, but is returned by the arithmetic.
pub(crate) fn slice(whole: Money, from: u64, to: u64, of: NonZeroU64) -> Result<Money, MoneyError> {
    handed_out(whole, to, of)?.minus(handed_out(whole, from, of)?)
}

/// `whole` in proportion to `weights`, which total `of`: consecutive slices, in the order of the weights.
///
/// # Errors
/// As [`slice`].
pub(crate) fn parts<const N: usize>(
    whole: Money,
    weights: [u64; N],
    of: NonZeroU64,
) -> Result<[Money; N], MoneyError> {
    let mut point = 0;
    let mut parts = [Money::ZERO; N];
    for (part, weight) in parts.iter_mut().zip(weights) {
        *part = slice(whole, point, point + weight, of)?;
        point += weight;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn units(of: u64) -> NonZeroU64 {
        NonZeroU64::new(of).expect("some units")
    }

    #[test]
    fn thirty_thousand_over_792_days_is_cut_as_the_design_says() {
        let whole = money(3_000_000);
        let cut = |from, to| slice(whole, from, to, units(792)).expect("a slice").to_string();
        assert_eq!(cut(0, 92), "3484.85");
        assert_eq!(cut(92, 458), "13863.63");
        assert_eq!(cut(458, 792), "12651.52");
        assert_eq!(cut(0, 792), "30000.00");
    }

    #[test]
    fn a_cent_is_not_cut() {
        let thirds = parts(money(1), [1, 1, 1], units(3)).expect("parts");
        assert_eq!(thirds, [money(0), money(1), money(0)]);
    }

    proptest! {
        #[test]
        fn slices_total_to_the_whole(
            cents in -10_000_000_000_000_i64..=10_000_000_000_000,
            of in 1_u64..3_000_000,
            cuts in prop::collection::vec(0_u64..3_000_000, 0..20),
        ) {
            let mut points: Vec<u64> = cuts.into_iter().map(|cut| cut % (of + 1)).collect();
            points.extend([0, of]);
            points.sort_unstable();
            let slices = points.windows(2).map(|pair| slice(money(cents), pair[0], pair[1], units(of)));
            let total = Money::total(slices.collect::<Result<Vec<_>, _>>().expect("slices"));
            prop_assert_eq!(total, Ok(money(cents)));
        }

        #[test]
        fn a_slice_is_within_a_cent_of_its_exact_part(
            cents in -10_000_000_000_000_i64..=10_000_000_000_000,
            of in 1_u64..3_000_000,
            (from, to) in (0_u64..3_000_000, 0_u64..3_000_000),
        ) {
            let (from, to) = ((from % (of + 1)).min(to % (of + 1)), (from % (of + 1)).max(to % (of + 1)));
            let rounded = slice(money(cents), from, to, units(of)).expect("a slice").amount();
            let difference = (rounded - exact(money(cents), to - from, units(of))).abs();
            prop_assert!(difference <= Decimal::new(1, 2), "{}", difference);
        }

        #[test]
        fn a_reversal_cancels_its_entry_part_by_part(
            cents in 0_i64..=10_000_000_000_000,
            european in 0_u64..=1_000_000,
        ) {
            let weights = [european, 1_000_000 - european];
            let entry = parts(money(cents), weights, units(1_000_000)).expect("parts");
            let reversal = parts(money(-cents), weights, units(1_000_000)).expect("parts");
            for (one, other) in entry.into_iter().zip(reversal) {
                prop_assert_eq!(one.plus(other), Ok(Money::ZERO));
            }
        }
    }
}

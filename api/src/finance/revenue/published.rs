//! Whether a computed figure rounds to a published one.

use entity::value::Money;
use rust_decimal::Decimal;

/// Whether `exact`, rounded half away from zero to units of `precision`, is `published`.
///
/// "1,4 million" is a published 1 400 000 at a precision of 100 000. It agrees with each total from
/// 1 350 000 up to but not including 1 450 000.
pub(crate) fn total_agrees(published: Money, precision: Money, exact: Money) -> bool {
    agrees(published.amount(), precision.amount(), exact.amount(), Decimal::ONE)
}

/// Whether `amount` as a share of the positive `total` rounds to `published` percent. `precision` is in
/// percentage points. "19 %" agrees with each share from 18.5 up to but not including 19.5.
pub(crate) fn share_agrees(published: Decimal, precision: Decimal, amount: Money, total: Money) -> bool {
    agrees(published, precision, amount.amount() * Decimal::ONE_HUNDRED, total.amount())
}

/// Compares the fraction `numerator / denominator` with the interval of `published`. The denominator is
/// positive. The comparison multiplies by it, so that nothing is rounded.
fn agrees(published: Decimal, precision: Decimal, numerator: Decimal, denominator: Decimal) -> bool {
    let half = precision / Decimal::TWO;
    let low = (published - half) * denominator;
    let high = (published + half) * denominator;
    if published.is_sign_negative() && !published.is_zero() {
        low < numerator && numerator <= high
    } else {
        low <= numerator && numerator < high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(written: &str) -> Money {
        written.parse().expect("an amount")
    }

    #[test]
    fn one_comma_four_million_is_a_range() {
        let agrees = |exact| total_agrees(money("1400000.00"), money("100000.00"), money(exact));
        for exact in ["1350000.00", "1400000.00", "1449999.99"] {
            assert!(agrees(exact), "{exact}");
        }
        for exact in ["1349999.99", "1450000.00", "-1400000.00"] {
            assert!(!agrees(exact), "{exact}");
        }
    }

    #[test]
    fn nineteen_percent_is_a_range() {
        let agrees = |amount| share_agrees(Decimal::from(19), Decimal::ONE, money(amount), money("1000.00"));
        for amount in ["185.00", "190.00", "194.99"] {
            assert!(agrees(amount), "{amount}");
        }
        for amount in ["184.99", "195.00"] {
            assert!(!agrees(amount), "{amount}");
        }
    }

    #[test]
    fn a_published_loss_is_the_mirror_image() {
        let agrees = |exact| total_agrees(money("-1400000.00"), money("100000.00"), money(exact));
        for exact in ["-1350000.00", "-1400000.00", "-1449999.99"] {
            assert!(agrees(exact), "{exact}");
        }
        for exact in ["-1349999.99", "-1450000.00", "1400000.00"] {
            assert!(!agrees(exact), "{exact}");
        }
    }
}

//! How computed amounts of a grant are rounded to cents: by the rule of its call.

use entity::value::{Money, MoneyError, Percent, Rounding};
use rust_decimal::{Decimal, RoundingStrategy};

/// A computed amount that is granted.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(crate) fn granted(exact: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
    match rounding {
        Rounding::HalfUp => Money::round(exact),
        Rounding::Down => Money::round(exact.round_dp_with_strategy(2, RoundingStrategy::ToZero)),
    }
}

/// A computed amount that is deducted from a grant. If grants are rounded down, deductions are rounded up,
/// because the rule applies to the remaining grant.
///
/// # Errors
/// As [`granted`].
pub(crate) fn deducted(exact: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
    match rounding {
        Rounding::HalfUp => Money::round(exact),
        Rounding::Down => Money::round(exact.round_dp_with_strategy(2, RoundingStrategy::AwayFromZero)),
    }
}

/// A share of an amount, granted.
///
/// # Errors
/// As [`granted`].
pub(crate) fn share(whole: Money, rate: Percent, rounding: Rounding) -> Result<Money, MoneyError> {
    granted(whole.amount() * rate.ratio(), rounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn down_favours_the_funder_whether_it_grants_or_deducts() {
        let exact = Decimal::new(10_015, 3);
        let cents = |money: Result<Money, MoneyError>| money.map(Money::cents);
        assert_eq!(cents(granted(exact, Rounding::HalfUp)), Ok(1002));
        assert_eq!(cents(granted(exact, Rounding::Down)), Ok(1001));
        assert_eq!(cents(deducted(Decimal::new(10_011, 3), Rounding::Down)), Ok(1002));
        assert_eq!(cents(deducted(Decimal::new(10_011, 3), Rounding::HalfUp)), Ok(1001));
    }
}

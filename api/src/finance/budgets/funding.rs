//! The funding of costs: a rate for each cost, up to a maximum for all.

use entity::value::{Money, MoneyError, Percent, Rounding};
use rust_decimal::{Decimal, RoundingStrategy};

/// A computed amount in whole cents, by the rule of the call.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(super) fn rounded(exact: Decimal, rule: Rounding) -> Result<Money, MoneyError> {
    match rule {
        Rounding::HalfUp => Money::round(exact),
        Rounding::Down => Money::round(exact.round_dp_with_strategy(2, RoundingStrategy::ToZero)),
    }
}

/// The funding of each cost, if its rate is known.
///
/// The running total is rounded, so the parts total to the share of the whole. No part is more than its
/// cost.
///
/// # Errors
/// [`MoneyError::Range`] when the total leaves the range of amounts.
pub(super) fn funded(
    costs: impl IntoIterator<Item = (Money, Option<Percent>)>,
    rule: Rounding,
) -> Result<Vec<Option<Money>>, MoneyError> {
    let (mut exact, mut before) = (Decimal::ZERO, Money::ZERO);
    let mut parts = Vec::new();
    for (cost, rate) in costs {
        let Some(rate) = rate else {
            parts.push(None);
            continue;
        };
        exact += cost.amount() * rate.ratio();
        let after = rounded(exact, rule)?;
        parts.push(Some(after.minus(before)?));
        before = after;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn computed_amounts_are_rounded_as_the_call_says() {
        let exact = Decimal::new(10_005, 3);
        assert_eq!(rounded(exact, Rounding::HalfUp).map(|money| money.to_string()), Ok("10.01".to_owned()));
        assert_eq!(rounded(exact, Rounding::Down).map(|money| money.to_string()), Ok("10.00".to_owned()));
    }

    proptest! {
        #[test]
        fn the_parts_total_to_the_share_of_the_whole_and_none_is_more_than_its_cost(
            cents in prop::collection::vec(0_i64..1_000_000_000, 0..40),
            rate in 0_i64..=100,
            down in any::<bool>(),
        ) {
            let rate: Percent = rate.to_string().parse().expect("a rate");
            let rule = if down { Rounding::Down } else { Rounding::HalfUp };
            let costs: Vec<_> = cents.into_iter().map(|cents| Money::from_cents(cents).expect("an amount")).collect();
            let parts = funded(costs.iter().map(|cost| (*cost, Some(rate))), rule).expect("parts");
            let whole = Money::total(costs.iter().copied()).expect("a total").amount() * rate.ratio();
            prop_assert_eq!(Money::total(parts.iter().flatten().copied()), rounded(whole, rule));
            prop_assert!(parts.iter().flatten().zip(&costs).all(|(part, cost)| Money::ZERO <= *part && part <= cost));
        }
    }
}

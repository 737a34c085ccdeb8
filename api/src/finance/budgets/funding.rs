//! The funding of costs: a rate for each cost, up to a maximum for all.

use std::collections::HashMap;

use entity::value::{Money, MoneyError, Percent, Rounding, RoundingScope};
use rust_decimal::Decimal;

use super::cell::Statement;
use crate::finance::grant_rules::rounding::granted;

/// The funding of each cost, if its rate is known. Each cost comes with its statement.
///
/// The running total of each statement, or of all costs, is rounded. So the parts total to the share of the
/// statement or of the whole. No part is more than its cost.
///
/// # Errors
/// [`MoneyError::Range`] when the total leaves the range of amounts.
pub(super) fn funded(
    costs: impl IntoIterator<Item = (Statement, Money, Option<Percent>)>,
    rule: Rounding,
    scope: RoundingScope,
) -> Result<Vec<Option<Money>>, MoneyError> {
    let mut running: HashMap<Option<Statement>, (Decimal, Money)> = HashMap::new();
    let mut parts = Vec::new();
    for (statement, cost, rate) in costs {
        let Some(rate) = rate else {
            parts.push(None);
            continue;
        };
        let together = (scope == RoundingScope::PerStatement).then_some(statement);
        let (exact, before) = running.entry(together).or_default();
        *exact += cost.amount() * rate.ratio();
        let after = granted(*exact, rule)?;
        parts.push(Some(after.minus(*before)?));
        *before = after;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_statement_is_rounded_by_itself_or_all_together() {
        // 80 % of 10.03 are 8.024: twice 8.02, or 16.05 of both together.
        let cost: Money = "10.03".parse().expect("an amount");
        let rate: Percent = "80".parse().expect("a rate");
        let costs = [1, 2].map(|period| ((None, Some(period)), cost, Some(rate)));
        let parts = |scope| {
            let parts = funded(costs, Rounding::HalfUp, scope).expect("parts").into_iter().flatten();
            parts.map(|part| part.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(parts(RoundingScope::PerStatement), ["8.02", "8.02"]);
        assert_eq!(parts(RoundingScope::Cumulative), ["8.02", "8.03"]);
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
            let amount = |cents| Money::from_cents(cents).expect("an amount");
            let costs: Vec<_> = cents.into_iter().map(amount).collect();
            let rated = costs.iter().map(|cost| ((None, None), *cost, Some(rate)));
            let parts = funded(rated, rule, RoundingScope::PerStatement).expect("parts");
            let whole = Money::total(costs.iter().copied()).expect("a total").amount() * rate.ratio();
            prop_assert_eq!(Money::total(parts.iter().flatten().copied()), granted(whole, rule));
            prop_assert!(parts.iter().flatten().zip(&costs).all(|(part, cost)| Money::ZERO <= *part && part <= cost));
        }
    }
}

use entity::value::{Money, MoneyError, Percent, Rounding};

use super::Flow;

/// The share of costs that a line pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CostRule {
    /// The funding rate of the eligible costs.
    pub(crate) rate: Percent,
    /// The maximum: the owner's share of the award.
    pub(crate) most: Money,
    /// How a computed amount is rounded to cents.
    pub(crate) rounding: Rounding,
}

/// As eligible costs are incurred: costs times the funding rate, up to the maximum (Annotated Grant
/// Agreement, articles 5.2 and 5.3). The result is the amount earned by the end of the year, less the
/// amount earned before it. In the year in which the award is used up, costs count only up to the award.
///
/// # Errors
/// [`MoneyError::Range`] when the costs leave the range of amounts.
pub(crate) fn costs(eligible: Flow, rule: CostRule) -> Result<Money, MoneyError> {
    let by_the_end = eligible.before.plus(eligible.counted)?;
    earned(by_the_end, rule)?.minus(earned(eligible.before, rule)?)
}

fn earned(eligible: Money, CostRule { rate, most, rounding }: CostRule) -> Result<Money, MoneyError> {
    let exactly = eligible.amount() * rate.ratio();
    let paid = match rounding {
        Rounding::HalfUp => Money::round(exactly)?,
        // Toward zero, so that a correction cancels the amount that it corrects.
        Rounding::Down => Money::round(exactly.trunc_with_scale(2))?,
    };
    Ok(paid.min(most))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn rule(rate: &str, most: i64, rounding: Rounding) -> CostRule {
        CostRule { rate: rate.parse().expect("a rate"), most: money(most), rounding }
    }

    fn of(before: i64, counted: i64, rule: CostRule) -> i64 {
        costs(Flow { before: money(before), counted: money(counted) }, rule).expect("in range").cents()
    }

    #[test]
    fn costs_count_at_their_rate_until_the_award_is_spent() {
        let rule = rule("80", 10_000, Rounding::HalfUp);
        assert_eq!(
            [of(0, 5_000, rule), of(5_000, 5_000, rule), of(10_000, 10_000, rule), of(20_000, 1, rule)],
            [4_000, 4_000, 2_000, 0]
        );
    }

    #[test]
    fn the_call_says_how_a_cent_is_rounded() {
        assert_eq!(of(0, 105, rule("70", 10_000, Rounding::HalfUp)), 74);
        assert_eq!(of(0, 105, rule("70", 10_000, Rounding::Down)), 73);
        assert_eq!(
            of(105, -105, rule("70", 10_000, Rounding::Down)),
            -73,
            "a correction cancels the amount that it corrects"
        );
    }

    proptest! {
        #[test]
        fn the_years_total_to_what_the_costs_earn(
            parts in 0_i64..=100,
            most in 0_i64..1_000_000_000,
            down in any::<bool>(),
            years in prop::collection::vec(0_i64..1_000_000_000, 0..12),
        ) {
            let rounding = if down { Rounding::Down } else { Rounding::HalfUp };
            let rule = rule(&parts.to_string(), most, rounding);
            let (mut before, mut total) = (0, 0);
            for counted in &years {
                let year = of(before, *counted, rule);
                prop_assert!(year >= 0);
                total += year;
                before += counted;
            }
            prop_assert_eq!(money(total), earned(money(before), rule).expect("in range"));
            prop_assert!(total <= most);
        }
    }
}

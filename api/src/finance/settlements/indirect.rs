//! Indirect costs as a share of their base (model grant agreement, Article 6.2.E; Regulation (EU)
//! 2021/1060, Article 54).

use entity::value::{CurrencyCode, IndirectBase, Money, MoneyError, Percent, Rounding};
use openapi::finance::settlements::{CalculatedIndirectCosts, DirectCosts};

use super::rounding::share;

/// The rule of indirect costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndirectRule {
    pub(super) rate: Percent,
    pub(super) base: IndirectBase,
    pub(super) rounding: Rounding,
    pub(super) currency: CurrencyCode,
}

/// The direct costs in a base. Exempt costs are in no base.
fn eligible_costs(costs: &DirectCosts, base: IndirectBase) -> Vec<Money> {
    let DirectCosts {
        personnel,
        volunteers,
        subcontracting,
        purchases,
        financial_support,
        other,
        exempted: _,
    } = *costs;
    match base {
        IndirectBase::DirectCosts => {
            vec![personnel, volunteers, subcontracting, purchases, financial_support, other]
        }
        IndirectBase::DirectCostsWithoutVolunteers => {
            vec![personnel, subcontracting, purchases, financial_support, other]
        }
        // The model grant agreement leaves volunteers out of this base too.
        IndirectBase::DirectCostsWithoutSubcontracting => vec![personnel, purchases, other],
        IndirectBase::StaffCosts => vec![personnel],
    }
}

fn all(costs: &DirectCosts) -> [Money; 7] {
    let DirectCosts { personnel, volunteers, subcontracting, purchases, financial_support, other, exempted } =
        *costs;
    [personnel, volunteers, subcontracting, purchases, financial_support, other, exempted]
}

pub(super) fn indirect_costs(
    costs: &DirectCosts,
    rule: IndirectRule,
) -> Result<CalculatedIndirectCosts, MoneyError> {
    let IndirectRule { rate, base, rounding, currency } = rule;
    let direct_costs = Money::total(all(costs))?;
    let base_amount = Money::total(eligible_costs(costs, base))?;
    let indirect_costs = share(base_amount, rate, rounding)?;
    Ok(CalculatedIndirectCosts {
        currency,
        rate,
        base,
        rounding,
        direct_costs,
        excluded: direct_costs.minus(base_amount)?,
        base_amount,
        indirect_costs,
        total_costs: direct_costs.plus(indirect_costs)?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::VariantArray;

    use super::*;

    fn money(units: i64) -> Money {
        Money::from_cents(units * 100).expect("money")
    }

    fn rule(rate: &str, base: IndirectBase) -> IndirectRule {
        let (rate, currency) = (rate.parse().expect("a rate"), CurrencyCode::default());
        IndirectRule { rate, base, rounding: Rounding::HalfUp, currency }
    }

    fn costs() -> DirectCosts {
        DirectCosts {
            personnel: money(100_000),
            volunteers: money(3_000),
            subcontracting: money(20_000),
            purchases: money(10_000),
            exempted: money(500),
            ..DirectCosts::default()
        }
    }

    #[test]
    fn each_base_leaves_out_what_it_says() {
        let of = |rate, base| {
            let told = indirect_costs(&costs(), rule(rate, base)).expect("in range");
            (told.base_amount, told.indirect_costs)
        };
        assert_eq!(of("7", IndirectBase::DirectCosts), (money(133_000), money(9_310)));
        assert_eq!(of("7", IndirectBase::DirectCostsWithoutVolunteers), (money(130_000), money(9_100)));
        assert_eq!(of("25", IndirectBase::DirectCostsWithoutSubcontracting), (money(110_000), money(27_500)));
        assert_eq!(of("15", IndirectBase::StaffCosts), (money(100_000), money(15_000)));
        assert_eq!(of("40", IndirectBase::StaffCosts), (money(100_000), money(40_000)));
    }

    #[test]
    fn a_quarter_without_subcontracting_is_27_500_of_110_000_in_the_annotated_agreement() {
        let without = DirectCosts { volunteers: Money::ZERO, exempted: Money::ZERO, ..costs() };
        let told = indirect_costs(&without, rule("25", IndirectBase::DirectCostsWithoutSubcontracting));
        let told = told.expect("in range");
        assert_eq!(
            (told.excluded, told.indirect_costs, told.total_costs),
            (money(20_000), money(27_500), money(157_500))
        );
    }

    proptest! {
        #[test]
        fn indirect_costs_stay_below_the_direct_ones_and_all_totals_agree(
            cents in prop::array::uniform7(0_i64..=100_000_000_000), ppm in 0_i64..=100, index in 0_usize..4,
        ) {
            let [personnel, volunteers, subcontracting, purchases, financial_support, other, exempted] =
                cents.map(|cents| Money::from_cents(cents).expect("in range"));
            let costs = DirectCosts { personnel, volunteers, subcontracting, purchases, financial_support, other, exempted };
            let told = indirect_costs(&costs, rule(&ppm.to_string(), IndirectBase::VARIANTS[index])).expect("in range");
            prop_assert!(told.indirect_costs <= told.direct_costs);
            prop_assert_eq!(told.base_amount.plus(told.excluded), Ok(told.direct_costs));
            prop_assert_eq!(told.direct_costs.plus(told.indirect_costs), Ok(told.total_costs));
        }
    }
}

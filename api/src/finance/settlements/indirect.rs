//! Indirect costs as a share of their base (Model Grant Agreement, Article 6.2.E; Regulation (EU)
//! 2021/1060, Article 54).

use entity::value::{CostCategory, CurrencyCode, IndirectBase, Money, MoneyError, Percent, Rounding};
use openapi::finance::settlements::{CalculatedIndirectCosts, DirectCosts};

use crate::finance::grant_rules::bases::Base;
use crate::finance::grant_rules::rounding::share;

/// The rule of indirect costs.
#[derive(Clone, Debug)]
pub(super) struct IndirectRule {
    pub(super) rate: Percent,
    pub(super) base: IndirectBase,
    pub(super) excludes: Vec<CostCategory>,
    pub(super) rounding: Rounding,
    pub(super) currency: CurrencyCode,
}

/// The direct costs, each amount with its categories. Costs that the agreement exempts have none.
fn by_categories(costs: &DirectCosts) -> [(&'static [CostCategory], Money); 8] {
    use CostCategory as C;
    let DirectCosts {
        personnel,
        volunteers,
        subcontracting,
        purchases,
        financial_support,
        internal_invoices,
        other,
        exempted,
    } = *costs;
    [
        (&[C::Employees, C::DirectContracts, C::Seconded, C::Owners], personnel),
        (&[C::Volunteers], volunteers),
        (&[C::Subcontracting], subcontracting),
        (&[C::Travel, C::PurchasedEquipment, C::OtherGoods], purchases),
        (&[C::ThirdParties], financial_support),
        (&[C::InternalInvoices], internal_invoices),
        (&[C::Specific], other),
        (&[], exempted),
    ]
}

pub(super) fn indirect_costs(
    costs: &DirectCosts,
    rule: IndirectRule,
) -> Result<CalculatedIndirectCosts, MoneyError> {
    let IndirectRule { rate, base, excludes, rounding, currency } = rule;
    let all = by_categories(costs);
    let of_base = Base::new(base, Some(&excludes));
    let counts = |categories: &[CostCategory]| categories.iter().any(|one| of_base.counts(*one));
    let direct_costs = Money::total(all.iter().map(|(_, amount)| *amount))?;
    let counted = all.iter().filter(|(categories, _)| counts(categories));
    let base_amount = Money::total(counted.map(|(_, amount)| *amount))?;
    let indirect_costs = share(base_amount, rate, rounding)?;
    Ok(CalculatedIndirectCosts {
        currency,
        rate,
        base,
        excludes,
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
    use crate::finance::grant_rules::bases::usual_excludes;

    fn money(units: i64) -> Money {
        Money::from_cents(units * 100).expect("money")
    }

    fn rule(rate: &str, base: IndirectBase) -> IndirectRule {
        let (rate, currency) = (rate.parse().expect("a rate"), CurrencyCode::default());
        let excludes = usual_excludes(base).to_vec();
        IndirectRule { rate, base, excludes, rounding: Rounding::HalfUp, currency }
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

    #[test]
    fn volunteers_and_internal_invoices_are_outside_a_quarter() {
        let (volunteers, internal_invoices) = (money(500), money(500));
        let costs = DirectCosts { volunteers, internal_invoices, ..DirectCosts::default() };
        let computed = indirect_costs(&costs, rule("25", IndirectBase::DirectCostsWithoutSubcontracting));
        assert_eq!(computed.expect("in range").indirect_costs, Money::ZERO);
        let seven = indirect_costs(&costs, rule("7", IndirectBase::DirectCostsWithoutVolunteers));
        assert_eq!(seven.expect("in range").indirect_costs, money(35));
    }

    #[test]
    fn a_member_is_left_out_with_all_its_categories() {
        use CostCategory as C;
        let of = |excludes: &[C]| {
            let rule = IndirectRule { excludes: excludes.to_vec(), ..rule("7", IndirectBase::DirectCosts) };
            indirect_costs(&costs(), rule).expect("in range").base_amount
        };
        assert_eq!(of(&[C::Travel]), money(133_000));
        assert_eq!(of(&[C::Travel, C::PurchasedEquipment, C::OtherGoods]), money(123_000));
    }

    proptest! {
        #[test]
        fn indirect_costs_stay_below_the_direct_ones_and_all_totals_agree(
            cents in prop::array::uniform8(0_i64..=100_000_000_000), ppm in 0_i64..=100, index in 0_usize..4,
        ) {
            let amounts = cents.map(|cents| Money::from_cents(cents).expect("in range"));
            let [personnel, volunteers, subcontracting, purchases, ..] = amounts;
            let [.., financial_support, internal_invoices, other, exempted] = amounts;
            let costs = DirectCosts {
                personnel, volunteers, subcontracting, purchases,
                financial_support, internal_invoices, other, exempted,
            };
            let told = indirect_costs(&costs, rule(&ppm.to_string(), IndirectBase::VARIANTS[index])).expect("in range");
            prop_assert!(told.indirect_costs <= told.direct_costs);
            prop_assert_eq!(told.base_amount.plus(told.excluded), Ok(told.direct_costs));
            prop_assert_eq!(told.direct_costs.plus(told.indirect_costs), Ok(told.total_costs));
        }
    }
}

//! Indirect costs by the rule of the call: a rate of a base, for each partner to the cent.
//!
//! In most programmes, the Model Grant Agreement (article 6.2.E) has 7 % of the direct costs without
//! volunteers. In Horizon Europe it has 25 % without subcontracting and financial support to third parties.
//! The Interreg Regulation (EU) 2021/1059 (articles 40 and 41) and Regulation (EU) 2021/1060 (articles 54
//! to 56) have 15 % or 40 % of staff costs.

use entity::value::{CostCategory, IndirectBase, Money, MoneyError, ParticipationId, Percent, Rounding};
use rust_decimal::Decimal;

use super::cell::{Cell, INDIRECT};
use super::funding::rounded;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) rate: Percent,
    pub(super) base: IndirectBase,
    pub(super) rounding: Rounding,
}

/// A cost: its cell, its own funding rate if it has one, and its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) cell: Cell,
    pub(super) funding_rate: Option<Percent>,
    pub(super) amount: Money,
}

fn counts(base: IndirectBase, category: CostCategory) -> bool {
    use CostCategory as C;
    let direct = !INDIRECT.contains(&category) && category != C::LumpSum;
    match base {
        IndirectBase::DirectCosts => direct,
        IndirectBase::DirectCostsWithoutVolunteers => direct && category != C::Volunteers,
        IndirectBase::DirectCostsWithoutSubcontracting => {
            direct && !matches!(category, C::Subcontracting | C::ThirdParties)
        }
        // Volunteers are not staff: their value is not paid.
        IndirectBase::StaffCosts => {
            matches!(category, C::Employees | C::DirectContracts | C::Seconded | C::Owners | C::Staff)
        }
    }
}

/// The category of the computed indirect costs: Interreg has its own.
fn category(costs: &[Cost]) -> CostCategory {
    use CostCategory as C;
    let interreg =
        [C::Staff, C::TravelAndAccommodation, C::ExternalExpertise, C::Equipment, C::InfrastructureAndWorks];
    if costs.iter().any(|cost| interreg.contains(&cost.cell.category)) {
        C::OfficeAndAdministration
    } else {
        C::Indirect
    }
}

/// The indirect costs of direct costs, for each partner, work package, period and funding rate.
///
/// The running total of each partner is rounded. So the parts of a partner total to the share of all its
/// costs.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn indirect(rule: Rule, costs: &[Cost]) -> Result<Vec<Cost>, MoneyError> {
    let category = category(costs);
    let mut bases: Vec<Cost> = Vec::new();
    for cost in costs.iter().filter(|cost| counts(rule.base, cost.cell.category)) {
        let cell = Cell { category, ..cost.cell };
        match bases.iter_mut().find(|base| base.cell == cell && base.funding_rate == cost.funding_rate) {
            Some(base) => base.amount = base.amount.plus(cost.amount)?,
            None => bases.push(Cost { cell, ..*cost }),
        }
    }
    bases.sort_by_key(|base| base.cell);
    let mut running: (Option<ParticipationId>, Decimal, Money) = (None, Decimal::ZERO, Money::ZERO);
    let mut parts = Vec::new();
    for base in bases {
        let (exact, before) = match running {
            (partner, exact, handed_out) if partner == base.cell.partner => (exact, handed_out),
            _ => (Decimal::ZERO, Money::ZERO),
        };
        let exact = exact + base.amount.amount() * rule.rate.ratio();
        let after = rounded(exact, rule.rounding)?;
        running = (base.cell.partner, exact, after);
        let amount = after.minus(before)?;
        if amount != Money::ZERO {
            parts.push(Cost { amount, ..base });
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::VariantArray;

    use super::*;

    fn cost(category: CostCategory, period: i32, cents: i64) -> Cost {
        let cell = Cell { partner: None, category, work_package: None, period: Some(period) };
        Cost { cell, funding_rate: None, amount: Money::from_cents(cents).expect("an amount") }
    }

    fn rule(rate: &str, base: IndirectBase, rounding: Rounding) -> Rule {
        Rule { rate: rate.parse().expect("a rate"), base, rounding }
    }

    fn total(parts: &[Cost]) -> String {
        Money::total(parts.iter().map(|part| part.amount)).expect("a total").to_string()
    }

    #[test]
    fn each_base_leaves_out_what_it_says() {
        use CostCategory as C;
        let costs = [
            cost(C::Employees, 1, 100_000),
            cost(C::Volunteers, 1, 10_000),
            cost(C::Subcontracting, 1, 20_000),
            cost(C::Travel, 1, 4_000),
            cost(C::ThirdParties, 1, 2_000),
        ];
        for (rate, base, expected) in [
            ("7", IndirectBase::DirectCosts, "95.20"),
            ("7", IndirectBase::DirectCostsWithoutVolunteers, "88.20"),
            ("25", IndirectBase::DirectCostsWithoutSubcontracting, "285.00"),
            ("15", IndirectBase::StaffCosts, "150.00"),
        ] {
            let parts = indirect(rule(rate, base, Rounding::HalfUp), &costs).expect("parts");
            assert_eq!(total(&parts), expected, "{base}");
            assert!(parts.iter().all(|part| part.cell.category == C::Indirect));
        }
    }

    #[test]
    fn interreg_has_a_category_of_its_own_and_rounds_down() {
        let costs = [cost(CostCategory::Staff, 1, 33_333), cost(CostCategory::Equipment, 1, 50_000)];
        let parts = indirect(rule("15", IndirectBase::StaffCosts, Rounding::Down), &costs).expect("parts");
        assert_eq!(
            (total(&parts).as_str(), parts[0].cell.category),
            ("49.99", CostCategory::OfficeAndAdministration)
        );
    }

    proptest! {
        #[test]
        fn the_parts_total_to_the_share_of_the_whole(
            cents in prop::collection::vec((0_usize..20, 1_i32..4, 0_i64..100_000_000), 0..30),
            rate in 0_i64..=1_000_000,
            down in any::<bool>(),
        ) {
            let costs: Vec<_> = cents.into_iter().map(|(index, period, cents)| cost(CostCategory::VARIANTS[index], period, cents)).collect();
            let rate = Decimal::new(rate, 4).normalize().to_string();
            let rounding = if down { Rounding::Down } else { Rounding::HalfUp };
            let rule = rule(&rate, IndirectBase::DirectCosts, rounding);
            let counted = costs.iter().filter(|cost| counts(rule.base, cost.cell.category)).map(|cost| cost.amount);
            let whole = Money::total(counted).expect("a total").amount() * rule.rate.ratio();
            let parts = indirect(rule, &costs).expect("parts");
            prop_assert_eq!(Money::total(parts.iter().map(|part| part.amount)), rounded(whole, rounding));
            prop_assert!(parts.iter().all(|part| part.amount > Money::ZERO));
        }
    }
}

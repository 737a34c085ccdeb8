//! Indirect costs and flat rates by the rules of the call: a rate of a base, to the cent for each partner, or
//! for each statement of a partner.

use entity::value::{CostCategory, Money, MoneyError, Percent, Rounding, RoundingScope};
use rust_decimal::Decimal;

use super::cell::{Cell, Statement};
use crate::finance::grant_rules::bases::Base;
use crate::finance::grant_rules::rounding::granted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// The category of the computed costs. If empty, the category of indirect costs.
    pub(super) category: Option<CostCategory>,
    pub(super) rate: Percent,
    pub(super) base: Base,
    pub(super) rounding: Rounding,
    pub(super) scope: RoundingScope,
}

/// A cost: its cell, its own funding rate if it has one, and its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) cell: Cell,
    pub(super) funding_rate: Option<Percent>,
    pub(super) amount: Money,
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

/// All costs that the rules compute, in the order of the rules. A rule can apply to costs that an earlier
/// rule computes.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn computed(rules: &[Rule], costs: &[Cost]) -> Result<Vec<Cost>, MoneyError> {
    let mut all = costs.to_vec();
    for rule in rules {
        let parts = indirect(rule, &all)?;
        all.extend(parts);
    }
    Ok(all.split_off(costs.len()))
}

/// The indirect costs of direct costs, for each partner, work package, period and funding rate.
///
/// The running total of each partner, or of each of its statements, is rounded. So the parts of a partner or
/// statement total to the share of all its costs.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
fn indirect(rule: &Rule, costs: &[Cost]) -> Result<Vec<Cost>, MoneyError> {
    let category = rule.category.unwrap_or_else(|| category(costs));
    let mut bases: Vec<Cost> = Vec::new();
    for cost in costs.iter().filter(|cost| rule.base.counts(cost.cell.category)) {
        let cell = Cell { category, ..cost.cell };
        match bases.iter_mut().find(|base| base.cell == cell && base.funding_rate == cost.funding_rate) {
            Some(base) => base.amount = base.amount.plus(cost.amount)?,
            None => bases.push(Cost { cell, ..*cost }),
        }
    }
    bases.sort_by_key(|base| (rounded_together(rule.scope, base.cell), base.cell));
    let mut running: (Option<Statement>, Decimal, Money) = (None, Decimal::ZERO, Money::ZERO);
    let mut parts = Vec::new();
    for base in bases {
        let together = Some(rounded_together(rule.scope, base.cell));
        let (exact, before) = match running {
            (last, exact, handed_out) if last == together => (exact, handed_out),
            _ => (Decimal::ZERO, Money::ZERO),
        };
        let exact = exact + base.amount.amount() * rule.rate.ratio();
        let after = granted(exact, rule.rounding)?;
        running = (together, exact, after);
        let amount = after.minus(before)?;
        if amount != Money::ZERO {
            parts.push(Cost { amount, ..base });
        }
    }
    Ok(parts)
}

/// The costs whose indirect costs are rounded as one amount: those of a statement, or of a partner.
fn rounded_together(scope: RoundingScope, cell: Cell) -> Statement {
    match scope {
        RoundingScope::PerStatement => cell.statement(),
        RoundingScope::Cumulative => (cell.partner, None),
    }
}

/// Costs that a rule computes, with their base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ComputedCosts {
    pub(crate) category: CostCategory,
    pub(crate) rate: Percent,
    pub(crate) base: Money,
    pub(crate) amount: Money,
}

/// The costs that the rules compute for one statement, in the order of the rules.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn of_statement(
    rules: &[Rule],
    costs: &[(CostCategory, Money)],
) -> Result<Vec<ComputedCosts>, MoneyError> {
    let to_cost = |(category, amount)| Cost { cell: Cell::of(category), funding_rate: None, amount };
    let mut all: Vec<_> = costs.iter().copied().map(to_cost).collect();
    let mut computed = Vec::new();
    for rule in rules {
        let category = rule.category.unwrap_or_else(|| category(&all));
        let counted = all.iter().filter(|cost| rule.base.counts(cost.cell.category));
        let base = Money::total(counted.map(|cost| cost.amount))?;
        let amount = granted(base.amount() * rule.rate.ratio(), rule.rounding)?;
        computed.push(ComputedCosts { category, rate: rule.rate, base, amount });
        all.push(to_cost((category, amount)));
    }
    Ok(computed)
}

#[cfg(test)]
mod tests {
    use entity::value::IndirectBase;
    use proptest::prelude::*;
    use strum::VariantArray;

    use super::*;

    fn cost(category: CostCategory, period: i32, cents: i64) -> Cost {
        let cell = Cell { partner: None, category, work_package: None, period: Some(period) };
        Cost { cell, funding_rate: None, amount: Money::from_cents(cents).expect("an amount") }
    }

    fn rule(rate: &str, base: IndirectBase, rounding: Rounding) -> Rule {
        let (rate, base) = (rate.parse().expect("a rate"), Base::new(base, None));
        Rule { category: None, rate, base, rounding, scope: RoundingScope::Cumulative }
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
            ("25", IndirectBase::DirectCostsWithoutSubcontracting, "260.00"),
            ("15", IndirectBase::StaffCosts, "150.00"),
        ] {
            let parts = indirect(&rule(rate, base, Rounding::HalfUp), &costs).expect("parts");
            assert_eq!(total(&parts), expected, "{base}");
            assert!(parts.iter().all(|part| part.cell.category == C::Indirect));
        }
    }

    #[test]
    fn interreg_has_a_category_of_its_own_and_rounds_down() {
        let costs = [cost(CostCategory::Staff, 1, 33_333), cost(CostCategory::Equipment, 1, 50_000)];
        let parts = indirect(&rule("15", IndirectBase::StaffCosts, Rounding::Down), &costs).expect("parts");
        assert_eq!(
            (total(&parts).as_str(), parts[0].cell.category),
            ("49.99", CostCategory::OfficeAndAdministration)
        );
    }

    #[test]
    fn each_statement_is_rounded_by_itself_or_all_of_a_partner_together() {
        let base = IndirectBase::DirectCosts;
        // 7 % of 10.07 are 0.7049. Three times 0.70 are 2.10, and 7 % of 30.21 are 2.1147.
        let costs = [1, 2, 3].map(|period| cost(CostCategory::Travel, period, 1_007));
        let cumulative = rule("7", base, Rounding::HalfUp);
        let of = |rule: &Rule| {
            let parts = indirect(rule, &costs).expect("parts");
            parts.iter().map(|part| part.amount.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of(&cumulative), ["0.70", "0.71", "0.70"]);
        let by_statement = Rule { scope: RoundingScope::PerStatement, ..cumulative };
        assert_eq!(of(&by_statement), ["0.70", "0.70", "0.70"]);
    }

    #[test]
    fn interreg_computes_staff_then_office_and_travel_of_it() {
        use CostCategory as C;
        let flat = |category, rate: &str, of: &[C]| Rule {
            category: Some(category),
            base: Base::Of(of.to_vec()),
            ..rule(rate, IndirectBase::DirectCosts, Rounding::HalfUp)
        };
        let direct = [C::ExternalExpertise, C::Equipment, C::InfrastructureAndWorks];
        let rules = [
            flat(C::Staff, "20", &direct),
            flat(C::OfficeAndAdministration, "15", &[C::Staff]),
            flat(C::TravelAndAccommodation, "15", &[C::Staff]),
        ];
        let costs = [cost(C::ExternalExpertise, 1, 100_001), cost(C::Equipment, 1, 50_002)];
        let amounts: Vec<_> = computed(&rules, &costs)
            .expect("parts")
            .iter()
            .map(|part| (part.cell.category, part.amount.to_string()))
            .collect();
        // 20 % of 1500.03 are 300.006, and 15 % of 300.01 are 45.0015.
        let expected = [
            (C::Staff, "300.01".to_owned()),
            (C::OfficeAndAdministration, "45.00".to_owned()),
            (C::TravelAndAccommodation, "45.00".to_owned()),
        ];
        assert_eq!(amounts, expected);
        let all_other = [flat(C::OtherCosts, "40", &[C::Staff])];
        let parts = computed(&all_other, &[cost(C::Staff, 1, 33_333)]).expect("parts");
        assert_eq!((total(&parts).as_str(), parts[0].cell.category), ("133.33", C::OtherCosts));
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
            let counted = costs.iter().filter(|cost| rule.base.counts(cost.cell.category));
            let whole = Money::total(counted.map(|cost| cost.amount)).expect("a total").amount() * rule.rate.ratio();
            let parts = indirect(&rule, &costs).expect("parts");
            prop_assert_eq!(Money::total(parts.iter().map(|part| part.amount)), granted(whole, rounding));
            prop_assert!(parts.iter().all(|part| part.amount > Money::ZERO));
        }
    }
}

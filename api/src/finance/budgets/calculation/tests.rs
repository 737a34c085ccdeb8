use entity::value::IndirectBase;
use proptest::prelude::*;
use strum::VariantArray;

use super::*;

fn euros(written: &str) -> Money {
    written.parse().expect("an amount")
}

fn unit_rate(written: &str) -> UnitRate {
    written.parse().expect("a rate")
}

fn percent(written: &str) -> Percent {
    written.parse().expect("a percentage")
}

fn rules(funding: &str, indirect: &str, rounding: Rounding) -> BudgetRules {
    BudgetRules {
        funding_rate: Some(percent(funding)),
        indirect_rate: Some(percent(indirect)),
        indirect_base: Some(IndirectBase::DirectCosts),
        rounding: Some(rounding),
        rounding_scope: Some(RoundingScope::Cumulative),
        ..BudgetRules::default()
    }
}

fn line(category: CostCategory, amount: Money, funding_rate: Option<&str>) -> Line {
    Line {
        cell: Cell { partner: None, category, work_package: None, period: None },
        description: Some("D".to_owned()),
        units: None,
        unit: None,
        unit_rate: None,
        amount,
        funding_rate: funding_rate.map(percent),
        is_computed: false,
    }
}

/// Of each line its category, its amount, what is funded of it, and whether it was computed.
fn told(lines: &[(Line, Option<Money>)]) -> Vec<String> {
    let lines = lines.iter().map(|(line, funding)| {
        let funding = funding.map_or("-".to_owned(), |funding| funding.to_string());
        let computed = if line.is_computed { " computed" } else { "" };
        format!("{} {} {funding}{computed}", line.cell.category, line.amount)
    });
    lines.collect()
}

#[test]
fn units_times_their_rate_become_whole_cents_as_the_call_says() {
    let with = |rounding| BudgetRules { rounding, ..BudgetRules::default() };
    for (units, rate, rounding, cost) in [
        ("2.5", "400.00", None, "1000.00"),
        // 0.333 x 99.99 = 33.29667.
        ("0.333", "99.99", None, "33.30"),
        ("0.333", "99.99", Some(Rounding::HalfUp), "33.30"),
        ("0.333", "99.99", Some(Rounding::Down), "33.29"),
        // 0.5 x 0.01 is half a cent.
        ("0.5", "0.01", None, "0.01"),
        ("0.5", "0.01", Some(Rounding::Down), "0.00"),
        ("0", "400.00", None, "0.00"),
        // A kilometre: 1234 x 0.4326 = 533.8284.
        ("1234", "0.4326", None, "533.83"),
        ("1234", "0.4326", Some(Rounding::Down), "533.82"),
    ] {
        let units: Quantity = units.parse().expect("a quantity");
        assert_eq!(
            extended_price(units, unit_rate(rate), &with(rounding)),
            Ok(euros(cost)),
            "{units} x {rate}"
        );
    }
    let many: Quantity = "999999999999".parse().expect("a quantity");
    assert_eq!(extended_price(many, unit_rate("1.00"), &with(None)), Err(MoneyError::Range));
}

#[test]
fn a_rule_of_indirect_costs_has_a_rate_and_a_base() {
    let whole = rules("80", "7", Rounding::Down);
    let base = Base::new(IndirectBase::DirectCosts, None);
    let scope = RoundingScope::Cumulative;
    let rule = Rule { category: None, rate: percent("7"), base, rounding: Rounding::Down, scope };
    assert_eq!(rules_for_costs(&whole), [rule]);
    assert_eq!(rules_for_costs(&BudgetRules { indirect_rate: None, ..whole.clone() }), []);
    assert_eq!(rules_for_costs(&BudgetRules { indirect_base: None, ..whole.clone() }), []);
    let usual = rules_for_costs(&BudgetRules { rounding: None, ..whole });
    assert_eq!(usual[0].rounding, Rounding::HalfUp);
}

#[test]
fn indirect_costs_and_funding_are_the_differences_of_rounded_totals() {
    use CostCategory as C;
    let lines = vec![line(C::Employees, euros("333.33"), None), line(C::Travel, euros("100.01"), Some("50"))];
    let half_up = calculate(&rules("80", "7", Rounding::HalfUp), lines.clone()).expect("lines");
    // Indirect: 23.3331, and with the other 30.3338. Funding: 266.664, then 50.005 more is 316.669,
    // then 80 % of 23.33 more is 335.333, then half of 7.00 more is 338.833.
    assert_eq!(
        told(&half_up),
        ["A.1 333.33 266.66", "C.1 100.01 50.01", "E 23.33 18.66 computed", "E 7.00 3.50 computed"]
    );
    let down = calculate(&rules("80", "7", Rounding::Down), lines.clone()).expect("lines");
    assert_eq!(
        told(&down),
        ["A.1 333.33 266.66", "C.1 100.01 50.00", "E 23.33 18.67 computed", "E 7.00 3.50 computed"]
    );
    let bare = calculate(&BudgetRules::default(), lines).expect("lines");
    assert_eq!(told(&bare), ["A.1 333.33 -", "C.1 100.01 50.01"], "without rules nothing is added");
}

#[test]
fn totals_add_what_each_statement_of_a_partner_is_rounded_to() {
    use CostCategory as C;
    let of = |period| {
        let line = line(C::Travel, euros("10.07"), None);
        Line { cell: Cell { period: Some(period), ..line.cell }, ..line }
    };
    let lines = vec![of(1), of(2), of(3)];
    let mut rules = rules("80", "7", Rounding::HalfUp);
    // 7 % of 10.07 are 0.7049. Cumulative: 80 % of 10.07, 20.14 and 30.21 are 8.056, 16.112 and 24.168; with
    // 0.70, 0.71 and 0.70 more they are 24.728, 25.296 and 25.856.
    assert_eq!(
        told(&calculate(&rules, lines.clone()).expect("lines")),
        [
            "C.1 10.07 8.06",
            "C.1 10.07 8.05",
            "C.1 10.07 8.06",
            "E 0.70 0.56 computed",
            "E 0.71 0.57 computed",
            "E 0.70 0.56 computed"
        ]
    );
    // Each statement costs 10.77, of which 80 % are 8.616: 8.06 and 0.56.
    rules.rounding_scope = Some(RoundingScope::PerStatement);
    let by_statement = told(&calculate(&rules, lines).expect("lines"));
    assert_eq!(by_statement[..3], ["C.1 10.07 8.06", "C.1 10.07 8.06", "C.1 10.07 8.06"]);
    assert_eq!(by_statement[3..], ["E 0.70 0.56 computed", "E 0.70 0.56 computed", "E 0.70 0.56 computed"]);
}

#[test]
fn computed_lines_have_no_units_and_no_description() {
    let lines = vec![line(CostCategory::Travel, euros("100.00"), Some("50"))];
    let reckoned = calculate(&rules("80", "7", Rounding::HalfUp), lines).expect("lines");
    let (computed, _) = &reckoned[1];
    let expected = Line {
        description: None,
        is_computed: true,
        ..line(CostCategory::Indirect, euros("7.00"), Some("50"))
    };
    assert_eq!(*computed, expected);
}

#[test]
fn a_lump_sum_is_in_no_base_and_computed_indirect_costs_replace_declared_ones() {
    use CostCategory as C;
    let costs = [
        (C::Employees, euros("100.10")),
        (C::LumpSum, euros("1000.00")),
        (C::Indirect, euros("50.00")),
        (C::OfficeAndAdministration, euros("5.00")),
    ];
    let total = |rules: &BudgetRules| with_computed(rules, costs.into_iter()).expect("in range");
    assert_eq!(total(&BudgetRules::default()), euros("1155.10"));
    // 7 % of 100.10 are 7.007, and 7.5 % are 7.5075.
    assert_eq!(total(&rules("80", "7", Rounding::HalfUp)), euros("1107.11"));
    assert_eq!(total(&rules("80", "7.5", Rounding::HalfUp)), euros("1107.61"));
    assert_eq!(total(&rules("80", "7.5", Rounding::Down)), euros("1107.60"));
}

#[test]
fn a_total_beyond_the_range_is_an_error() {
    let most = euros("100000000000.00");
    let lines = vec![line(CostCategory::Travel, most, None), line(CostCategory::Equipment, most, None)];
    assert_eq!(calculate(&rules("80", "7", Rounding::HalfUp), lines), Err(MoneyError::Range));
    let twice = [(CostCategory::Travel, most); 2];
    assert_eq!(with_computed(&BudgetRules::default(), twice.into_iter()), Err(MoneyError::Range));
}

proptest! {
    #[test]
    fn the_lines_of_a_budget_total_to_the_costs_by_category(
        costs in prop::collection::vec((0_usize..20, 0_i64..100_000_000), 0..20),
        rate in 0_i64..=100,
        down in any::<bool>(),
    ) {
        let rounding = if down { Rounding::Down } else { Rounding::HalfUp };
        let rules = rules("80", &rate.to_string(), rounding);
        let direct = |(index, cents): (usize, i64)| {
            let category = CostCategory::VARIANTS[index];
            let amount = Money::from_cents(cents).expect("in range");
            (!computes(&rules, category)).then_some((category, amount))
        };
        let costs: Vec<_> = costs.into_iter().filter_map(direct).collect();
        let lines = costs.iter().map(|(category, amount)| line(*category, *amount, None));
        let lines = calculate(&rules, lines.collect()).expect("in range");
        let total = Money::total(lines.iter().map(|(line, _)| line.amount)).expect("in range");
        prop_assert_eq!(with_computed(&rules, costs.into_iter()), Ok(total));
        let funding = Money::total(lines.iter().filter_map(|(_, funding)| *funding)).expect("in range");
        prop_assert_eq!(Ok(funding), granted(total.amount() * percent("80").ratio(), rounding));
    }
}

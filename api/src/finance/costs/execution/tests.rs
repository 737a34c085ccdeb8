use entity::value::{
    BudgetLineId, BudgetStage, Conversion, CostCategory, CostId, CostStage, CurrencyCode, IndirectBase,
    ProjectId, RoundingScope,
};
use uuid::Uuid;

use super::*;

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn euros(written: &str) -> Money {
    written.parse().expect("an amount")
}

/// A budget with 7 % indirect costs, or without a rule of them.
fn budget(indirect_rate: Option<&str>) -> budget::Model {
    budget::Model {
        id: BudgetId(Uuid::nil()),
        project_id: ProjectId(Uuid::nil()),
        version: 1,
        title: "B".to_owned(),
        stage: BudgetStage::Approved,
        currency: CurrencyCode::default(),
        call_id: None,
        conversion: Conversion::PeriodAverage,
        funding_rate: None,
        indirect_rate: indirect_rate.map(|rate| rate.parse().expect("a rate")),
        indirect_base: Some(IndirectBase::DirectCosts),
        indirect_excludes: None,
        flat_rates: None,
        transfer_threshold: None,
        maximum_grant: None,
        rounding: None,
        rounding_scope: Some(RoundingScope::Cumulative),
        amends_id: None,
        reason: None,
        approved_on: None,
    }
}

fn period(number: i32, first: &str, last: &str) -> budget_period::Model {
    budget_period::Model {
        budget_id: BudgetId(Uuid::nil()),
        number,
        first_day: day(first),
        last_day: day(last),
    }
}

fn years() -> [budget_period::Model; 2] {
    [period(1, "2025-01-01", "2025-12-31"), period(2, "2026-01-01", "2026-12-31")]
}

fn cost(category: CostCategory, incurred_on: &str) -> cost::Model {
    cost::Model {
        id: CostId(Uuid::nil()),
        project_id: ProjectId(Uuid::nil()),
        funding_line_id: None,
        participation_id: None,
        category,
        work_package_id: None,
        incurred_on: day(incurred_on),
        amount: Money::ZERO,
        currency: CurrencyCode::default(),
        document: None,
        document_key: None,
        person: None,
        person_key: None,
        days: None,
        description: None,
        stage: CostStage::Declared,
    }
}

fn line(category: CostCategory, period: Option<i32>, amount: &str) -> budget_line::Model {
    budget_line::Model {
        id: BudgetLineId(Uuid::nil()),
        budget_id: BudgetId(Uuid::nil()),
        participation_id: None,
        category,
        work_package_id: None,
        period,
        description: None,
        units: None,
        unit: None,
        unit_rate: None,
        unit_rate_fraction: 0,
        amount: euros(amount),
        funding_rate: None,
        funding: None,
        is_computed: false,
    }
}

fn at(category: CostCategory, period: Option<i32>) -> Cell {
    Cell { partner: None, category, work_package: None, period }
}

#[test]
fn a_cost_falls_in_the_period_of_its_day() {
    let days = ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"];
    let costs = days.map(|day| cost(CostCategory::Travel, day));
    let costs: Vec<_> = costs.iter().map(|cost| (cost, euros("1.00"))).collect();
    let declared = declared(&budget(None), &years(), &costs).expect("in range");
    let periods: Vec<_> = declared.iter().map(|(cell, _)| cell.period).collect();
    assert_eq!(periods, [None, Some(1), Some(1), Some(2), Some(2), None]);
}

#[test]
fn computed_indirect_costs_replace_declared_ones() {
    use CostCategory as C;
    let costs =
        [cost(C::Employees, "2025-06-30"), cost(C::Indirect, "2025-06-30"), cost(C::Travel, "2026-06-30")];
    let costs: Vec<_> = costs.iter().zip(["100.10", "50.00", "-10.05"].map(euros)).collect();
    let by_rule = declared(&budget(Some("7")), &years(), &costs).expect("in range");
    // 7 % of 100.10 are 7.007; 7 % of 90.05 are 6.3035.
    assert_eq!(
        by_rule,
        [
            (at(C::Employees, Some(1)), euros("100.10")),
            (at(C::Travel, Some(2)), euros("-10.05")),
            (at(C::Indirect, Some(1)), euros("7.01")),
            (at(C::Indirect, Some(2)), euros("-0.71")),
        ]
    );
    let without = declared(&budget(None), &years(), &costs).expect("in range");
    let amounts: Vec<_> = without.iter().map(|(_, amount)| amount.to_string()).collect();
    assert_eq!(amounts, ["100.10", "50.00", "-10.05"]);
}

#[test]
fn what_only_one_side_has_is_a_group_too() {
    use CostCategory as C;
    let lines = [
        line(C::Travel, Some(1), "10.00"),
        line(C::Travel, Some(2), "5.05"),
        line(C::Equipment, None, "7.00"),
    ];
    let declared = [
        (at(C::Travel, Some(1)), euros("3.00")),
        (at(C::Travel, None), euros("0.01")),
        (at(C::Employees, Some(1)), euros("2.00")),
    ];
    let told = |by: &[BudgetAxis]| {
        let groups = groups(&lines, &declared, by).expect("in range");
        assert_eq!(total(&groups).expect("in range"), (euros("22.05"), euros("5.01")));
        let told = groups.into_iter().map(|(key, (budgeted, declared))| {
            let category = key.category.map_or("-".to_owned(), |category| category.to_string());
            format!("{category} {:?}: {budgeted} {declared}", key.period)
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        told(&[BudgetAxis::Category]),
        ["A.1 None: 0.00 2.00", "C.1 None: 15.05 3.01", "equipment None: 7.00 0.00"]
    );
    assert_eq!(
        told(&[BudgetAxis::Period]),
        ["- None: 7.00 0.01", "- Some(1): 10.00 5.00", "- Some(2): 5.05 0.00"]
    );
    assert_eq!(told(&[]), ["- None: 22.05 5.01"]);
}

#[test]
fn a_percentage_is_of_what_is_budgeted() {
    let told = |budgeted: &str, declared: &str| {
        let figures = figures(euros(budgeted), euros(declared), None, day("2025-06-30")).expect("in range");
        assert_eq!(figures.forecast, None, "no time, no forecast");
        (figures.remaining.to_string(), figures.percent.map(|percent| percent.0.to_string()))
    };
    for (budgeted, declared, remaining, percent) in [
        ("3.00", "1.00", "2.00", Some("33.33")),
        ("3.00", "2.00", "1.00", Some("66.67")),
        // 0.01 of 80.00 is 0.0125 %, and 0.01 of 200.00 is 0.005 %.
        ("80.00", "0.01", "79.99", Some("0.01")),
        ("200.00", "0.01", "199.99", Some("0.01")),
        ("200.00", "250.00", "-50.00", Some("125.00")),
        ("200.00", "-50.00", "250.00", Some("-25.00")),
        ("0.00", "1.00", "-1.00", None),
    ] {
        let expected = (remaining.to_owned(), percent.map(str::to_owned));
        assert_eq!(told(budgeted, declared), expected, "{declared} of {budgeted}");
    }
}

#[test]
fn a_forecast_is_of_the_time_that_is_given() {
    let periods = years();
    let key = |period| Key { period, ..Key::default() };
    let first = Span { first: day("2025-01-01"), last: day("2025-12-31") };
    assert_eq!(key_span(&key(Some(1)), &periods), Some(first));
    assert_eq!((key_span(&key(Some(3)), &periods), key_span(&key(None), &periods)), (None, None));
    let forecast =
        |on: &str| figures(euros("730.00"), euros("73.00"), Some(first), day(on)).expect("in range").forecast;
    // 73 of 365 days are gone on 14 March: 73.00 x 365 / 73.
    assert_eq!(forecast("2025-03-14"), Some(euros("365.00")));
    assert_eq!(forecast("2024-12-31"), None);
    assert_eq!(forecast("2026-06-30"), Some(euros("73.00")));
}

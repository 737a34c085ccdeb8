//! Declared costs compared with a budget.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::finance::{budget, budget_line, budget_period, cost};
use entity::value::{BudgetId, DecimalString, Money, PartialDate, round_half_up};
use openapi::finance::budgets::BudgetAxis;
use openapi::finance::costs::{BudgetExecution, ExecutionFigures, ExecutionGroup};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::converted::{ConvertedCosts, converted_costs};
use super::forecast::{Span, forecast};
use crate::finance::budgets::cell::{Cell, INDIRECT, Key};
use crate::finance::budgets::diff::summed;
use crate::finance::budgets::names::Names;
use crate::finance::budgets::parts::Parts;
use crate::finance::budgets::queries::find_visible;
use crate::finance::budgets::view::cell;
use crate::finance::budgets::{computes_indirect, indirect_of};
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::resource::find_row;
use crate::portfolio::resources::Projects;

/// The request: a version, the axes, the last day of the costs, and the current day.
#[derive(Clone, Debug)]
pub(super) struct ExecutionRequest {
    pub(super) id: BudgetId,
    pub(super) by: Vec<BudgetAxis>,
    pub(super) on: NaiveDate,
    pub(super) today: NaiveDate,
}

/// The execution of a budget.
pub(super) async fn execution(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    asked: ExecutionRequest,
) -> Result<BudgetExecution> {
    let budget = find_visible(connection, caller, asked.id).await?;
    let mut parts = Parts::of(connection, vec![budget.id]).await?;
    let periods = parts.periods.remove(&budget.id).unwrap_or_default();
    let lines = parts.lines.remove(&budget.id).unwrap_or_default();
    let costs = cost::Entity::find()
        .filter(cost::COLUMN.project_id.eq(budget.project_id))
        .filter(cost::COLUMN.incurred_on.lte(asked.on))
        .all(connection)
        .await?;
    let ConvertedCosts { amounts, is_provisional } =
        converted_costs(connection, &budget, &periods, &costs, asked.today).await?;
    let declared = declared(&budget, &periods, &costs, amounts)?;
    let partners = lines.iter().map(|row| row.participation_id);
    let partners = partners.chain(costs.iter().map(|row| row.participation_id));
    let work_packages = lines.iter().map(|row| row.work_package_id);
    let work_packages = work_packages.chain(costs.iter().map(|row| row.work_package_id));
    let names = Names::of(connection, partners, work_packages).await?;
    let whole = whole(connection, &budget, &periods).await?;
    let groups = groups(&lines, &declared, &asked.by)?;
    let total = total(&groups)?;
    let told = |(key, (budgeted, declared))| {
        let span = key_span(&key, &periods).or(whole);
        Ok(group(key, figures(budgeted, declared, span, asked.on)?, &names))
    };
    Ok(BudgetExecution {
        budget: budget.id,
        currency: budget.currency,
        on: asked.on,
        provisional: is_provisional,
        groups: groups.into_iter().map(told).collect::<Result<_>>()?,
        total: figures(total.0, total.1, whole, asked.on)?,
        by: asked.by,
    })
}

/// The declared costs, with the indirect costs by the rules of a budget. These replace declared indirect
/// costs.
fn declared(
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    amounts: Vec<Money>,
) -> Result<Vec<(Cell, Money)>> {
    let period_of = |day| {
        let found = periods.iter().find(|period| (period.first_day..=period.last_day).contains(&day));
        found.map(|period| period.number)
    };
    let direct = costs.iter().zip(amounts).map(|(cost, amount)| {
        let cell = Cell {
            partner: cost.participation_id,
            category: cost.category,
            work_package: cost.work_package_id,
            period: period_of(cost.incurred_on),
        };
        (cell, amount)
    });
    let computes_indirect = computes_indirect(budget);
    let declared = |(cell, _): &(Cell, Money)| !(computes_indirect && INDIRECT.contains(&cell.category));
    let mut all: Vec<_> = direct.filter(declared).collect();
    all.extend(indirect_of(budget, &all)?);
    Ok(all)
}

type Amounts = (Money, Money);

/// Budgeted and declared costs, by some axes.
fn groups(
    lines: &[budget_line::Model],
    declared: &[(Cell, Money)],
    by: &[BudgetAxis],
) -> Result<BTreeMap<Key, Amounts>> {
    let budgeted = summed(lines.iter().map(|row| (cell(row).by(by), row.amount)))?;
    let declared = summed(declared.iter().map(|(cell, amount)| (cell.by(by), *amount)))?;
    let mut groups: BTreeMap<Key, Amounts> = BTreeMap::new();
    groups.extend(budgeted.into_iter().map(|(key, amount)| (key, (amount, Money::ZERO))));
    for (key, amount) in declared {
        groups.entry(key).or_insert((Money::ZERO, Money::ZERO)).1 = amount;
    }
    Ok(groups)
}

fn total(groups: &BTreeMap<Key, Amounts>) -> Result<Amounts> {
    let budgeted = Money::total(groups.values().map(|(budgeted, _)| *budgeted))?;
    Ok((budgeted, Money::total(groups.values().map(|(_, declared)| *declared))?))
}

fn figures(budgeted: Money, declared: Money, span: Option<Span>, on: NaiveDate) -> Result<ExecutionFigures> {
    let percent = (budgeted != Money::ZERO)
        .then(|| round_half_up(declared.amount() * Decimal::ONE_HUNDRED / budgeted.amount(), 2));
    Ok(ExecutionFigures {
        budgeted,
        declared,
        remaining: budgeted.minus(declared)?,
        percent: percent.map(DecimalString),
        forecast: span.map(|span| forecast(declared, span, on)).transpose()?.flatten(),
    })
}

fn group(key: Key, figures: ExecutionFigures, names: &Names) -> ExecutionGroup {
    ExecutionGroup {
        partner: names.partner(key.partner),
        category: key.category,
        work_package: names.work_package(key.work_package),
        period: key.period,
        figures,
    }
}

/// The days of the reporting period in a key.
fn key_span(key: &Key, periods: &[budget_period::Model]) -> Option<Span> {
    let period = periods.iter().find(|period| Some(period.number) == key.period)?;
    Some(Span { first: period.first_day, last: period.last_day })
}

/// The days of a whole budget: those of its reporting periods, or else of its project.
async fn whole(
    connection: &impl ConnectionTrait,
    budget: &budget::Model,
    periods: &[budget_period::Model],
) -> Result<Option<Span>> {
    if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
        return Ok(Some(Span { first: first.first_day, last: last.last_day }));
    }
    let project = find_row::<Projects>(connection, budget.project_id).await?;
    let first = project.period_start.map(PartialDate::first_day);
    Ok(first.zip(project.last_day).map(|(first, last)| Span { first, last }))
}

#[cfg(test)]
mod tests {
    use entity::value::{
        BudgetLineId, BudgetStage, Conversion, CostCategory, CostId, CostStage, CurrencyCode, IndirectBase,
        ProjectId,
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
            transfer_threshold: None,
            maximum_grant: None,
            rounding: None,
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
        let amounts = vec![euros("1.00"); days.len()];
        let declared = declared(&budget(None), &years(), &costs, amounts).expect("in range");
        let periods: Vec<_> = declared.iter().map(|(cell, _)| cell.period).collect();
        assert_eq!(periods, [None, Some(1), Some(1), Some(2), Some(2), None]);
    }

    #[test]
    fn computed_indirect_costs_replace_declared_ones() {
        use CostCategory as C;
        let costs = [
            cost(C::Employees, "2025-06-30"),
            cost(C::Indirect, "2025-06-30"),
            cost(C::Travel, "2026-06-30"),
        ];
        let amounts = || vec![euros("100.10"), euros("50.00"), euros("-10.05")];
        let by_rule = declared(&budget(Some("7")), &years(), &costs, amounts()).expect("in range");
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
        let without = declared(&budget(None), &years(), &costs, amounts()).expect("in range");
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
            let figures =
                figures(euros(budgeted), euros(declared), None, day("2025-06-30")).expect("in range");
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
        let forecast = |on: &str| {
            figures(euros("730.00"), euros("73.00"), Some(first), day(on)).expect("in range").forecast
        };
        // 73 of 365 days are gone on 14 March: 73.00 x 365 / 73.
        assert_eq!(forecast("2025-03-14"), Some(euros("365.00")));
        assert_eq!(forecast("2024-12-31"), None);
        assert_eq!(forecast("2026-06-30"), Some(euros("73.00")));
    }
}

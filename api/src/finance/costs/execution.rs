//! Declared costs compared with a budget.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::finance::{budget, budget_line, budget_period, cost};
use entity::value::{BudgetId, DecimalString, Money, PartialDate, round_half_up};
use openapi::finance::budgets::BudgetAxis;
use openapi::finance::costs::{BudgetExecution, CostNotConverted, ExecutionFigures, ExecutionGroup};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::converted::{NotConverted, exchange};
use super::forecast::{Span, forecast};
use crate::finance::budgets::cell::{Cell, Key};
use crate::finance::budgets::diff::summed;
use crate::finance::budgets::names::Names;
use crate::finance::budgets::parts::Parts;
use crate::finance::budgets::queries::find_visible;
use crate::finance::budgets::view::cell;
use crate::finance::budgets::{computed_of, computes, rules_of};
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::resource::find_row;
use crate::portfolio::resources::Projects;

/// The maximum number of costs that an execution lists as not converted.
const MOST_NOT_CONVERTED: usize = 100;

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
    let exchanged = exchange(connection, &budget, &periods, &costs, asked.today).await?;
    let (mut counted, mut not_converted) = (Vec::new(), Vec::new());
    for (cost, amount) in costs.iter().zip(exchanged.amounts) {
        match amount {
            Ok(amount) => counted.push((cost, amount)),
            Err(why) => not_converted.push(left_out(cost, why)),
        }
    }
    let declared = declared(&budget, &periods, &counted)?;
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
        provisional: exchanged.is_provisional,
        converted_by_months: exchanged.by_months.into_iter().collect(),
        not_converted_count: i64::try_from(not_converted.len()).unwrap_or(i64::MAX),
        not_converted: not_converted.into_iter().take(MOST_NOT_CONVERTED).collect(),
        groups: groups.into_iter().map(told).collect::<Result<_>>()?,
        total: figures(total.0, total.1, whole, asked.on)?,
        by: asked.by,
    })
}

/// A cost that is not counted, with the reason.
fn left_out(cost: &cost::Model, why: NotConverted) -> CostNotConverted {
    let (code, detail) = why.in_words();
    CostNotConverted {
        cost: cost.id,
        document: cost.document.clone(),
        incurred_on: cost.incurred_on,
        amount: cost.amount,
        currency: cost.currency,
        code,
        detail,
    }
}

/// The declared costs, with the costs that the rules of a budget compute. These replace declared costs of the
/// same categories.
fn declared(
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[(&cost::Model, Money)],
) -> Result<Vec<(Cell, Money)>> {
    let period_of = |day| {
        let found = periods.iter().find(|period| (period.first_day..=period.last_day).contains(&day));
        found.map(|period| period.number)
    };
    let direct = costs.iter().map(|(cost, amount)| {
        let cell = Cell {
            partner: cost.participation_id,
            category: cost.category,
            work_package: cost.work_package_id,
            period: period_of(cost.incurred_on),
        };
        (cell, *amount)
    });
    let rules = rules_of(budget);
    let mut all: Vec<_> = direct.filter(|(cell, _)| !computes(&rules, cell.category)).collect();
    all.extend(computed_of(&rules, &all)?);
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
mod tests;

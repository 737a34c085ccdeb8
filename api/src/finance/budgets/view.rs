use entity::finance::{budget, budget_line, budget_period, financing};
use entity::value::{BudgetId, UnitRate};
use openapi::finance::budgets::{
    Budget, BudgetInput, BudgetLine, BudgetLineInput, BudgetPeriod, BudgetTotals, Financing, FinancingInput,
};
use openapi::portfolio::projects::ProjectRef;

use super::calculation::rules_of;
use super::cell::Cell;
use super::names::Names;
use super::parts::Parts;

/// A version without its parts.
pub(super) fn budget(row: budget::Model, project: ProjectRef, totals: BudgetTotals) -> Budget {
    Budget {
        id: row.id,
        project,
        version: row.version,
        stage: row.stage,
        currency: row.currency,
        call: row.call_id,
        conversion: row.conversion,
        rules: rules_of(&row),
        amends: row.amends_id,
        approved_on: row.approved_on,
        title: row.title,
        reason: row.reason,
        totals,
        periods: None,
        lines: None,
        financing: None,
    }
}

/// A version with its parts.
pub(super) fn in_full(budget: Budget, parts: &mut Parts, names: &Names) -> Budget {
    let lines = parts.lines.remove(&budget.id).unwrap_or_default();
    let money = parts.financing.remove(&budget.id).unwrap_or_default();
    Budget {
        periods: Some(periods(parts, budget.id)),
        lines: Some(lines.into_iter().map(|row| line(row, names)).collect()),
        financing: Some(money.into_iter().map(|row| financing(row, names)).collect()),
        ..budget
    }
}

fn periods(parts: &mut Parts, id: BudgetId) -> Vec<BudgetPeriod> {
    parts.periods.remove(&id).unwrap_or_default().iter().map(period).collect()
}

pub(crate) fn period(row: &budget_period::Model) -> BudgetPeriod {
    BudgetPeriod { number: row.number, start: row.first_day, end: row.last_day }
}

/// The cost of a unit of a line.
fn unit_rate(row: &budget_line::Model) -> Option<UnitRate> {
    row.unit_rate.map(|cents| UnitRate::from_parts(cents, row.unit_rate_fraction))
}

fn line(row: budget_line::Model, names: &Names) -> BudgetLine {
    let unit_rate = unit_rate(&row);
    BudgetLine {
        id: row.id,
        partner: names.partner(row.participation_id),
        category: row.category,
        work_package: names.work_package(row.work_package_id),
        period: row.period,
        description: row.description,
        units: row.units,
        unit: row.unit,
        unit_rate,
        amount: row.amount,
        funding_rate: row.funding_rate,
        funding: row.funding,
        computed: row.is_computed,
    }
}

fn financing(row: financing::Model, names: &Names) -> Financing {
    Financing {
        source: row.source,
        funding_line: row.funding_line_id,
        partner: names.partner(row.participation_id),
        description: row.description,
        amount: row.amount,
    }
}

/// The cell of a line.
pub(crate) fn cell(row: &budget_line::Model) -> Cell {
    Cell {
        partner: row.participation_id,
        category: row.category,
        work_package: row.work_package_id,
        period: row.period,
    }
}

/// The input fields of a version.
pub(super) fn to_input(row: budget::Model, parts: &mut Parts, names: &Names) -> BudgetInput {
    let lines = parts.lines.remove(&row.id).unwrap_or_default().into_iter();
    let lines = lines.filter(|line| !line.is_computed).map(|line| BudgetLineInput {
        partner: line.participation_id,
        category: line.category,
        work_package: names.work_package(line.work_package_id).map(|named| named.number),
        period: line.period,
        unit_rate: unit_rate(&line),
        description: line.description,
        amount: line.units.is_none().then_some(line.amount),
        units: line.units,
        unit: line.unit,
        funding_rate: line.funding_rate,
    });
    let money = parts.financing.remove(&row.id).unwrap_or_default().into_iter();
    let money = money.map(|row| FinancingInput {
        source: row.source,
        funding_line: row.funding_line_id,
        partner: row.participation_id,
        description: row.description,
        amount: row.amount,
    });
    BudgetInput {
        periods: periods(parts, row.id),
        title: row.title,
        currency: Some(row.currency),
        call: row.call_id,
        conversion: Some(row.conversion),
        lines: lines.collect(),
        financing: money.collect(),
    }
}

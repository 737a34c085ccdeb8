//! The comparison of two versions of a budget.

use std::collections::BTreeMap;

use entity::finance::{budget, budget_line, financing};
use entity::value::{
    CostCategory, DecimalString, FinancingSource, FundingLineId, Money, ParticipationId, Percent,
};
use openapi::finance::budgets::{
    BudgetAxis, BudgetDiff, BudgetGroup, BudgetTable, CellChange, FinancingChange, Moved, Transfer,
    TransferCheck,
};

use super::cell::{Cell, Key};
use super::diff::{Difference, changes, summed};
use super::names::Names;
use super::parts::Parts;
use super::totals::{Total, totals};
use super::transfers::{USUAL_THRESHOLD, is_beyond, percent};
use super::view::cell;
use crate::platform::error::Result;

/// The totals of a version by some axes.
pub(super) fn table(
    budget: &budget::Model,
    parts: &Parts,
    names: &Names,
    by: Vec<BudgetAxis>,
) -> Result<BudgetTable> {
    let lines = parts.lines.get(&budget.id).map(Vec::as_slice).unwrap_or_default();
    let costs = lines.iter().map(|row| (cell(row), Total { amount: row.amount, funding: row.funding }));
    let groups = totals(costs, &by)?;
    let whole = groups.values().try_fold(Total::NOTHING, |sum, total| sum.plus(*total))?;
    let groups = groups.into_iter().map(|(key, total)| BudgetGroup {
        partner: names.partner(key.partner),
        category: key.category,
        work_package: names.work_package(key.work_package),
        period: key.period,
        amount: total.amount,
        funding: total.funding,
    });
    let groups = groups.collect();
    Ok(BudgetTable {
        budget: budget.id,
        currency: budget.currency,
        by,
        groups,
        amount: whole.amount,
        funding: whole.funding,
    })
}

/// The differences between two versions.
pub(super) fn compared(
    budget: &budget::Model,
    against: Option<&budget::Model>,
    parts: &Parts,
    names: &Names,
) -> Result<BudgetDiff> {
    let lines = |row: Option<&budget::Model>| {
        row.and_then(|row| parts.lines.get(&row.id)).map(Vec::as_slice).unwrap_or_default()
    };
    let (before, after) = (lines(against), lines(Some(budget)));
    let cells = changes(&by(before, |cell| *cell)?, &by(after, |cell| *cell)?)?;
    let costs = Moved {
        before: Money::total(before.iter().map(|row| row.amount))?,
        after: Money::total(after.iter().map(|row| row.amount))?,
        change: Money::total(cells.iter().map(|change| change.change))?,
    };
    let money = |row: Option<&budget::Model>| {
        let rows = row.and_then(|row| parts.financing.get(&row.id)).map(Vec::as_slice).unwrap_or_default();
        summed(rows.iter().map(|row| (payer(row), row.amount)))
    };
    let financing = changes(&money(against)?, &money(Some(budget))?)?;
    Ok(BudgetDiff {
        budget: budget.id,
        against: against.map(|row| row.id),
        currency: budget.currency,
        costs,
        lines: cells.into_iter().map(|change| cell_change(change, names)).collect(),
        financing: financing.into_iter().map(|change| financing_change(change, names)).collect(),
        transfers: transfers(budget.transfer_threshold, before, after, names)?,
    })
}

fn by<K: Ord>(rows: &[budget_line::Model], key: impl Fn(&Cell) -> K) -> Result<BTreeMap<K, Money>> {
    Ok(summed(rows.iter().map(|row| (key(&cell(row)), row.amount)))?)
}

type Payer = (FinancingSource, Option<FundingLineId>, Option<ParticipationId>);

fn payer(row: &financing::Model) -> Payer {
    (row.source, row.funding_line_id, row.participation_id)
}

fn cell_change(change: Difference<Cell>, names: &Names) -> CellChange {
    CellChange {
        partner: names.partner(change.of.partner),
        category: change.of.category,
        work_package: names.work_package(change.of.work_package),
        period: change.of.period,
        before: change.before,
        after: change.after,
        change: change.change,
    }
}

fn financing_change(change: Difference<Payer>, names: &Names) -> FinancingChange {
    let (source, funding_line, partner) = change.of;
    FinancingChange {
        source,
        funding_line,
        partner: names.partner(partner),
        before: change.before,
        after: change.after,
        change: change.change,
    }
}

fn transfers(
    threshold: Option<Percent>,
    before: &[budget_line::Model],
    after: &[budget_line::Model],
    names: &Names,
) -> Result<TransferCheck> {
    let threshold = threshold.unwrap_or(USUAL_THRESHOLD);
    let told = |axis: BudgetAxis| -> Result<Vec<Transfer>> {
        let (before, after) = (by(before, |cell| cell.by(&[axis]))?, by(after, |cell| cell.by(&[axis]))?);
        let changes = changes(&before, &after)?.into_iter();
        Ok(changes.map(|change| transfer(&change, threshold, names)).collect())
    };
    Ok(TransferCheck {
        threshold,
        by_category: told(BudgetAxis::Category)?,
        by_partner: told(BudgetAxis::Partner)?,
    })
}

fn transfer(change: &Difference<Key>, threshold: Percent, names: &Names) -> Transfer {
    let category: Option<CostCategory> = change.of.category;
    Transfer {
        category,
        partner: names.partner(change.of.partner),
        before: change.before,
        after: change.after,
        change: change.change,
        percent: percent(change).map(DecimalString),
        beyond: is_beyond(change, threshold),
    }
}

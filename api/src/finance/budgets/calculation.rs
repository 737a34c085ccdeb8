//! The lines of a version, with all amounts that the rules compute.

use entity::finance::budget;
use entity::value::{
    CostCategory, Money, MoneyError, Percent, Quantity, Rounding, RoundingScope, round_half_up,
};
use openapi::finance::budgets::BudgetRules;

use super::cell::Cell;
use super::funding::funded;
use super::indirect::{Cost, Rule, indirect};
use crate::finance::grant_rules::bases::{Base, INDIRECT};
use crate::finance::grant_rules::rounding::granted;

/// A budget line before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) cell: Cell,
    pub(super) description: Option<String>,
    pub(super) units: Option<Quantity>,
    pub(super) unit: Option<String>,
    pub(super) unit_rate: Option<Money>,
    pub(super) amount: Money,
    pub(super) funding_rate: Option<Percent>,
    pub(super) is_computed: bool,
}

/// How computed amounts are rounded to cents.
pub(super) fn rounding(rules: &BudgetRules) -> Rounding {
    rules.rounding.unwrap_or(Rounding::HalfUp)
}

/// What is rounded as one amount.
fn scope(rules: &BudgetRules) -> RoundingScope {
    rules.rounding_scope.unwrap_or(RoundingScope::PerStatement)
}

/// The cost of units, by the rule of the call.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(super) fn extended_price(units: Quantity, rate: Money, rules: &BudgetRules) -> Result<Money, MoneyError> {
    // Rounded to a millionth of a cent, so that the product fits into a decimal.
    granted(round_half_up(units.amount() * rate.amount(), 8), rounding(rules))
}

/// The rule of indirect costs, if there is one.
pub(super) fn rule_of(rules: &BudgetRules) -> Option<Rule> {
    let (rate, base) = rules.indirect_rate.zip(rules.indirect_base)?;
    let base = Base::new(base, rules.indirect_excludes.as_deref());
    Some(Rule { rate, base, rounding: rounding(rules), scope: scope(rules) })
}

/// The lines with their indirect costs, and the funding of each.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn calculate(
    rules: &BudgetRules,
    mut lines: Vec<Line>,
) -> Result<Vec<(Line, Option<Money>)>, MoneyError> {
    if let Some(rule) = rule_of(rules) {
        let direct = lines.iter().map(|line| Cost {
            cell: line.cell,
            funding_rate: line.funding_rate,
            amount: line.amount,
        });
        let computed = indirect(&rule, &direct.collect::<Vec<_>>())?;
        lines.extend(computed.into_iter().map(|Cost { cell, funding_rate, amount }| Line {
            cell,
            description: None,
            units: None,
            unit: None,
            unit_rate: None,
            amount,
            funding_rate,
            is_computed: true,
        }));
    }
    let shares = lines
        .iter()
        .map(|line| (line.cell.statement(), line.amount, line.funding_rate.or(rules.funding_rate)));
    let funding = funded(shares, rounding(rules), scope(rules))?;
    Ok(lines.into_iter().zip(funding).collect())
}

pub(crate) fn computes_indirect(budget: &budget::Model) -> bool {
    rule_of(&rules_of(budget)).is_some()
}

/// The indirect costs that the rules of a version add to direct costs. Each direct cost comes with its
/// cell.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn indirect_of(
    budget: &budget::Model,
    costs: &[(Cell, Money)],
) -> Result<Vec<(Cell, Money)>, MoneyError> {
    let Some(rule) = rule_of(&rules_of(budget)) else { return Ok(Vec::new()) };
    let direct = costs.iter().map(|(cell, amount)| Cost { cell: *cell, funding_rate: None, amount: *amount });
    let parts = indirect(&rule, &direct.collect::<Vec<_>>())?;
    Ok(parts.into_iter().map(|part| (part.cell, part.amount)).collect())
}

/// The total of costs by category, with the indirect costs by the rules. These replace indirect costs in
/// the input.
///
/// # Errors
/// [`MoneyError::Range`] when the total leaves the range of amounts.
pub(crate) fn with_indirect(
    rules: &BudgetRules,
    costs: impl Iterator<Item = (CostCategory, Money)>,
) -> Result<Money, MoneyError> {
    let rule = rule_of(rules);
    let counted = costs.filter(|(category, _)| rule.is_none() || !INDIRECT.contains(category));
    let nowhere = |category| Cell { partner: None, category, work_package: None, period: None };
    let counted =
        counted.map(|(category, amount)| Cost { cell: nowhere(category), funding_rate: None, amount });
    let direct: Vec<_> = counted.collect();
    let computed = rule.as_ref().map(|rule| indirect(rule, &direct)).transpose()?.unwrap_or_default();
    Money::total(direct.iter().chain(&computed).map(|one| one.amount))
}

pub(super) fn rules_of(row: &budget::Model) -> BudgetRules {
    BudgetRules {
        funding_rate: row.funding_rate,
        indirect_rate: row.indirect_rate,
        indirect_base: row.indirect_base,
        indirect_excludes: row.indirect_excludes.clone().map(|list| list.0),
        transfer_threshold: row.transfer_threshold,
        maximum_grant: row.maximum_grant,
        rounding: row.rounding,
        rounding_scope: row.rounding_scope,
    }
}

#[cfg(test)]
mod tests;

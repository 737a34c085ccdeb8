//! The lines of a version, with all amounts that the rules compute.

use entity::finance::budget;
use entity::value::{
    CostCategory, Money, MoneyError, Percent, Quantity, Rounding, RoundingScope, UnitRate, round_half_up,
};
use openapi::finance::budgets::BudgetRules;

use super::cell::Cell;
use super::funding::funded;
use super::indirect::{ComputedCosts, Cost, Rule, computed, of_statement};
use crate::finance::grant_rules::bases::Base;
use crate::finance::grant_rules::flat_rates::is_computed;
use crate::finance::grant_rules::rounding::granted;

/// A budget line before it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) cell: Cell,
    pub(super) description: Option<String>,
    pub(super) units: Option<Quantity>,
    pub(super) unit: Option<String>,
    pub(super) unit_rate: Option<UnitRate>,
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
pub(super) fn extended_price(
    units: Quantity,
    rate: UnitRate,
    rules: &BudgetRules,
) -> Result<Money, MoneyError> {
    // Rounded to a millionth of a cent, so that the product fits into a decimal.
    granted(round_half_up(units.amount() * rate.amount(), 8), rounding(rules))
}

/// The rules that compute costs, in their order: the flat rates, and the rule of indirect costs.
pub(super) fn rules_for_costs(rules: &BudgetRules) -> Vec<Rule> {
    let (rounding, scope) = (rounding(rules), scope(rules));
    let flat_rates = rules.flat_rates.iter().flatten().map(|one| Rule {
        category: Some(one.category),
        rate: one.rate,
        base: Base::Of(one.of.clone()),
        rounding,
        scope,
    });
    let indirect = rules.indirect_rate.zip(rules.indirect_base).map(|(rate, base)| {
        let base = Base::new(base, rules.indirect_excludes.as_deref());
        Rule { category: None, rate, base, rounding, scope }
    });
    flat_rates.chain(indirect).collect()
}

/// Whether the rules compute the costs of a category.
pub(crate) fn computes(rules: &BudgetRules, category: CostCategory) -> bool {
    let has_indirect = rules.indirect_rate.is_some() && rules.indirect_base.is_some();
    is_computed(rules.flat_rates.as_deref().unwrap_or_default(), has_indirect, category)
}

/// The lines with all costs that the rules compute, and the funding of each.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn calculate(
    rules: &BudgetRules,
    mut lines: Vec<Line>,
) -> Result<Vec<(Line, Option<Money>)>, MoneyError> {
    let direct = lines.iter().map(|line| Cost {
        cell: line.cell,
        funding_rate: line.funding_rate,
        amount: line.amount,
    });
    let computed = computed(&rules_for_costs(rules), &direct.collect::<Vec<_>>())?;
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
    let shares = lines
        .iter()
        .map(|line| (line.cell.statement(), line.amount, line.funding_rate.or(rules.funding_rate)));
    let funding = funded(shares, rounding(rules), scope(rules))?;
    Ok(lines.into_iter().zip(funding).collect())
}

/// The costs that the rules of a version add to direct costs. Each direct cost comes with its cell.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn computed_of(
    rules: &BudgetRules,
    costs: &[(Cell, Money)],
) -> Result<Vec<(Cell, Money)>, MoneyError> {
    let direct = costs.iter().map(|(cell, amount)| Cost { cell: *cell, funding_rate: None, amount: *amount });
    let parts = computed(&rules_for_costs(rules), &direct.collect::<Vec<_>>())?;
    Ok(parts.into_iter().map(|part| (part.cell, part.amount)).collect())
}

/// The costs that the rules compute for the direct costs of one statement.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn computed_costs(
    rules: &BudgetRules,
    costs: &[(CostCategory, Money)],
) -> Result<Vec<ComputedCosts>, MoneyError> {
    if costs.is_empty() {
        return Ok(Vec::new());
    }
    of_statement(&rules_for_costs(rules), costs)
}

/// The total of costs by category, with the costs that the rules compute. These replace costs of the same
/// categories in the input.
///
/// # Errors
/// [`MoneyError::Range`] when the total leaves the range of amounts.
pub(crate) fn with_computed(
    rules: &BudgetRules,
    costs: impl Iterator<Item = (CostCategory, Money)>,
) -> Result<Money, MoneyError> {
    let declared = costs.filter(|(category, _)| !computes(rules, *category));
    let direct: Vec<_> = declared.map(|(category, amount)| (Cell::of(category), amount)).collect();
    let computed = computed_of(rules, &direct)?;
    Money::total(direct.iter().chain(&computed).map(|(_, amount)| *amount))
}

pub(crate) fn rules_of(row: &budget::Model) -> BudgetRules {
    BudgetRules {
        funding_rate: row.funding_rate,
        indirect_rate: row.indirect_rate,
        indirect_base: row.indirect_base,
        indirect_excludes: row.indirect_excludes.clone().map(|list| list.0),
        flat_rates: row.flat_rates.clone().map(|list| list.0),
        transfer_threshold: row.transfer_threshold,
        maximum_grant: row.maximum_grant,
        rounding: row.rounding,
        rounding_scope: row.rounding_scope,
    }
}

#[cfg(test)]
mod tests;

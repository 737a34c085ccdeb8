//! The accepted statements of a reporting period, from their input.

use std::collections::BTreeMap;

use entity::value::{GrantForm, Money};
use openapi::finance::budgets::BudgetRules;
use openapi::finance::settlements::{
    AcceptedStatement, SettlementPayment, SettlementPaymentKind, SettlementRule, SettlementStep,
    SettlementTerms,
};
use openapi::platform::error_code::ErrorCode;

use super::checks::negative;
use super::claim::Statement;
use super::step::{amount, percent, step};
use crate::finance::budgets::{computed_costs, computes};
use crate::platform::validation::ValidationErrors;

/// The terms that statements depend on: those of the grant, and the rules that compute costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct StatementRules<'a> {
    pub(super) terms: &'a SettlementTerms,
    pub(super) costs: &'a BudgetRules,
}

/// The statements of a reporting period.
pub(super) fn reported(
    at: &str,
    input: &SettlementPayment,
    rules: StatementRules<'_>,
    faults: &mut ValidationErrors,
) -> Vec<Statement> {
    for (member, there) in [("amount", input.amount.is_some()), ("used", input.used.is_some())] {
        if there {
            faults.push(
                &format!("{at}/{member}"),
                ErrorCode::Unused,
                "only a prefinancing can have this field",
            );
        }
    }
    if input.statements.is_empty() && input.kind == SettlementPaymentKind::Interim {
        faults.push(&format!("{at}/statements"), ErrorCode::Required, "an interim payment needs statements");
    }
    let mut named = BTreeMap::new();
    let mut statements = Vec::with_capacity(input.statements.len());
    for (index, statement) in input.statements.iter().enumerate() {
        let at = format!("{at}/statements/{index}");
        let first = *named.entry(statement.beneficiary.as_str()).or_insert(index);
        if first != index {
            let what = format!("the beneficiary {}", statement.beneficiary);
            faults.twice(&format!("{at}/beneficiary"), &what, ("statement", first));
        }
        check_statement(&at, statement, rules.terms, faults);
        check_direct_costs(&at, statement, rules.costs, faults);
        statements.push(to_statement(&at, statement, rules, faults));
    }
    statements
}

/// The statement with the costs that the rules compute. A placeholder if a total leaves the range of amounts.
fn to_statement(
    at: &str,
    input: &AcceptedStatement,
    rules: StatementRules<'_>,
    faults: &mut ValidationErrors,
) -> Statement {
    let direct: Vec<_> = input.direct_costs.iter().map(|one| (one.category, one.amount)).collect();
    let computed = computed_costs(rules.costs, &direct).and_then(|computed| {
        let amounts = direct.iter().map(|(_, amount)| *amount).chain(computed.iter().map(|one| one.amount));
        Ok((Money::total(amounts)?, computed))
    });
    let (total, computed) = computed.unwrap_or_else(|cause| {
        faults.push(&format!("{at}/direct_costs"), ErrorCode::Range, cause.to_string());
        (Money::ZERO, Vec::new())
    });
    let to_step = |one: &crate::finance::budgets::ComputedCosts| {
        let into = [amount("base", one.base), percent("rate", one.rate)];
        let formula = format!("{} = base x rate", one.category);
        step(SettlementRule::FlatRateCosts, &formula, into, one.amount)
    };
    let steps: Vec<SettlementStep> = computed.iter().map(to_step).collect();
    Statement {
        beneficiary: input.beneficiary.clone(),
        costs: input.costs.unwrap_or(total),
        contributions: input.contributions.unwrap_or_default(),
        rate: input.funding_rate.or(rules.terms.funding_rate).unwrap_or_default(),
        steps,
        termination: input.termination,
    }
}

fn check_statement(
    at: &str,
    input: &AcceptedStatement,
    terms: &SettlementTerms,
    faults: &mut ValidationErrors,
) {
    let AcceptedStatement { beneficiary, costs, contributions, funding_rate, direct_costs, termination } =
        input;
    faults.blank(&format!("{at}/beneficiary"), beneficiary);
    negative(&format!("{at}/costs"), *costs, faults);
    negative(&format!("{at}/contributions"), *contributions, faults);
    negative(&format!("{at}/termination/received"), termination.map(|one| one.received), faults);
    negative(&format!("{at}/termination/reduction"), termination.and_then(|one| one.reduction), faults);
    let has_costs = costs.is_some() || !direct_costs.is_empty();
    if !has_costs && contributions.is_none() {
        faults.push(&format!("{at}/costs"), ErrorCode::Required, "a statement needs costs or contributions");
    }
    let member = if costs.is_some() { "costs" } else { "direct_costs" };
    if has_costs && terms.form == GrantForm::LumpSum {
        faults.push(
            &format!("{at}/{member}"),
            ErrorCode::Unused,
            "a lump sum is given as contributions, not as costs",
        );
    } else if has_costs && funding_rate.or(terms.funding_rate).is_none() {
        let detail = "the funding rate is missing: give it here, in the grant, or name a call that has one";
        faults.push(&format!("{at}/funding_rate"), ErrorCode::Required, detail);
    }
}

fn check_direct_costs(
    at: &str,
    input: &AcceptedStatement,
    rules: &BudgetRules,
    faults: &mut ValidationErrors,
) {
    if input.costs.is_some() && !input.direct_costs.is_empty() {
        let detail = "give the total `costs` or the `direct_costs`, not both";
        faults.push(&format!("{at}/direct_costs"), ErrorCode::Twice, detail);
    }
    for (index, one) in input.direct_costs.iter().enumerate() {
        let at = format!("{at}/direct_costs/{index}");
        negative(&format!("{at}/amount"), Some(one.amount), faults);
        let earlier = input.direct_costs[..index].iter().position(|other| other.category == one.category);
        if let Some(first) = earlier {
            faults.twice(
                &format!("{at}/category"),
                &format!("the category {}", one.category),
                ("item", first),
            );
        }
        if computes(rules, one.category) {
            let detail = "the rules of the call compute these costs: remove them";
            faults.push(&format!("{at}/category"), ErrorCode::Computed, detail);
        }
    }
}

//! The steps of a computation, as reported.

use entity::value::{DecimalString, Money, Percent};
use openapi::finance::settlements::{SettlementRule, SettlementStep, StepTerm};
use rust_decimal::Decimal;

/// A step: the formula, its terms, and its result.
pub(super) fn step<const N: usize>(
    rule: SettlementRule,
    formula: &str,
    terms: [StepTerm; N],
    amount: Money,
) -> SettlementStep {
    SettlementStep {
        rule,
        article: rule.article().to_owned(),
        formula: formula.to_owned(),
        beneficiary: None,
        reason: None,
        terms: terms.into(),
        amount,
    }
}

/// The same step, for a beneficiary.
pub(super) fn of(beneficiary: &str, step: SettlementStep) -> SettlementStep {
    SettlementStep { beneficiary: Some(beneficiary.to_owned()), ..step }
}

/// An amount as a term of a step.
pub(super) fn amount(name: &str, amount: Money) -> StepTerm {
    StepTerm { name: name.to_owned(), amount: Some(amount), percent: None }
}

/// A percentage as a term of a step.
pub(super) fn percent(name: &str, rate: Percent) -> StepTerm {
    ratio(name, rate.amount())
}

/// A computed percentage as a term of a step.
pub(super) fn ratio(name: &str, percent: Decimal) -> StepTerm {
    StepTerm { name: name.to_owned(), amount: None, percent: Some(DecimalString(percent)) }
}

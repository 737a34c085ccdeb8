//! The Mutual Insurance Mechanism: a share of the maximum grant is retained from the first prefinancing,
//! counts as paid, and is released with the final payment (Regulation (EU) 2021/695, Article 37).

use entity::value::{Money, MoneyError};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};

use super::step::{amount, percent, step};
use crate::finance::grant_rules::rounding::share;

/// The amount retained from the first prefinancing: never more than the prefinancing itself.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for a share, but is returned by the arithmetic.
pub(super) fn retained(terms: &SettlementTerms, prefinancing: Money) -> Result<Money, MoneyError> {
    Ok(share(terms.maximum_grant, terms.guarantee_rate, terms.rounding)?.min(prefinancing))
}

pub(super) fn retention(terms: &SettlementTerms, prefinancing: Money, retained: Money) -> SettlementStep {
    let into = [
        amount("maximum_grant", terms.maximum_grant),
        percent("guarantee_rate", terms.guarantee_rate),
        amount("prefinancing", prefinancing),
    ];
    let formula = "min(maximum_grant x guarantee_rate, prefinancing)";
    step(SettlementRule::GuaranteeRetention, formula, into, retained)
}

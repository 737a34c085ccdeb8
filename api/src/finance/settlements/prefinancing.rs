//! Prefinancing: it belongs to the Union until it is cleared (model grant agreement, Article 22.3.1).

use entity::value::{Money, MoneyError, Percent};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};

use super::guarantee;
use super::paid::Paid;
use super::step::{amount, percent, step};
use crate::finance::grant_rules::rounding::share;

/// The result of a prefinancing.
#[derive(Clone, Debug)]
pub(super) struct Prefinanced {
    pub(super) steps: Vec<SettlementStep>,
    pub(super) due: Money,
    /// The part that the Mutual Insurance Mechanism retains.
    pub(super) retained: Money,
}

/// The reduction of a further prefinancing if less than the threshold of the one before was used.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for amounts that are not negative, but is returned by the
/// arithmetic.
pub(super) fn unused(terms: &SettlementTerms, previous: Money, used: Money) -> Result<Money, MoneyError> {
    let threshold = share(previous, terms.use_threshold, terms.rounding)?;
    Ok(threshold.minus(used)?.max(Money::ZERO))
}

/// A prefinancing with the amount of the data sheet, when the amount `used` of the one before is known.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn prefinancing(
    terms: &SettlementTerms,
    paid: &Paid,
    set_out: Money,
    used: Option<Money>,
) -> Result<Prefinanced, MoneyError> {
    let mut steps = Vec::new();
    let mut lacking = Money::ZERO;
    if let Some((previous, used)) = paid.last_prefinancing.zip(used) {
        lacking = unused(terms, previous, used)?.min(set_out);
        steps.push(reduction(terms, [previous, used, set_out], lacking));
    }
    let before = paid.total()?;
    let left = terms.maximum_grant.minus(before)?.max(Money::ZERO);
    let due = set_out.minus(lacking)?.min(left);
    let into = [
        amount("amount", set_out),
        amount("unused_prefinancing", lacking),
        amount("maximum_grant", terms.maximum_grant),
        amount("paid_before", before),
    ];
    let formula = "min(amount - unused_prefinancing, max(maximum_grant - paid_before, 0))";
    steps.push(step(SettlementRule::Prefinancing, formula, into, due));
    let mut retained = Money::ZERO;
    if paid.last_prefinancing.is_none() && terms.guarantee_rate > Percent::ZERO {
        retained = guarantee::retained(terms, due)?;
        steps.push(guarantee::retention(terms, due, retained));
    }
    let into = [amount("prefinancing", due), amount("guarantee_retention", retained)];
    let reaches = due.minus(retained)?;
    steps.push(step(SettlementRule::Transfer, "prefinancing - guarantee_retention", into, reaches));
    Ok(Prefinanced { steps, due, retained })
}

fn reduction(
    terms: &SettlementTerms,
    [previous, used, set_out]: [Money; 3],
    lacking: Money,
) -> SettlementStep {
    let into = [
        amount("previous_prefinancing", previous),
        percent("use_threshold", terms.use_threshold),
        amount("used", used),
        amount("amount", set_out),
    ];
    let formula = "min(max(previous_prefinancing x use_threshold - used, 0), amount)";
    step(SettlementRule::UnusedPrefinancing, formula, into, lacking)
}

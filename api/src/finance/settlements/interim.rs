//! Interim payments (model grant agreement, Article 22.3.3): the contribution accepted for a reporting
//! period, as long as prefinancing and interim payments together stay below the ceiling.

use entity::value::{Money, MoneyError};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};

use super::contribution::Accepted;
use super::paid::Paid;
use super::step::{amount, percent, step};
use crate::finance::grant_rules::rounding::share;

/// The result of an interim payment.
#[derive(Clone, Debug)]
pub(super) struct Interim {
    pub(super) steps: Vec<SettlementStep>,
    pub(super) due: Money,
    /// The prefinancing that it clears.
    pub(super) cleared: Money,
}

/// The amount that the ceiling still allows.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn room(terms: &SettlementTerms, paid: &Paid) -> Result<Money, MoneyError> {
    let ceiling = share(terms.maximum_grant, terms.interim_ceiling, terms.rounding)?;
    Ok(ceiling.minus(paid.total()?)?.max(Money::ZERO))
}

/// An interim payment for the contribution accepted for a period.
///
/// # Errors
/// As [`room`].
pub(super) fn interim(
    terms: &SettlementTerms,
    paid: &Paid,
    accepted: Accepted,
) -> Result<Interim, MoneyError> {
    let total = accepted.net()?;
    let told = accepted.added_up(accepted.deducted, total);
    let mut steps = accepted.steps;
    steps.push(told);
    let mut cleared = Money::ZERO;
    if terms.clears_prefinancing {
        let open = paid.open()?;
        cleared = total.min(open);
        let into = [amount("accepted_contribution", total), amount("prefinancing_open", open)];
        let formula = "min(accepted_contribution, prefinancing_open)";
        steps.push(step(SettlementRule::PrefinancingCleared, formula, into, cleared));
    }
    let room = room(terms, paid)?;
    let into = [
        amount("maximum_grant", terms.maximum_grant),
        percent("interim_ceiling", terms.interim_ceiling),
        amount("prefinancing", paid.prefinancing),
        amount("interim_payments", paid.interim),
    ];
    let formula = "max(maximum_grant x interim_ceiling - prefinancing - interim_payments, 0)";
    steps.push(step(SettlementRule::InterimCeiling, formula, into, room));
    let due = total.minus(cleared)?.min(room);
    let into = [
        amount("accepted_contribution", total),
        amount("prefinancing_cleared", cleared),
        amount("interim_ceiling", room),
    ];
    let formula = "min(accepted_contribution - prefinancing_cleared, interim_ceiling)";
    steps.push(step(SettlementRule::InterimPayment, formula, into, due));
    Ok(Interim { steps, due, cleared })
}

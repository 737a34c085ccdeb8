//! The whole settlement: terms and payments in, each payment with its steps out.

use entity::value::{CurrencyCode, Money, MoneyError};
use openapi::finance::settlements::{
    BeneficiaryGrant, SettledPayment, Settlement, SettlementPaymentKind, SettlementRule, SettlementTerms,
    SettlementTotals,
};

use super::beneficiaries::beneficiary_grants;
use super::claim::Statement;
use super::contribution::Claims;
use super::final_payment::{FinalTerms, final_payment};
use super::interim::interim;
use super::paid::Paid;
use super::prefinancing::prefinancing;
use super::step::{amount, step};

#[derive(Clone, Debug)]
pub(super) struct SettlementInput {
    pub(super) currency: CurrencyCode,
    pub(super) terms: SettlementTerms,
    pub(super) payments: Vec<Payment>,
    pub(super) end: FinalTerms,
}

#[derive(Clone, Debug)]
pub(super) enum Payment {
    /// The amount of the data sheet, and the used amount of the prefinancing before it, if given.
    Prefinancing { amount: Money, used: Option<Money> },
    /// The statements of a reporting period.
    Interim(Vec<Statement>),
    /// The statements of the last reporting period.
    Final(Vec<Statement>),
}

/// The running totals of a settlement.
#[derive(Debug, Default)]
struct Course {
    paid: Paid,
    claims: Claims,
    totals: SettlementTotals,
}

/// Settles a grant.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn settle(case: &SettlementInput) -> Result<Settlement, MoneyError> {
    let mut course = Course::default();
    let (mut payments, mut beneficiaries) = (Vec::with_capacity(case.payments.len()), Vec::new());
    for payment in &case.payments {
        let mut settled = match payment {
            Payment::Prefinancing { amount, used } => course.prefinanced(&case.terms, *amount, *used)?,
            Payment::Interim(statements) => course.interim(&case.terms, statements)?,
            Payment::Final(statements) => {
                let (settled, grants) = course.final_terms(case, statements)?;
                beneficiaries = grants;
                settled
            }
        };
        settled.prefinancing_open = course.paid.open()?;
        settled.guarantee_held = course.paid.held;
        let Course { totals, .. } = &mut course;
        totals.transferred = totals.transferred.plus(settled.transferred)?;
        totals.to_recover = totals.to_recover.plus(settled.to_recover)?;
        payments.push(settled);
    }
    let Paid { prefinancing, interim, held: guarantee_held, .. } = course.paid;
    let totals = SettlementTotals { prefinancing, interim, guarantee_held, ..course.totals };
    Ok(Settlement { currency: case.currency, terms: case.terms, payments, totals, beneficiaries })
}

impl Course {
    fn prefinanced(
        &mut self,
        terms: &SettlementTerms,
        set_out: Money,
        used: Option<Money>,
    ) -> Result<SettledPayment, MoneyError> {
        let prefinanced = prefinancing(terms, &self.paid, set_out, used)?;
        self.paid.prefinancing = self.paid.prefinancing.plus(prefinanced.due)?;
        self.paid.last_prefinancing = Some(prefinanced.due);
        self.paid.held = self.paid.held.plus(prefinanced.retained)?;
        Ok(SettledPayment {
            steps: prefinanced.steps,
            transferred: prefinanced.due.minus(prefinanced.retained)?,
            ..nothing(SettlementPaymentKind::Prefinancing, prefinanced.due)
        })
    }

    fn interim(
        &mut self,
        terms: &SettlementTerms,
        statements: &[Statement],
    ) -> Result<SettledPayment, MoneyError> {
        let accepted = self.claims.add(statements, terms)?;
        self.totals.accepted_contribution = self.totals.accepted_contribution.plus(accepted.net()?)?;
        let mut settled = interim(terms, &self.paid, accepted)?;
        self.paid.interim = self.paid.interim.plus(settled.due)?;
        self.paid.cleared = self.paid.cleared.plus(settled.cleared)?;
        let into = [amount("interim_payment", settled.due)];
        settled.steps.push(step(SettlementRule::Transfer, "interim_payment", into, settled.due));
        Ok(SettledPayment {
            steps: settled.steps,
            transferred: settled.due,
            ..nothing(SettlementPaymentKind::Interim, settled.due)
        })
    }

    fn final_terms(
        &mut self,
        case: &SettlementInput,
        statements: &[Statement],
    ) -> Result<(SettledPayment, Vec<BeneficiaryGrant>), MoneyError> {
        let accepted = self.claims.add(statements, &case.terms)?;
        let mut end = final_payment(&case.terms, &self.paid, &self.claims, &case.end)?;
        let beneficiaries = beneficiary_grants(&case.terms, &self.claims, &end, &case.end)?;
        let first = [SettlementRule::FlatRateCosts, SettlementRule::Termination];
        let steps = accepted.steps.into_iter().filter(|step| first.contains(&step.rule));
        end.steps.splice(0..0, steps);
        self.totals.accepted_contribution = end.accepted;
        self.totals.final_grant = Some(end.grant);
        self.totals.balance = Some(end.balance);
        self.paid.cleared = self.paid.prefinancing;
        self.paid.held = Money::ZERO;
        let settled = SettledPayment {
            steps: end.steps,
            transferred: end.transfer.max(Money::ZERO),
            to_recover: Money::ZERO.minus(end.transfer.min(Money::ZERO))?,
            ..nothing(SettlementPaymentKind::Final, end.balance)
        };
        Ok((settled, beneficiaries))
    }
}

/// A payment with only its due amount known.
fn nothing(kind: SettlementPaymentKind, due: Money) -> SettledPayment {
    SettledPayment {
        kind,
        steps: Vec::new(),
        due,
        transferred: Money::ZERO,
        to_recover: Money::ZERO,
        prefinancing_open: Money::ZERO,
        guarantee_held: Money::ZERO,
    }
}

#[cfg(test)]
mod tests;

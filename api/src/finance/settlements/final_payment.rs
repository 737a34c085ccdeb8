//! The final payment (model grant agreement, Article 22.3.4): the final grant and the balance.
//!
//! The steps are in the order of the article: the accepted contribution, less the effects of missing
//! certificates and breaches (step 1); the maximum grant (step 2); the no-profit rule (step 3).

use std::collections::BTreeSet;

use entity::value::{Money, MoneyError, Percent};
use openapi::finance::settlements::{GrantReduction, SettlementRule, SettlementStep, SettlementTerms};

use super::contribution::{Accepted, Claims};
use super::paid::Paid;
use super::profit::Surplus;
use super::step::{amount, percent, step};
use crate::finance::grant_rules::rounding::deducted;

/// The terms of the final payment.
#[derive(Clone, Debug, Default)]
pub(super) struct FinalTerms {
    /// The beneficiaries with a certificate.
    pub(super) certified: BTreeSet<String>,
    pub(super) reductions: Vec<GrantReduction>,
    pub(super) revenue: Money,
    /// The payments that beneficiaries received.
    pub(super) received: Vec<(String, Money)>,
    /// What is rejected after the final payment.
    pub(super) revisions: Vec<Revision>,
}

/// What is rejected of a beneficiary after the final payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    pub(super) beneficiary: String,
    pub(super) rejected_costs: Money,
    pub(super) rejected_contributions: Money,
    pub(super) reduction: Money,
    pub(super) rate: Percent,
}

/// The result of the final payment.
#[derive(Clone, Debug)]
pub(super) struct Final {
    pub(super) steps: Vec<SettlementStep>,
    pub(super) accepted: Money,
    /// The accepted contribution of each beneficiary, less its reductions.
    pub(super) by_beneficiary: Vec<(String, Money)>,
    pub(super) grant: Money,
    /// The final grant less earlier payments.
    pub(super) balance: Money,
    /// The balance with the amount released by the Mutual Insurance Mechanism. It is paid or, if negative,
    /// recovered.
    pub(super) transfer: Money,
}

/// The final payment for all accepted costs.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn final_payment(
    terms: &SettlementTerms,
    paid: &Paid,
    claims: &Claims,
    end: &FinalTerms,
) -> Result<Final, MoneyError> {
    let mut all = claims.in_all(terms, &end.certified)?;
    let mut steps = std::mem::take(&mut all.steps);
    let deducted = reduced(terms, &mut all, &end.reductions, &mut steps)?;
    let accepted = all.total()?.minus(deducted)?;
    steps.push(all.added_up(deducted, accepted));

    let limited = accepted.min(terms.maximum_grant);
    let into = [amount("accepted_contribution", accepted), amount("maximum_grant", terms.maximum_grant)];
    let formula = "min(accepted_contribution, maximum_grant)";
    steps.push(step(SettlementRule::MaximumGrant, formula, into, limited));

    let mut reduction = Money::ZERO;
    if terms.no_profit_exemption.is_none() {
        let (costs, contributions) = (claims.costs()?, all.contributions);
        let surplus = Surplus { grant: limited, revenue: end.revenue, costs, contributions };
        reduction = surplus.reduction(terms.rounding)?;
        steps.extend(surplus.to_steps(terms.rounding)?);
    }
    let grant = limited.minus(reduction)?;
    let into = [amount("maximum_grant", limited), amount("profit_reduction", reduction)];
    steps.push(step(SettlementRule::FinalGrant, "maximum_grant - profit_reduction", into, grant));

    let (balance, transfer) = balanced(paid, grant, &mut steps)?;
    Ok(Final { steps, accepted, by_beneficiary: all.by_beneficiary, grant, balance, transfer })
}

/// The reductions for breaches and terminations: never more than the accepted contribution.
fn reduced(
    terms: &SettlementTerms,
    accepted: &mut Accepted,
    reductions: &[GrantReduction],
    steps: &mut Vec<SettlementStep>,
) -> Result<Money, MoneyError> {
    let whole = accepted.total()?;
    let before = accepted.by_beneficiary.clone();
    let mut left = accepted.net()?;
    for reduction in reductions {
        let mut of_one = accepted.by_beneficiary.iter_mut().find(|one| named(reduction, &one.0));
        let base = before.iter().find(|one| named(reduction, &one.0)).map_or(whole, |one| one.1);
        let rest = of_one.as_ref().map_or(left, |one| one.1.min(left));
        let reduced = reduction_step(terms, reduction, base, rest)?;
        left = left.minus(reduced.amount)?;
        if let Some((_, contribution)) = of_one.as_mut() {
            *contribution = contribution.minus(reduced.amount)?;
        }
        steps.push(reduced);
    }
    whole.minus(left)
}

/// Whether a reduction is of this beneficiary.
fn named(reduction: &GrantReduction, beneficiary: &str) -> bool {
    reduction.beneficiary.as_deref() == Some(beneficiary)
}

/// A reduction of an accepted contribution of which a rest is not reduced yet.
fn reduction_step(
    terms: &SettlementTerms,
    reduction: &GrantReduction,
    whole: Money,
    rest: Money,
) -> Result<SettlementStep, MoneyError> {
    let GrantReduction { reason, beneficiary, amount: fixed, rate } = reduction;
    let share = rate.map(|rate| deducted(whole.amount() * rate.ratio(), terms.rounding)).transpose()?;
    let wanted = fixed.or(share).unwrap_or_default();
    let taken = wanted.min(rest);
    let rule = SettlementRule::GrantReduction;
    let (whole, rest) = (amount("accepted_contribution", whole), amount("not_reduced_yet", rest));
    let reduced = match rate {
        Some(rate) => {
            let into = [whole, percent("rate", *rate), rest];
            step(rule, "min(accepted_contribution x rate, not_reduced_yet)", into, taken)
        }
        None => step(rule, "min(amount, not_reduced_yet)", [amount("amount", wanted), rest], taken),
    };
    Ok(SettlementStep { reason: Some(reason.clone()), beneficiary: beneficiary.clone(), ..reduced })
}

fn balanced(
    paid: &Paid,
    grant: Money,
    steps: &mut Vec<SettlementStep>,
) -> Result<(Money, Money), MoneyError> {
    let balance = grant.minus(paid.total()?)?;
    let into = [
        amount("final_grant", grant),
        amount("prefinancing", paid.prefinancing),
        amount("interim_payments", paid.interim),
    ];
    let formula = "final_grant - prefinancing - interim_payments";
    steps.push(step(SettlementRule::Balance, formula, into, balance));
    if paid.held > Money::ZERO {
        let into = [amount("guarantee_held", paid.held)];
        steps.push(step(SettlementRule::GuaranteeRelease, "guarantee_held", into, paid.held));
    }
    let transfer = balance.plus(paid.held)?;
    let into = [amount("balance", balance), amount("guarantee_release", paid.held)];
    steps.push(step(SettlementRule::Transfer, "balance + guarantee_release", into, transfer));
    Ok((balance, transfer))
}

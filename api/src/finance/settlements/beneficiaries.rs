//! The final grant of each beneficiary, its debt (model grant agreement, Article 22.3.4), and recoveries
//! after the final payment (Article 22.3.5).

use std::cmp::Reverse;

use entity::value::{Money, MoneyError, Percent};
use openapi::finance::settlements::{BeneficiaryGrant, SettlementRule, SettlementStep, SettlementTerms};

use super::claim::Claim;
use super::contribution::Claims;
use super::final_payment::{Final, FinalTerms, Revision};
use super::step::{amount, of, percent, step};
use crate::finance::grant_rules::rounding::granted;

/// The parts of an amount in proportion to weights, by largest remainder. So they add up to the amount.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for parts of an amount, but is returned by the arithmetic.
pub(super) fn in_proportion(whole: Money, weights: &[Money]) -> Result<Vec<Money>, MoneyError> {
    let total: i128 = weights.iter().map(|weight| i128::from(weight.cents())).sum();
    if total <= 0 {
        return Ok(vec![Money::ZERO; weights.len()]);
    }
    let scaled = weights.iter().map(|weight| i128::from(weight.cents()) * i128::from(whole.cents()));
    let scaled: Vec<_> = scaled.collect();
    let mut cents: Vec<_> = scaled.iter().map(|scaled| scaled / total).collect();
    let missing = i128::from(whole.cents()) - cents.iter().sum::<i128>();
    let mut by_remainder: Vec<_> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| Reverse(scaled[*index] % total));
    for (index, _) in by_remainder.into_iter().zip(0..missing) {
        cents[index] += 1;
    }
    let parts = cents.into_iter().map(|cents| i64::try_from(cents).map_err(|_| MoneyError::Range));
    parts.map(|cents| Money::from_cents(cents?)).collect()
}

/// The grant of each beneficiary at the end.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn beneficiary_grants(
    terms: &SettlementTerms,
    claims: &Claims,
    end: &Final,
    rules: &FinalTerms,
) -> Result<Vec<BeneficiaryGrant>, MoneyError> {
    let accepted: Vec<_> = end.by_beneficiary.iter().map(|(_, accepted)| *accepted).collect();
    let shares = in_proportion(end.grant, &accepted)?;
    let mut grants = Vec::new();
    for ((beneficiary, accepted), share) in end.by_beneficiary.iter().zip(shares) {
        grants.push(BeneficiaryGrant {
            beneficiary: beneficiary.clone(),
            accepted_contribution: *accepted,
            final_grant: share,
            debt: None,
            revised_grant: None,
            to_recover: None,
            steps: vec![of(beneficiary, share_step(end, *accepted, share))],
        });
    }
    if terms.guarantee_rate > Percent::ZERO {
        add_debts(&mut grants, end, rules)?;
    }
    for revision in &rules.revisions {
        let claim = claims.all().iter().find(|claim| claim.beneficiary == revision.beneficiary);
        let grant = grants.iter_mut().find(|grant| grant.beneficiary == revision.beneficiary);
        if let Some((claim, grant)) = claim.zip(grant) {
            revise(terms, claim, revision, rules, grant)?;
        }
    }
    Ok(grants)
}

fn share_step(end: &Final, accepted: Money, share: Money) -> SettlementStep {
    let into = [
        amount("beneficiary_contribution", accepted),
        amount("accepted_contribution", end.accepted),
        amount("final_grant", end.grant),
    ];
    let formula = "beneficiary_contribution / accepted_contribution x final_grant";
    step(SettlementRule::BeneficiaryGrant, formula, into, share)
}

/// Divides a negative balance among the beneficiaries that received more than their share.
fn add_debts(grants: &mut [BeneficiaryGrant], end: &Final, rules: &FinalTerms) -> Result<(), MoneyError> {
    let debt = Money::ZERO.minus(end.transfer.min(Money::ZERO))?;
    if debt == Money::ZERO || rules.received.is_empty() {
        return Ok(());
    }
    let mut excesses = Vec::new();
    for grant in grants.iter() {
        let received = rules.received.iter().find(|(name, _)| *name == grant.beneficiary);
        let received = received.map_or(Money::ZERO, |(_, amount)| *amount);
        excesses.push(received.minus(grant.final_grant)?.max(Money::ZERO));
    }
    let all = Money::total(excesses.iter().copied())?;
    for ((grant, excess), part) in grants.iter_mut().zip(&excesses).zip(in_proportion(debt, &excesses)?) {
        let into = [amount("excess", *excess), amount("all_excess", all), amount("to_recover", debt)];
        let debt = step(SettlementRule::BeneficiaryDebt, "excess / all_excess x to_recover", into, part);
        grant.steps.push(of(&grant.beneficiary, debt));
        grant.debt = Some(part);
    }
    Ok(())
}

/// The revised grant of a beneficiary, and what it must pay back.
fn revise(
    terms: &SettlementTerms,
    claim: &Claim,
    revision: &Revision,
    rules: &FinalTerms,
    grant: &mut BeneficiaryGrant,
) -> Result<(), MoneyError> {
    let costs = claim.costs.minus(revision.rejected_costs)?;
    let exact = granted(costs.amount() * revision.rate.ratio(), terms.rounding)?;
    let to_costs = claim.capped(exact, terms, &rules.certified)?.map_or(exact, |(capped, _)| capped);
    let contributions = claim.contributions.minus(revision.rejected_contributions)?;
    let before = claim.accepted(terms, &rules.certified)?;
    let reductions = before.minus(grant.accepted_contribution)?.plus(revision.reduction)?;
    let revised = to_costs.plus(contributions)?.minus(reductions)?.max(Money::ZERO);
    let into = [
        amount("revised_costs", costs),
        percent("funding_rate", revision.rate),
        amount("contribution_to_costs", to_costs),
        amount("revised_contributions", contributions),
        amount("grant_reductions", reductions),
    ];
    let formula = "max(contribution_to_costs + revised_contributions - grant_reductions, 0), \
        contribution_to_costs = revised_costs x funding_rate";
    grant.steps.push(of(&grant.beneficiary, step(SettlementRule::RevisedGrant, formula, into, revised)));
    let to_recover = grant.final_grant.minus(revised)?.max(Money::ZERO);
    let into = [amount("beneficiary_grant", grant.final_grant), amount("revised_grant", revised)];
    let formula = "max(beneficiary_grant - revised_grant, 0)";
    grant.steps.push(of(&grant.beneficiary, step(SettlementRule::Recovery, formula, into, to_recover)));
    (grant.revised_grant, grant.to_recover) = (Some(revised), Some(to_recover));
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    #[test]
    fn the_missing_cents_go_to_the_largest_remainders() {
        let parts = in_proportion(cents(100), &[cents(1), cents(1), cents(1)]);
        assert_eq!(parts, Ok(vec![cents(34), cents(33), cents(33)]));
        let parts = in_proportion(cents(1_000), &[cents(1), cents(2), cents(3)]);
        assert_eq!(parts, Ok(vec![cents(167), cents(333), cents(500)]));
        assert_eq!(in_proportion(cents(5), &[Money::ZERO]), Ok(vec![Money::ZERO]));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_each_is_within_a_cent(
            whole in 0_i64..=10_000_000_000_000,
            weights in prop::collection::vec(0_i64..=10_000_000_000_000, 1..20),
        ) {
            prop_assume!(weights.iter().sum::<i64>() > 0);
            let weights: Vec<_> = weights.into_iter().map(cents).collect();
            let total: i128 = weights.iter().map(|weight| i128::from(weight.cents())).sum();
            let parts = in_proportion(cents(whole), &weights).expect("in range");
            prop_assert_eq!(Money::total(parts.iter().copied()), Ok(cents(whole)));
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(whole) * i128::from(weight.cents());
                prop_assert!((i128::from(part.cents()) * total - exact).abs() < total);
            }
        }
    }
}

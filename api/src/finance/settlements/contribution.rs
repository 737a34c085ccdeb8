//! The accepted costs, and the contribution to them: costs times the funding rate, and other contributions
//! as they are.
//!
//! By the rule of the call, the contribution to each statement is rounded, or the running total of a
//! beneficiary is. The final payment adds the contributions of all periods. So the totals agree in both
//! cases.

use std::collections::BTreeSet;

use entity::value::{Money, MoneyError};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};

use super::claim::{Claim, Statement};
use super::step::{amount, of, percent, step};

/// All accepted costs so far, in the order in which beneficiaries first appear.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    claims: Vec<Claim>,
    pub(super) contributions: Money,
}

/// The accepted contribution, with the steps to it.
#[derive(Clone, Debug)]
pub(super) struct Accepted {
    pub(super) steps: Vec<SettlementStep>,
    pub(super) to_costs: Money,
    pub(super) contributions: Money,
    /// The reductions for terminated beneficiaries.
    pub(super) deducted: Money,
    /// The accepted contribution of each beneficiary, less these reductions.
    pub(super) by_beneficiary: Vec<(String, Money)>,
}

impl Accepted {
    fn nothing(contributions: Money) -> Self {
        let (to_costs, deducted) = (Money::ZERO, Money::ZERO);
        Self { steps: vec![], to_costs, contributions, deducted, by_beneficiary: vec![] }
    }

    /// The total accepted contribution, less the reductions for terminated beneficiaries.
    ///
    /// # Errors
    /// As [`Accepted::total`].
    pub(super) fn net(&self) -> Result<Money, MoneyError> {
        Ok(self.total()?.minus(self.deducted)?.max(Money::ZERO))
    }

    /// The total accepted contribution.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the sum leaves the range of amounts.
    pub(super) fn total(&self) -> Result<Money, MoneyError> {
        self.to_costs.plus(self.contributions)
    }

    /// The step that adds them up, less deductions.
    pub(super) fn added_up(&self, deducted: Money, total: Money) -> SettlementStep {
        let into = [
            amount("contribution_to_costs", self.to_costs),
            amount("contributions", self.contributions),
            amount("grant_reductions", deducted),
        ];
        let formula = "contribution_to_costs + contributions - grant_reductions";
        step(SettlementRule::AcceptedContribution, formula, into, total)
    }
}

impl Claims {
    /// Adds the accepted costs of a period, and returns the contribution to them.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when a total leaves the range of amounts.
    pub(super) fn add(
        &mut self,
        statements: &[Statement],
        terms: &SettlementTerms,
    ) -> Result<Accepted, MoneyError> {
        let mut of_period = Accepted::nothing(Money::ZERO);
        for statement in statements {
            of_period
                .steps
                .extend(statement.steps.iter().map(|step| of(&statement.beneficiary, step.clone())));
            let claim = self.of(statement);
            let contribution = claim.add(statement, terms)?;
            let into = [amount("costs", statement.costs), percent("funding_rate", statement.rate)];
            let told = step(SettlementRule::ContributionToCosts, "costs x funding_rate", into, contribution);
            of_period.steps.push(of(&statement.beneficiary, told));
            of_period.to_costs = of_period.to_costs.plus(contribution)?;
            of_period.contributions = of_period.contributions.plus(statement.contributions)?;
            if let Some(termination) = statement.termination {
                of_period.deducted = of_period.deducted.plus(claim.reduction)?;
                of_period.steps.extend(claim.terminated(termination)?);
            }
        }
        self.contributions = self.contributions.plus(of_period.contributions)?;
        Ok(of_period)
    }

    fn of(&mut self, statement: &Statement) -> &mut Claim {
        let known = self.claims.iter().position(|claim| claim.beneficiary == statement.beneficiary);
        let index = known.unwrap_or_else(|| {
            self.claims.push(Claim::new(statement));
            self.claims.len() - 1
        });
        &mut self.claims[index]
    }

    /// All accepted costs.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the sum leaves the range of amounts.
    pub(super) fn costs(&self) -> Result<Money, MoneyError> {
        Money::total(self.claims.iter().map(|claim| claim.costs))
    }

    /// The total contribution at the final payment. Without a certificate, the contribution to the costs of
    /// a beneficiary stays below the threshold.
    ///
    /// # Errors
    /// As [`Claims::costs`].
    pub(super) fn in_all(
        &self,
        terms: &SettlementTerms,
        certified: &BTreeSet<String>,
    ) -> Result<Accepted, MoneyError> {
        let mut all = Accepted::nothing(self.contributions);
        for claim in &self.claims {
            let mut contribution = claim.contribution()?;
            all.steps.push(claim.to_step(terms.rounding_scope, contribution));
            if let Some((capped, cap)) = claim.capped(contribution, terms, certified)? {
                all.steps.push(of(&claim.beneficiary, cap));
                contribution = capped;
            }
            all.to_costs = all.to_costs.plus(contribution)?;
            let accepted = contribution.plus(claim.contributions)?;
            let reduction = claim.reduction.min(accepted);
            if reduction > Money::ZERO {
                all.steps.push(claim.reduced(reduction));
                all.deducted = all.deducted.plus(reduction)?;
            }
            all.by_beneficiary.push((claim.beneficiary.clone(), accepted.minus(reduction)?));
        }
        Ok(all)
    }

    /// The claims of all beneficiaries.
    pub(super) fn all(&self) -> &[Claim] {
        &self.claims
    }
}

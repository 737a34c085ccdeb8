//! The accepted costs, and the contribution to them: costs times the funding rate, and other contributions
//! as they are.
//!
//! The contribution to a beneficiary for a period is the difference of two rounded running totals. So the
//! periods total the contribution that the final payment computes from all costs together.

use std::collections::BTreeSet;

use entity::value::{Money, MoneyError, Percent, Rounding};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};
use rust_decimal::Decimal;

use super::rounding::granted;
use super::step::{amount, of, percent, step};

/// The accepted costs of a beneficiary in a reporting period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) beneficiary: String,
    pub(super) costs: Money,
    pub(super) contributions: Money,
    pub(super) rate: Percent,
}

/// The accepted costs of a beneficiary so far.
#[derive(Clone, Debug)]
struct Claim {
    beneficiary: String,
    costs: Money,
    /// The contribution to the costs, before rounding.
    exact: Decimal,
    /// The rate, if it is the same in all periods.
    rate: Option<Percent>,
}

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
}

impl Accepted {
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
        rounding: Rounding,
    ) -> Result<Accepted, MoneyError> {
        let mut of_period = Accepted { steps: vec![], to_costs: Money::ZERO, contributions: Money::ZERO };
        for statement in statements {
            let claim = self.of(statement);
            let before = granted(claim.exact, rounding)?;
            claim.costs = claim.costs.plus(statement.costs)?;
            claim.exact += statement.costs.amount() * statement.rate.ratio();
            claim.rate = claim.rate.filter(|rate| *rate == statement.rate);
            let contribution = granted(claim.exact, rounding)?.minus(before)?;
            let into = [amount("costs", statement.costs), percent("funding_rate", statement.rate)];
            let told = step(SettlementRule::ContributionToCosts, "costs x funding_rate", into, contribution);
            of_period.steps.push(of(&statement.beneficiary, told));
            of_period.to_costs = of_period.to_costs.plus(contribution)?;
            of_period.contributions = of_period.contributions.plus(statement.contributions)?;
        }
        self.contributions = self.contributions.plus(of_period.contributions)?;
        Ok(of_period)
    }

    fn of(&mut self, statement: &Statement) -> &mut Claim {
        let known = self.claims.iter().position(|claim| claim.beneficiary == statement.beneficiary);
        let index = known.unwrap_or_else(|| {
            self.claims.push(Claim {
                beneficiary: statement.beneficiary.clone(),
                costs: Money::ZERO,
                exact: Decimal::ZERO,
                rate: Some(statement.rate),
            });
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
        let mut all = Accepted { steps: vec![], to_costs: Money::ZERO, contributions: self.contributions };
        for claim in &self.claims {
            let mut contribution = granted(claim.exact, terms.rounding)?;
            all.steps.push(claim.to_step(contribution));
            let missing = !certified.contains(&claim.beneficiary);
            if let Some(threshold) = terms.certificate_threshold.filter(|_| missing)
                && let Some((capped, told)) = uncertified(contribution, threshold)?
            {
                all.steps.push(of(&claim.beneficiary, told));
                contribution = capped;
            }
            all.to_costs = all.to_costs.plus(contribution)?;
        }
        Ok(all)
    }
}

impl Claim {
    fn to_step(&self, contribution: Money) -> SettlementStep {
        let costs = amount("costs", self.costs);
        let rule = SettlementRule::ContributionToCosts;
        let told = match self.rate {
            Some(rate) => {
                let into = [costs, percent("funding_rate", rate)];
                step(rule, "costs x funding_rate", into, contribution)
            }
            None => step(rule, "sum(costs x funding_rate)", [costs], contribution),
        };
        of(&self.beneficiary, told)
    }
}

/// The remaining contribution to costs without a required certificate: a cent less than the threshold
/// (Articles 24.2 and 24.5). `None` if no certificate is required.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for a positive threshold, but is returned by the arithmetic.
pub(super) fn uncertified(
    contribution: Money,
    threshold: Money,
) -> Result<Option<(Money, SettlementStep)>, MoneyError> {
    if contribution < threshold {
        return Ok(None);
    }
    let capped = threshold.minus(Money::from_cents(1)?)?;
    let into = [amount("contribution_to_costs", contribution), amount("certificate_threshold", threshold)];
    let formula = "certificate_threshold - 0.01";
    Ok(Some((capped, step(SettlementRule::MissingCertificate, formula, into, capped))))
}

//! The accepted costs, and the contribution to them: costs times the funding rate, and other contributions
//! as they are.
//!
//! By the rule of the call, the contribution to each statement is rounded, or the running total of a
//! beneficiary is. The final payment adds the contributions of all periods. So the totals agree in both
//! cases.

use std::collections::BTreeSet;

use entity::value::{Money, MoneyError, Percent, RoundingScope};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms};
use rust_decimal::Decimal;

use super::step::{amount, of, percent, step};
use crate::finance::grant_rules::rounding::granted;

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
    /// The contribution to the costs of each statement, rounded.
    parts: Vec<Money>,
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
        terms: &SettlementTerms,
    ) -> Result<Accepted, MoneyError> {
        let mut of_period = Accepted { steps: vec![], to_costs: Money::ZERO, contributions: Money::ZERO };
        for statement in statements {
            let contribution = self.of(statement).add(statement, terms)?;
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
                parts: Vec::new(),
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
            let mut contribution = claim.contribution()?;
            all.steps.push(claim.to_step(terms.rounding_scope, contribution));
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
    /// Adds a statement, and returns the contribution to its costs.
    fn add(&mut self, statement: &Statement, terms: &SettlementTerms) -> Result<Money, MoneyError> {
        let exact = statement.costs.amount() * statement.rate.ratio();
        self.costs = self.costs.plus(statement.costs)?;
        self.exact += exact;
        self.rate = self.rate.filter(|rate| *rate == statement.rate);
        let contribution = match terms.rounding_scope {
            RoundingScope::PerStatement => granted(exact, terms.rounding)?,
            RoundingScope::Cumulative => granted(self.exact, terms.rounding)?.minus(self.contribution()?)?,
        };
        self.parts.push(contribution);
        Ok(contribution)
    }

    /// The contribution to all costs: the total of those to the statements.
    fn contribution(&self) -> Result<Money, MoneyError> {
        Money::total(self.parts.iter().copied())
    }

    fn to_step(&self, scope: RoundingScope, contribution: Money) -> SettlementStep {
        let costs = amount("costs", self.costs);
        let rule = SettlementRule::ContributionToCosts;
        let told = match self.rate {
            _ if scope == RoundingScope::PerStatement && self.parts.len() > 1 => self.added_up(contribution),
            Some(rate) => {
                let into = [costs, percent("funding_rate", rate)];
                step(rule, "costs x funding_rate", into, contribution)
            }
            None => step(rule, "sum(costs x funding_rate)", [costs], contribution),
        };
        of(&self.beneficiary, told)
    }

    /// The step that adds the contributions to the statements.
    fn added_up(&self, contribution: Money) -> SettlementStep {
        let named = |(index, part): (usize, &Money)| amount(&format!("statement_{}", index + 1), *part);
        let terms: Vec<_> = self.parts.iter().enumerate().map(named).collect();
        let names: Vec<_> = terms.iter().map(|term| term.name.as_str()).collect();
        let told = step(SettlementRule::ContributionToCosts, &names.join(" + "), [], contribution);
        SettlementStep { terms, ..told }
    }
}

/// The limit of the contribution to costs without a required certificate: one euro less than the threshold
/// (annotated grant agreement of 1 April 2025, articles 22.3.4 and 24.5: 429 999 euro of 430 000). `None` if no
/// certificate is required.
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
    let capped = threshold.minus(Money::from_cents(100)?)?.max(Money::ZERO);
    let into = [amount("contribution_to_costs", contribution), amount("certificate_threshold", threshold)];
    let formula = "max(certificate_threshold - 1.00, 0)";
    Ok(Some((capped, step(SettlementRule::MissingCertificate, formula, into, capped))))
}

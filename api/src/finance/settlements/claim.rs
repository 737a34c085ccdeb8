//! The accepted costs and contributions of a beneficiary: statement by statement, to its certificate and its
//! termination.

use std::collections::BTreeSet;

use entity::value::{Money, MoneyError, Percent, RoundingScope};
use openapi::finance::settlements::{SettlementRule, SettlementStep, SettlementTerms, Termination};
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
    /// The steps to the costs that the rules compute.
    pub(super) steps: Vec<SettlementStep>,
    pub(super) termination: Option<Termination>,
}

/// The accepted costs of a beneficiary so far.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) beneficiary: String,
    pub(super) costs: Money,
    pub(super) contributions: Money,
    /// The reduction at its termination.
    pub(super) reduction: Money,
    /// The contribution to the costs, before rounding.
    exact: Decimal,
    /// The contribution to the costs of each statement, rounded.
    parts: Vec<Money>,
    /// The rate, if it is the same in all periods.
    rate: Option<Percent>,
}

impl Claim {
    /// The claim of a beneficiary before its first statement.
    pub(super) fn new(statement: &Statement) -> Self {
        Self {
            beneficiary: statement.beneficiary.clone(),
            costs: Money::ZERO,
            contributions: Money::ZERO,
            reduction: Money::ZERO,
            exact: Decimal::ZERO,
            parts: Vec::new(),
            rate: Some(statement.rate),
        }
    }

    /// Adds a statement, and returns the contribution to its costs.
    pub(super) fn add(
        &mut self,
        statement: &Statement,
        terms: &SettlementTerms,
    ) -> Result<Money, MoneyError> {
        let exact = statement.costs.amount() * statement.rate.ratio();
        self.costs = self.costs.plus(statement.costs)?;
        self.contributions = self.contributions.plus(statement.contributions)?;
        let reduction = statement.termination.and_then(|one| one.reduction).unwrap_or_default();
        self.reduction = self.reduction.plus(reduction)?;
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
    pub(super) fn contribution(&self) -> Result<Money, MoneyError> {
        Money::total(self.parts.iter().copied())
    }

    /// The limit of a contribution to the costs, if a required certificate is missing.
    ///
    /// # Errors
    /// As [`uncertified`].
    pub(super) fn capped(
        &self,
        contribution: Money,
        terms: &SettlementTerms,
        certified: &BTreeSet<String>,
    ) -> Result<Option<(Money, SettlementStep)>, MoneyError> {
        let missing = !certified.contains(&self.beneficiary);
        let threshold = terms.certificate_threshold.filter(|_| missing);
        Ok(threshold.map(|threshold| uncertified(contribution, threshold)).transpose()?.flatten())
    }

    /// The accepted contribution before any reduction.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when a total leaves the range of amounts.
    pub(super) fn accepted(
        &self,
        terms: &SettlementTerms,
        certified: &BTreeSet<String>,
    ) -> Result<Money, MoneyError> {
        let contribution = self.contribution()?;
        let capped = self.capped(contribution, terms, certified)?;
        capped.map_or(contribution, |(capped, _)| capped).plus(self.contributions)
    }

    /// The steps of a termination: the reduction if there is one, and the balance of the beneficiary.
    pub(super) fn terminated(&self, termination: Termination) -> Result<Vec<SettlementStep>, MoneyError> {
        let accepted = self.contribution()?.plus(self.contributions)?;
        let mut steps = Vec::new();
        if self.reduction > Money::ZERO {
            steps.push(self.reduced(self.reduction));
        }
        let into = [
            amount("accepted_contribution", accepted),
            amount("grant_reduction", self.reduction),
            amount("received", termination.received),
        ];
        let formula = "max(accepted_contribution - grant_reduction, 0) - received";
        let kept = accepted.minus(self.reduction)?.max(Money::ZERO);
        let balance = kept.minus(termination.received)?;
        steps.push(of(&self.beneficiary, step(SettlementRule::Termination, formula, into, balance)));
        Ok(steps)
    }

    pub(super) fn reduced(&self, reduction: Money) -> SettlementStep {
        let into = [amount("amount", self.reduction)];
        let reduced = step(SettlementRule::GrantReduction, "amount", into, reduction);
        of(&self.beneficiary, reduced)
    }

    pub(super) fn to_step(&self, scope: RoundingScope, contribution: Money) -> SettlementStep {
        let costs = amount("costs", self.costs);
        let rule = SettlementRule::ContributionToCosts;
        let contributed = match self.rate {
            _ if scope == RoundingScope::PerStatement && self.parts.len() > 1 => self.added_up(contribution),
            Some(rate) => {
                let into = [costs, percent("funding_rate", rate)];
                step(rule, "costs x funding_rate", into, contribution)
            }
            None => step(rule, "sum(costs x funding_rate)", [costs], contribution),
        };
        of(&self.beneficiary, contributed)
    }

    /// The step that adds the contributions to the statements.
    fn added_up(&self, contribution: Money) -> SettlementStep {
        let named = |(index, part): (usize, &Money)| amount(&format!("statement_{}", index + 1), *part);
        let terms: Vec<_> = self.parts.iter().enumerate().map(named).collect();
        let summands: Vec<_> = terms.iter().map(|term| term.name.as_str()).collect();
        let sum = step(SettlementRule::ContributionToCosts, &summands.join(" + "), [], contribution);
        SettlementStep { terms, ..sum }
    }
}

/// The limit of the contribution to costs without a required certificate: one euro less than the threshold
/// (annotated grant agreement of 1 April 2025, articles 22.3.4 and 24.5: 429 999 euro of 430 000). `None`
/// if no certificate is required.
///
/// # Errors
/// [`MoneyError::Range`]: cannot occur for a positive threshold, but is returned by the arithmetic.
fn uncertified(contribution: Money, threshold: Money) -> Result<Option<(Money, SettlementStep)>, MoneyError> {
    if contribution < threshold {
        return Ok(None);
    }
    let capped = threshold.minus(Money::from_cents(100)?)?.max(Money::ZERO);
    let into = [amount("contribution_to_costs", contribution), amount("certificate_threshold", threshold)];
    let formula = "max(certificate_threshold - 1.00, 0)";
    Ok(Some((capped, step(SettlementRule::MissingCertificate, formula, into, capped))))
}

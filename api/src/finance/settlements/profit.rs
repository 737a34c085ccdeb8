//! The no-profit rule (model grant agreement, Article 22.3.4, step 3; Regulation (EU, Euratom) 2018/1046,
//! Article 192).

use entity::value::{Money, MoneyError, Places, Rounding, round_half_up};
use openapi::finance::settlements::{SettlementRule, SettlementStep};
use rust_decimal::Decimal;

use super::step::{amount, ratio, step};
use crate::finance::grant_rules::rounding::deducted;

/// The final reimbursement rate is a percentage with two decimal places, as in the example of the annotated
/// agreement.
const RATE_PLACES: Places = 2;

/// The input of the rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surplus {
    /// The grant after step 2: at most the maximum grant.
    pub(super) grant: Money,
    pub(super) revenue: Money,
    pub(super) costs: Money,
    pub(super) contributions: Money,
}

impl Surplus {
    /// The amount by which grant and revenue exceed the accepted costs and contributions.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when a total leaves the range of amounts.
    pub(super) fn profit(&self) -> Result<Money, MoneyError> {
        let receipts = self.grant.plus(self.revenue)?;
        Ok(receipts.minus(self.costs.plus(self.contributions)?)?.max(Money::ZERO))
    }

    /// The final reimbursement rate of the costs in percent; 0 without costs.
    ///
    /// # Errors
    /// As [`Surplus::profit`].
    pub(super) fn rate(&self) -> Result<Decimal, MoneyError> {
        let to_costs = self.grant.minus(self.contributions)?.max(Money::ZERO);
        if self.costs <= Money::ZERO {
            return Ok(Decimal::ZERO);
        }
        let percent = to_costs.amount() * Decimal::ONE_HUNDRED / self.costs.amount();
        Ok(round_half_up(percent, RATE_PLACES))
    }

    /// The deducted part of a profit: never more than the grant.
    ///
    /// # Errors
    /// As [`Surplus::profit`].
    pub(super) fn reduction(&self, rounding: Rounding) -> Result<Money, MoneyError> {
        let exact = self.profit()?.amount() * self.rate()? / Decimal::ONE_HUNDRED;
        Ok(deducted(exact, rounding)?.min(self.grant))
    }

    /// The steps to the reduction.
    ///
    /// # Errors
    /// As [`Surplus::profit`].
    pub(super) fn to_steps(self, rounding: Rounding) -> Result<[SettlementStep; 2], MoneyError> {
        let (profit, costs) = (self.profit()?, amount("costs", self.costs));
        let contributions = amount("contributions", self.contributions);
        let into = [
            amount("maximum_grant", self.grant),
            amount("revenue", self.revenue),
            costs.clone(),
            contributions.clone(),
        ];
        let formula = "max(maximum_grant + revenue - costs - contributions, 0)";
        let surplus = step(SettlementRule::Profit, formula, into, profit);
        let into = [
            amount("profit", profit),
            amount("maximum_grant", self.grant),
            contributions,
            costs,
            ratio("reimbursement_rate", self.rate()?),
        ];
        let formula = "min(profit x reimbursement_rate, maximum_grant), \
            reimbursement_rate = (maximum_grant - contributions) / costs";
        let reduction = self.reduction(rounding)?;
        Ok([surplus, step(SettlementRule::ProfitReduction, formula, into, reduction)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surplus(grant: i64, revenue: i64, costs: i64, contributions: i64) -> Surplus {
        let [grant, revenue, costs, contributions] = [grant, revenue, costs, contributions]
            .map(|units| Money::from_cents(units * 100).expect("money"));
        Surplus { grant, revenue, costs, contributions }
    }

    #[test]
    fn the_annotated_agreements_example_loses_58_820() {
        let example = surplus(1_000_000, 800_000, 1_700_000, 0);
        assert_eq!(example.profit().map(|profit| profit.to_string()), Ok("100000.00".to_owned()));
        assert_eq!(example.rate().map(|rate| rate.to_string()), Ok("58.82".to_owned()));
        let reduction = example.reduction(Rounding::HalfUp);
        assert_eq!(reduction.map(|reduction| reduction.to_string()), Ok("58820.00".to_owned()));
    }

    #[test]
    fn no_more_is_deducted_than_was_granted_and_nothing_where_there_are_no_costs() {
        let rich = surplus(50, 1_000, 100, 0).reduction(Rounding::HalfUp);
        assert_eq!(rich, Money::from_cents(5_000));
        assert_eq!(surplus(50, 1_000, 0, 50).reduction(Rounding::HalfUp), Ok(Money::ZERO));
        assert_eq!(surplus(70, 10, 100, 0).profit(), Ok(Money::ZERO), "a loss is not a profit");
    }
}

//! The arithmetic of the cash flow: running totals at the end of each month, and their differences.

use chrono::NaiveDate;
use entity::value::{Money, MoneyError};
use openapi::finance::budgets::BudgetRules;

use crate::finance::costs::eligible::{Spent, eligible};
use crate::finance::revenue::apportion::slice;
use crate::finance::revenue::recognition::{
    CostRule, Cut, Days, Flow, LumpSum, LumpSumRule, Terms, completed_by, costs, earned, own_part,
};

/// Amounts with their days.
pub(super) type Dated = Vec<(NaiveDate, Money)>;

/// The data of a funding line for the cash flow.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) terms: Terms,
    pub(super) earning: Earning,
    pub(super) receipts: Dated,
    /// Expected payments, on the day on which they count.
    pub(super) expected: Dated,
}

/// How a line earns revenue.
#[derive(Clone, Debug)]
pub(super) enum Earning {
    /// Evenly over time: each part of the own share by its own period.
    Spread(Vec<(Days, Money)>, Spreading),
    /// As payments are received or expected.
    Receipts,
    Invoices(Dated),
    /// As eligible costs are incurred, with the indirect costs by the rules.
    Costs(Vec<Spent>, BudgetRules, CostRule),
    LumpSums(Vec<LumpSum>, LumpSumRule),
    /// What it earns in a month is not known. What it receives is.
    NotKnown,
}

/// Cuts a period by days or by months.
pub(super) type Spreading = fn(Days, Days) -> Option<Cut>;

/// Running totals to the end of a day, or the differences of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) received: Money,
    pub(super) expected: Money,
    pub(super) earned: Money,
    pub(super) spent: Money,
}

impl Totals {
    fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            received: self.received.plus(other.received)?,
            expected: self.expected.plus(other.expected)?,
            earned: self.earned.plus(other.earned)?,
            spent: self.spent.plus(other.spent)?,
        })
    }

    /// The difference from an earlier point to this one.
    pub(super) fn since(self, earlier: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            received: self.received.minus(earlier.received)?,
            expected: self.expected.minus(earlier.expected)?,
            earned: self.earned.minus(earlier.earned)?,
            spent: self.spent.minus(earlier.spent)?,
        })
    }

    /// Revenue earned, but neither received nor expected.
    pub(super) fn advance(self) -> Result<Money, MoneyError> {
        self.earned.minus(self.received)?.minus(self.expected)
    }

    /// Money spent, but neither received nor expected.
    pub(super) fn out_of_pocket(self) -> Result<Money, MoneyError> {
        self.spent.minus(self.received)?.minus(self.expected)
    }
}

/// The running totals of lines and costs, to the end of each of some days.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn totals(lines: &[Line], spent: &Dated, days: &[NaiveDate]) -> Result<Vec<Totals>, MoneyError> {
    let on = |day: &NaiveDate| {
        let spent = Totals { spent: up_to(spent, *day)?, ..Totals::default() };
        lines.iter().try_fold(spent, |total, line| total.plus(of_line(line, *day)?))
    };
    days.iter().map(on).collect()
}

fn of_line(line: &Line, day: NaiveDate) -> Result<Totals, MoneyError> {
    let own = |amounts: &Dated| own_part(up_to(amounts, day)?, line.terms);
    let (received, expected) = (own(&line.receipts)?, own(&line.expected)?);
    let earned = match &line.earning {
        Earning::Spread(parts, cut) => {
            let parts = parts.iter().map(|(days, amount)| spread(*amount, *days, day, *cut));
            Money::total(parts.collect::<Result<Vec<_>, _>>()?)?
        }
        Earning::Receipts => received.plus(expected)?.min(line.terms.own_share()),
        Earning::Invoices(invoices) => earned(up_to(invoices, day)?, line.terms)?,
        Earning::Costs(spent, rules, rule) => {
            let eligible = eligible(spent, rules, day)?;
            costs(Flow { before: Money::ZERO, counted: eligible }, *rule)?
        }
        Earning::LumpSums(sums, rule) => completed_by(sums, *rule, day)?,
        Earning::NotKnown => Money::ZERO,
    };
    Ok(Totals { received, expected, earned, spent: Money::ZERO })
}

fn up_to(amounts: &Dated, day: NaiveDate) -> Result<Money, MoneyError> {
    Money::total(amounts.iter().filter(|(on, _)| *on <= day).map(|(_, amount)| *amount))
}

/// The part of an own share that is earned by the end of a day.
fn spread(own_share: Money, line: Days, day: NaiveDate, cut: Spreading) -> Result<Money, MoneyError> {
    if day < line.first {
        return Ok(Money::ZERO);
    }
    let cut = cut(line, Days { first: line.first, last: day });
    cut.map_or(Ok(Money::ZERO), |cut| slice(own_share, 0, cut.before + cut.counted, cut.total))
}

#[cfg(test)]
mod tests {
    use entity::value::{CostCategory, Percent, Rounding};
    use proptest::prelude::*;

    use super::*;
    use crate::finance::revenue::recognition::{pro_rata_days, pro_rata_months};

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).expect("a day")
    }

    fn line(earning: Earning, receipts: Dated, expected: Dated) -> Line {
        let terms = Terms::of(Some(money(40_000)), Some(money(10_000))).expect("terms");
        Line { terms, earning, receipts, expected }
    }

    #[test]
    fn prefinancing_runs_ahead_of_what_is_earned_and_is_caught_up_with() {
        let year = Days { first: day(1, 1), last: day(10, 31) };
        let one = line(
            Earning::Spread(vec![(year, money(10_000))], pro_rata_months),
            vec![(day(1, 15), money(16_000))],
            vec![(day(6, 30), money(8_000))],
        );
        let ends = [day(1, 31), day(4, 30), day(5, 31), day(6, 30), day(12, 31)];
        let totals = totals(&[one], &vec![(day(1, 31), money(500))], &ends).expect("in range");
        let advances: Vec<_> =
            totals.iter().map(|total| total.advance().expect("in range").cents()).collect();
        assert_eq!(advances, [-3_000, 0, 1_000, 0, 4_000]);
        let pockets = totals.iter().map(|total| total.out_of_pocket().expect("in range").cents());
        assert_eq!(pockets.collect::<Vec<_>>(), [-3_500, -3_500, -3_500, -5_500, -5_500]);
        assert_eq!(totals[3].since(totals[2]).expect("in range").expected, money(2_000));
    }

    #[test]
    fn what_is_earned_as_it_comes_in_is_never_advanced() {
        let one = line(Earning::Receipts, vec![(day(2, 1), money(4_000))], vec![(day(3, 1), money(8_000))]);
        for total in totals(&[one], &Dated::new(), &[day(1, 1), day(2, 1), day(12, 31)]).expect("in range") {
            assert_eq!(total.advance(), Ok(money(0)));
        }
    }

    #[test]
    fn what_is_invoiced_is_advanced_until_it_is_paid() {
        let invoices = vec![(day(2, 1), money(40_000))];
        let one = line(Earning::Invoices(invoices), vec![(day(4, 1), money(40_000))], Vec::new());
        let totals = totals(&[one], &Dated::new(), &[day(1, 31), day(2, 29), day(4, 30)]).expect("in range");
        let advances: Vec<_> =
            totals.iter().map(|total| total.advance().expect("in range").cents()).collect();
        assert_eq!(advances, [0, 10_000, 0]);
    }

    #[test]
    fn what_is_earned_as_it_is_spent_is_known_of_each_month() {
        let spent = |on, cents| Spent { day: on, category: CostCategory::Employees, amount: money(cents) };
        let rate: Percent = "80".parse().expect("a rate");
        let rule = CostRule { rate, most: money(10_000), rounding: Rounding::HalfUp };
        let costs = vec![spent(day(1, 10), 5_000), spent(day(3, 1), 20_000)];
        let one = line(Earning::Costs(costs, BudgetRules::default(), rule), Vec::new(), Vec::new());
        let sums = [(4_000, Some(day(2, 1))), (6_000, None)];
        let sums = sums.map(|(cents, completed_on)| LumpSum {
            amount: money(cents),
            undivided: false,
            completed_on,
        });
        let lump_sum_rule = LumpSumRule { terms: None, most: money(10_000) };
        let other = line(Earning::LumpSums(sums.to_vec(), lump_sum_rule), Vec::new(), Vec::new());
        let ends = [day(1, 31), day(2, 29), day(3, 31)];
        let totals = totals(&[one, other], &Dated::new(), &ends).expect("in range");
        let earned: Vec<_> = totals.iter().map(|total| total.earned.cents()).collect();
        assert_eq!(earned, [4_000, 8_000, 14_000]);
    }

    #[test]
    fn what_came_in_counts_when_what_is_earned_is_not_known() {
        let received = vec![(day(2, 1), money(16_000))];
        let one = line(Earning::NotKnown, received, vec![(day(6, 30), money(4_000))]);
        let total = totals(&[one], &Dated::new(), &[day(12, 31)]).expect("in range")[0];
        assert_eq!([total.received, total.expected, total.earned], [4_000, 1_000, 0].map(money));
    }

    proptest! {
        #[test]
        fn the_months_total_to_the_whole_cash_flow(
            amounts in prop::collection::vec((0_u64..366, 0_i64..1_000_000_000), 0..10),
            share in 0_i64..1_000_000_000,
        ) {
            let dated: Dated = amounts.iter().map(|(after, cents)| (day(1, 1) + chrono::Days::new(*after), money(*cents))).collect();
            let terms = Terms::of(Some(money(1_000_000_000)), Some(money(share))).expect("terms");
            let year = Days { first: day(1, 1), last: day(12, 31) };
            let one = Line { terms, earning: Earning::Spread(vec![(year, money(share))], pro_rata_days), receipts: dated.clone(), expected: dated.clone() };
            let mut ends: Vec<_> = (2..=12).map(|month| day(month, 1).pred_opt().expect("a day")).collect();
            ends.push(day(12, 31));
            let totals = totals(&[one], &dated, &ends).expect("in range");
            let (mut last, mut sum) = (Totals::default(), Totals::default());
            for total in &totals {
                sum = sum.plus(total.since(last).expect("in range")).expect("in range");
                last = *total;
            }
            prop_assert_eq!(Some(&sum), totals.last());
            prop_assert_eq!(sum.earned, money(share));
            prop_assert_eq!(sum.spent, Money::total(amounts.iter().map(|(_, cents)| money(*cents))).expect("in range"));
        }
    }
}

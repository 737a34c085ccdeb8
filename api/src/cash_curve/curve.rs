//! The arithmetic of the curve: running totals at the end of each month, and their differences.

use chrono::NaiveDate;
use entity::value::{Money, MoneyError};

use crate::revenue::apportion::slice;
use crate::revenue::recognition::{Cut, Days, Terms, own_part, pro_rata_days, pro_rata_months};

/// Amounts, each on a day.
pub(super) type Dated = Vec<(NaiveDate, Money)>;

/// A funding line, as far as the curve needs it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) terms: Terms,
    pub(super) earning: Earning,
    pub(super) receipts: Dated,
    /// What is expected, on the day on which it counts.
    pub(super) expected: Dated,
}

/// How a line is earned.
#[derive(Clone, Debug)]
pub(super) enum Earning {
    /// Evenly over its days.
    Days(Days, Money),
    /// Evenly over its months.
    Months(Days, Money),
    /// As money comes in, or is to.
    Receipts,
    /// As it is invoiced.
    Invoices(Dated),
}

/// Running totals up to and on a day, or the differences of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) received: Money,
    pub(super) expected: Money,
    pub(super) earned: Money,
}

impl Totals {
    fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            received: self.received.plus(other.received)?,
            expected: self.expected.plus(other.expected)?,
            earned: self.earned.plus(other.earned)?,
        })
    }

    /// What came between an earlier point and this one.
    pub(super) fn since(self, earlier: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            received: self.received.minus(earlier.received)?,
            expected: self.expected.minus(earlier.expected)?,
            earned: self.earned.minus(earlier.earned)?,
        })
    }

    /// What is earned, and neither came in nor is to.
    pub(super) fn advance(self) -> Result<Money, MoneyError> {
        self.earned.minus(self.received)?.minus(self.expected)
    }
}

/// The running totals of some lines up to and on each of some days.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn totals(lines: &[Line], days: &[NaiveDate]) -> Result<Vec<Totals>, MoneyError> {
    let on = |day: &NaiveDate| {
        lines.iter().try_fold(Totals::default(), |total, line| total.plus(of_line(line, *day)?))
    };
    days.iter().map(on).collect()
}

fn of_line(line: &Line, day: NaiveDate) -> Result<Totals, MoneyError> {
    let own = |amounts: &Dated| own_part(up_to(amounts, day)?, line.terms);
    let (received, expected) = (own(&line.receipts)?, own(&line.expected)?);
    let earned = match &line.earning {
        Earning::Days(days, own_share) => spread(*own_share, *days, day, pro_rata_days)?,
        Earning::Months(days, own_share) => spread(*own_share, *days, day, pro_rata_months)?,
        Earning::Receipts => received.plus(expected)?,
        Earning::Invoices(invoices) => own(invoices)?,
    };
    Ok(Totals { received, expected, earned })
}

fn up_to(amounts: &Dated, day: NaiveDate) -> Result<Money, MoneyError> {
    Money::total(amounts.iter().filter(|(on, _)| *on <= day).map(|(_, amount)| *amount))
}

/// What of an own share is earned up to and on a day.
fn spread(
    own_share: Money,
    line: Days,
    day: NaiveDate,
    cut: fn(Days, Days) -> Option<Cut>,
) -> Result<Money, MoneyError> {
    if day < line.first {
        return Ok(Money::ZERO);
    }
    let cut = cut(line, Days { first: line.first, last: day });
    cut.map_or(Ok(Money::ZERO), |cut| slice(own_share, 0, cut.before + cut.counted, cut.total))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            Earning::Months(year, money(10_000)),
            vec![(day(1, 15), money(16_000))],
            vec![(day(6, 30), money(8_000))],
        );
        let ends = [day(1, 31), day(4, 30), day(5, 31), day(6, 30), day(12, 31)];
        let totals = totals(&[one], &ends).expect("in range");
        let advances: Vec<_> =
            totals.iter().map(|total| total.advance().expect("in range").cents()).collect();
        assert_eq!(advances, [-3_000, 0, 1_000, 0, 4_000]);
        assert_eq!(totals[3].since(totals[2]).expect("in range").expected, money(2_000));
    }

    #[test]
    fn what_is_earned_as_it_comes_in_is_never_advanced() {
        let one = line(Earning::Receipts, vec![(day(2, 1), money(4_000))], vec![(day(3, 1), money(8_000))]);
        for total in totals(&[one], &[day(1, 1), day(2, 1), day(12, 31)]).expect("in range") {
            assert_eq!(total.advance(), Ok(money(0)));
        }
    }

    #[test]
    fn what_is_invoiced_is_advanced_until_it_is_paid() {
        let invoices = vec![(day(2, 1), money(40_000))];
        let one = line(Earning::Invoices(invoices), vec![(day(4, 1), money(40_000))], Vec::new());
        let totals = totals(&[one], &[day(1, 31), day(2, 29), day(4, 30)]).expect("in range");
        let advances: Vec<_> =
            totals.iter().map(|total| total.advance().expect("in range").cents()).collect();
        assert_eq!(advances, [0, 10_000, 0]);
    }

    proptest! {
        #[test]
        fn the_months_total_to_the_whole_curve(
            amounts in prop::collection::vec((0_u64..366, 0_i64..1_000_000_000), 0..10),
            share in 0_i64..1_000_000_000,
        ) {
            let dated: Dated = amounts.iter().map(|(after, cents)| (day(1, 1) + chrono::Days::new(*after), money(*cents))).collect();
            let terms = Terms::of(Some(money(1_000_000_000)), Some(money(share))).expect("terms");
            let year = Days { first: day(1, 1), last: day(12, 31) };
            let one = Line { terms, earning: Earning::Days(year, money(share)), receipts: dated.clone(), expected: dated };
            let mut ends: Vec<_> = (2..=12).map(|month| day(month, 1).pred_opt().expect("a day")).collect();
            ends.push(day(12, 31));
            let totals = totals(&[one], &ends).expect("in range");
            let (mut last, mut sum) = (Totals::default(), Totals::default());
            for total in &totals {
                sum = sum.plus(total.since(last).expect("in range")).expect("in range");
                last = *total;
            }
            prop_assert_eq!(Some(&sum), totals.last());
            prop_assert_eq!(sum.earned, money(share));
        }
    }
}

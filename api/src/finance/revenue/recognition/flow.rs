use entity::value::{Money, MoneyError, PaymentsCover};
use rust_decimal::Decimal;

/// The award of a line and the owner's share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    award: Money,
    own_share: Money,
}

impl Terms {
    /// The terms of a line; `None` if the owner's share of the award is not known.
    pub(crate) fn of(award: Option<Money>, own_share: Option<Money>) -> Option<Self> {
        let terms = Self { award: award?, own_share: own_share? };
        (terms.award > Money::ZERO).then_some(terms)
    }

    /// The terms for the payments of a line. Payments that cover the own share alone are wholly the owner's.
    pub(crate) fn of_payments(
        award: Option<Money>,
        own_share: Option<Money>,
        cover: PaymentsCover,
    ) -> Option<Self> {
        match cover {
            PaymentsCover::Award => Self::of(award, own_share),
            // An own share of zero has no part in any payment.
            PaymentsCover::OwnShare if own_share? == Money::ZERO => Self::of(award, own_share),
            PaymentsCover::OwnShare => Self::of(own_share, own_share),
        }
    }

    /// The owner's share of the award.
    pub(crate) fn own_share(self) -> Money {
        self.own_share
    }
}

/// A running total: before the year, and of the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// The amount before the year.
    pub(crate) before: Money,
    /// The amount of the year.
    pub(crate) counted: Money,
}

/// The owner's part of a receipt: in the proportion of the own share to the award. The rest passes to
/// partners and is not revenue of the owner.
///
/// # Errors
/// [`MoneyError::Range`] when it leaves the range of amounts.
pub(crate) fn own_part(amount: Money, Terms { award, own_share }: Terms) -> Result<Money, MoneyError> {
    Money::round(exactly(amount, award, own_share))
}

fn exactly(amount: Money, award: Money, own_share: Money) -> Decimal {
    amount.amount() * own_share.amount() / award.amount()
}

/// The owner's part of all that was received or invoiced, up to the own share.
///
/// # Errors
/// As [`own_part`].
pub(crate) fn earned(amount: Money, terms: Terms) -> Result<Money, MoneyError> {
    Ok(own_part(amount, terms)?.min(terms.own_share))
}

/// Recognition by receipts and by invoices: what is earned by the end of the year, less what was earned
/// before it. A recovery counts against its own year.
///
/// # Errors
/// As [`own_part`].
pub(crate) fn of_flow(flow: Flow, terms: Terms) -> Result<Money, MoneyError> {
    earned(flow.before.plus(flow.counted)?, terms)?.minus(earned(flow.before, terms)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).expect("in range")
    }

    fn terms(award: i64, own_share: i64) -> Terms {
        Terms::of(Some(money(award)), Some(money(own_share))).expect("terms")
    }

    fn of(before: i64, counted: i64, terms: Terms) -> i64 {
        let flow = Flow { before: money(before), counted: money(counted) };
        of_flow(flow, terms).expect("in range").cents()
    }

    #[test]
    fn a_third_of_each_instalment_is_the_owners_and_the_cents_add_up() {
        let terms = terms(300, 100);
        assert_eq!([of(0, 100, terms), of(100, 100, terms), of(200, 100, terms)], [33, 34, 33]);
    }

    #[test]
    fn what_is_wholly_the_owners_counts_as_it_comes() {
        assert_eq!(of(1_234, 5_678, terms(10_000, 10_000)), 5_678);
        assert_eq!(of(1_234, -1_234, terms(10_000, 10_000)), -1_234, "a recovery is deducted");
    }

    #[test]
    fn nothing_is_earned_beyond_the_own_share() {
        let terms = terms(1_000, 400);
        assert_eq!([of(0, 900, terms), of(900, 200, terms), of(1_100, 50, terms)], [360, 40, 0]);
        assert_eq!(of(1_150, -250, terms), -40, "a recovery takes back what was earned");
    }

    #[test]
    fn without_an_award_nobody_knows_whose_part_is_whose() {
        assert_eq!(Terms::of(None, Some(money(1))), None);
        assert_eq!(Terms::of(Some(money(1)), None), None);
        assert_eq!(Terms::of(Some(money(0)), Some(money(0))), None);
    }

    #[test]
    fn payments_that_cover_the_own_share_are_wholly_the_owners() {
        use PaymentsCover::{Award, OwnShare};
        let terms = |cover| Terms::of_payments(Some(money(60_000)), Some(money(15_000)), cover);
        let own = |cover| own_part(money(4_000), terms(cover).expect("terms")).expect("in range").cents();
        assert_eq!((own(Award), own(OwnShare)), (1_000, 4_000));
        let alone = Terms::of_payments(None, Some(money(15_000)), OwnShare).expect("terms");
        assert_eq!(earned(money(16_000), alone), Ok(money(15_000)), "the award need not be known");
        assert_eq!(Terms::of_payments(None, Some(money(15_000)), Award), None);
        assert_eq!(Terms::of_payments(Some(money(9)), None, OwnShare), None);
        let nothing = Terms::of_payments(Some(money(9)), Some(money(0)), OwnShare).expect("terms");
        assert_eq!(own_part(money(9), nothing), Ok(money(0)));
    }

    proptest! {
        #[test]
        fn the_years_total_to_the_owners_part_of_all_that_came(
            award in 1_i64..=1_000_000_000_000,
            share in 0_i64..=1_000_000_000_000,
            years in prop::collection::vec(-100_000_000_i64..1_000_000_000, 0..12),
        ) {
            let terms = terms(award, share % (award + 1));
            let (mut before, mut total) = (0, 0);
            for counted in &years {
                total += of(before, *counted, terms);
                before += counted;
            }
            let earned = earned(money(before), terms).expect("in range");
            prop_assert_eq!(money(total), earned);
            prop_assert!(earned <= terms.own_share);
        }

        #[test]
        fn an_award_that_came_whole_is_the_own_share(award in 1_i64..=10_000_000_000_000, share in 0_i64..=10_000_000_000_000) {
            let share = share % (award + 1);
            prop_assert_eq!(own_part(money(award), terms(award, share)), Ok(money(share)));
        }
    }
}

//! The balances of a funding line, from what is recognised, received and claimed of the own share.
//!
//! The accounts are those of the Belgian plan for associations (CNC 2010/16, 2011/13): 413 for subsidies
//! claimed or due, 491 for revenue earned and not claimed, 493 for revenue deferred.

use std::cmp::max;

use entity::value::{Money, MoneyError};

/// The owner's parts of the amounts of a line by a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Owned {
    /// The revenue.
    pub(super) recognised: Money,
    /// The receipts, less recoveries.
    pub(super) received: Money,
    /// What is claimed or due and not received, also where it is not earned yet.
    pub(super) claimed: Money,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Balances {
    /// Earned, and neither received nor claimed (491).
    pub(super) earned_not_claimed: Money,
    /// Received or claimed, and not earned (493).
    pub(super) deferred: Money,
    /// Received and not earned: a liability, for instalments of every kind.
    pub(super) unearned: Money,
    /// Earned and not received, claimed or not.
    pub(super) receivable: Money,
}

/// The balances of a line.
///
/// # Errors
/// [`MoneyError::Range`] when a balance leaves the range of amounts.
pub(super) fn balances(Owned { recognised, received, claimed }: Owned) -> Result<Balances, MoneyError> {
    let open = recognised.minus(received.plus(claimed)?)?;
    let owed = received.minus(recognised)?;
    Ok(Balances {
        earned_not_claimed: max(open, Money::ZERO),
        deferred: max(Money::ZERO.minus(open)?, Money::ZERO),
        unearned: max(owed, Money::ZERO),
        receivable: max(Money::ZERO.minus(owed)?, Money::ZERO),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(recognised: i64, received: i64, claimed: i64) -> [i64; 4] {
        let [recognised, received, claimed] =
            [recognised, received, claimed].map(|cents| Money::from_cents(cents).expect("in range"));
        let balances = balances(Owned { recognised, received, claimed }).expect("in range");
        let Balances { earned_not_claimed, deferred, unearned, receivable } = balances;
        [earned_not_claimed, deferred, unearned, receivable].map(Money::cents)
    }

    #[test]
    fn unearned_money_is_a_liability_for_instalments_of_every_kind() {
        assert_eq!(of(0, 2_400, 0), [0, 2_400, 2_400, 0]);
        assert_eq!(of(1_500, 2_400, 0), [0, 900, 900, 0]);
        assert_eq!(of(3_000, 2_400, 0), [600, 0, 0, 600]);
        assert_eq!(of(1_500, 3_900, 0), [0, 2_400, 2_400, 0], "also of an interim payment");
    }

    #[test]
    fn a_claim_is_gross_of_what_is_not_earned() {
        // 1 000 are due, of which 400 are earned: 413 has 1 000, and 493 has 600.
        assert_eq!(of(400, 0, 1_000), [0, 600, 0, 400]);
        assert_eq!(of(1_400, 0, 1_000), [400, 0, 0, 1_400]);
    }

    proptest! {
        #[test]
        fn the_balances_agree(
            recognised in 0_i64..1_000_000_000,
            received in -1_000_000_i64..1_000_000_000,
            claimed in 0_i64..1_000_000_000,
        ) {
            let [earned_not_claimed, deferred, unearned, receivable] = of(recognised, received, claimed);
            prop_assert_eq!(recognised + deferred, received + claimed + earned_not_claimed);
            prop_assert!(earned_not_claimed == 0 || deferred == 0);
            prop_assert_eq!(recognised + unearned, received + receivable);
            prop_assert!(unearned == 0 || receivable == 0);
        }
    }
}

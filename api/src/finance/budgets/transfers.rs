//! Transfers between the parts of a budget, compared with the threshold that requires an amendment.

use entity::value::{Percent, round_half_up};
use rust_decimal::Decimal;

use super::diff::Difference;

/// The threshold for calls without a rule: the usual 20 %.
pub(crate) const USUAL_THRESHOLD: Percent = Percent::FIFTH;

/// A change in percent of the earlier amount, with two decimal places; `None` if that amount was zero.
pub(crate) fn percent<K>(change: &Difference<K>) -> Option<Decimal> {
    let before = change.before.amount();
    (!before.is_zero()).then(|| round_half_up(change.change.amount() * Decimal::ONE_HUNDRED / before, 2))
}

/// Whether a change exceeds the threshold. The comparison uses the exact percentage.
pub(crate) fn is_beyond<K>(change: &Difference<K>, threshold: Percent) -> bool {
    change.change.amount().abs() > change.before.amount() * threshold.ratio()
}

#[cfg(test)]
mod tests {
    use entity::value::Money;

    use super::*;

    fn change(before: i64, after: i64) -> Difference<()> {
        let money = |cents| Money::from_cents(cents).expect("an amount");
        Difference { of: (), before: money(before), after: money(after), change: money(after - before) }
    }

    #[test]
    fn a_cent_beyond_the_threshold_is_beyond_it_either_way() {
        for (before, after, beyond, shown) in [
            (100_000, 120_000, false, Some("20.00")),
            (100_000, 120_001, true, Some("20.00")),
            (100_000, 80_000, false, Some("-20.00")),
            (100_000, 79_999, true, Some("-20.00")),
            (0, 1, true, None),
            (3, 4, true, Some("33.33")),
        ] {
            let change = change(before, after);
            assert_eq!(is_beyond(&change, USUAL_THRESHOLD), beyond, "{change:?}");
            assert_eq!(percent(&change).map(|percent| percent.to_string()).as_deref(), shown);
        }
    }
}

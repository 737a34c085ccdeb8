//! The difference of two versions: each amount before and after.

use std::collections::BTreeMap;

use entity::value::{Money, MoneyError};

/// An amount that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Difference<K> {
    pub(crate) of: K,
    pub(crate) before: Money,
    pub(crate) after: Money,
    pub(crate) change: Money,
}

/// The amounts by key, with equal keys added up.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn summed<K: Ord>(
    amounts: impl IntoIterator<Item = (K, Money)>,
) -> Result<BTreeMap<K, Money>, MoneyError> {
    let mut sums = BTreeMap::new();
    for (of, amount) in amounts {
        let sum = sums.entry(of).or_insert(Money::ZERO);
        *sum = sum.plus(amount)?;
    }
    Ok(sums)
}

/// The amounts that changed. A missing amount counts as zero.
///
/// # Errors
/// [`MoneyError::Range`] when a difference leaves the range of amounts.
pub(crate) fn changes<K: Ord + Copy>(
    before: &BTreeMap<K, Money>,
    after: &BTreeMap<K, Money>,
) -> Result<Vec<Difference<K>>, MoneyError> {
    let mut both: BTreeMap<K, (Money, Money)> = BTreeMap::new();
    both.extend(before.iter().map(|(of, amount)| (*of, (*amount, Money::ZERO))));
    for (of, amount) in after {
        both.entry(*of).or_insert((Money::ZERO, Money::ZERO)).1 = *amount;
    }
    let changed = both.into_iter().filter(|(_, (before, after))| before != after);
    changed
        .map(|(of, (before, after))| Ok(Difference { of, before, after, change: after.minus(before)? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amounts() -> impl Strategy<Value = BTreeMap<u8, Money>> {
        prop::collection::btree_map(0_u8..10, 0_i64..1_000, 0..10).prop_map(|map| {
            map.into_iter().map(|(key, cents)| (key, Money::from_cents(cents).expect("an amount"))).collect()
        })
    }

    proptest! {
        #[test]
        fn the_changes_total_to_the_difference_and_one_way_is_the_other_reversed(before in amounts(), after in amounts()) {
            let there = changes(&before, &after).expect("changes");
            let back = changes(&after, &before).expect("changes");
            let total = |amounts: &BTreeMap<u8, Money>| Money::total(amounts.values().copied()).expect("a total");
            let sum = Money::total(there.iter().map(|change| change.change)).expect("a total");
            prop_assert_eq!(Ok(sum), total(&after).minus(total(&before)));
            prop_assert!(there.iter().zip(&back).all(|(one, other)| one.of == other.of && one.before == other.after && one.after == other.before));
            prop_assert!(changes(&before, &before).expect("changes").is_empty());
        }
    }
}

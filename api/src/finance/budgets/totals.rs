//! Totals of costs by their attributes.

use std::collections::BTreeMap;

use entity::value::{Money, MoneyError};
use openapi::finance::budgets::BudgetAxis;

use super::cell::{Cell, Key};

/// A total of costs, and of their funding if it is known for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) amount: Money,
    pub(crate) funding: Option<Money>,
}

impl Total {
    pub(crate) const NOTHING: Self = Self { amount: Money::ZERO, funding: Some(Money::ZERO) };

    /// The total with another cost.
    pub(crate) fn plus(self, other: Self) -> Result<Self, MoneyError> {
        let funding = self.funding.zip(other.funding).map(|(one, other)| one.plus(other)).transpose()?;
        Ok(Self { amount: self.amount.plus(other.amount)?, funding })
    }
}

/// The totals of costs by some axes, in the order of their keys.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn totals(
    costs: impl IntoIterator<Item = (Cell, Total)>,
    by: &[BudgetAxis],
) -> Result<BTreeMap<Key, Total>, MoneyError> {
    let mut totals = BTreeMap::new();
    for (cell, cost) in costs {
        let total: &mut Total = totals.entry(cell.by(by)).or_insert(Total::NOTHING);
        *total = total.plus(cost)?;
    }
    Ok(totals)
}

#[cfg(test)]
mod tests {
    use entity::value::CostCategory;
    use proptest::prelude::*;
    use strum::VariantArray;

    use super::*;

    proptest! {
        #[test]
        fn by_any_axes_the_totals_total_to_the_same(
            costs in prop::collection::vec((0_usize..20, prop::option::of(1_i32..4), 0_i64..1_000_000), 0..40),
            chosen in prop::collection::vec(any::<bool>(), 4),
        ) {
            let by: Vec<_> = BudgetAxis::VARIANTS.iter().copied().zip(chosen).filter_map(|(axis, chosen)| chosen.then_some(axis)).collect();
            let costs: Vec<_> = costs.into_iter().map(|(index, period, cents)| {
                let cell = Cell { partner: None, category: CostCategory::VARIANTS[index], work_package: None, period };
                (cell, Total { amount: Money::from_cents(cents).expect("an amount"), funding: None })
            }).collect();
            let whole = Money::total(costs.iter().map(|(_, total)| total.amount));
            let parts = totals(costs, &by).expect("totals");
            prop_assert_eq!(Money::total(parts.values().map(|total| total.amount)), whole);
            prop_assert!(parts.values().all(|total| total.funding.is_none()));
        }
    }
}

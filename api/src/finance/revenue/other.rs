//! Other revenue: interest, fees, donations, rent, private foundations.

use std::collections::BTreeMap;

use entity::value::{Class, Money, MoneyError, OtherRevenueKind};
use openapi::finance::revenue::{Contribution, OtherKindAmount, OtherRevenue};

/// The error of an entry with a kind but another class.
pub(crate) const KIND_WITHOUT_CLASS: &str = "only an entry of the class `other` has an `other_kind`";

/// The kind of an entry: other revenue without a kind is miscellaneous.
pub(crate) fn kind_of(class: Option<Class>, kind: Option<OtherRevenueKind>) -> Option<OtherRevenueKind> {
    (class == Some(Class::Other)).then(|| kind.unwrap_or(OtherRevenueKind::Miscellaneous))
}

/// The contributions of class `other`, by kind.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(super) fn other_revenue(
    contributions: &[Contribution],
    counted: bool,
) -> Result<OtherRevenue, MoneyError> {
    let mut kinds: BTreeMap<OtherRevenueKind, Money> = BTreeMap::new();
    for given in contributions {
        let Some(kind) = given.other_kind else { continue };
        let amount = kinds.entry(kind).or_default();
        *amount = amount.plus(given.amount)?;
    }
    let by_kind: Vec<_> = kinds
        .into_iter()
        .filter(|(_, amount)| *amount != Money::ZERO)
        .map(|(kind, amount)| OtherKindAmount { kind, amount })
        .collect();
    let amount = Money::total(by_kind.iter().map(|of_kind| of_kind.amount))?;
    Ok(OtherRevenue { amount, counted, by_kind })
}

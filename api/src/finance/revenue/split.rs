//! The split: claims on the revenue of a year in, classes with their contributions out.
//!
//! A claim is money of one source that belongs to the year. Each claim is first cut to the year and then
//! classified. A claim without a class is listed, not dropped. The amounts of the classes are the totals of
//! their contributions, so the proof always agrees with the figure.
//!
//! Other revenue stands beside the three classes. It counts in the total and in the shares only if the
//! classification policy says so.

use std::num::NonZeroU64;

use entity::value::{
    Class, CurrencyCode, DecimalString, Money, MoneyError, OtherRevenueKind, Percent, Places,
    RecognitionMethod, round_half_up,
};
use openapi::finance::funding::Origin;
use openapi::finance::revenue::{
    ClassShare, ClassedBy, Contribution, EntryRef, ExchangedAmount, NotCounted, NotCountedReason,
    OtherRevenue, PercentWithheld, Source, Span, SpanUnit, View,
};
use rust_decimal::Decimal;
use strum::VariantArray;

use super::apportion::{exact, parts, slice};
use super::class_shares::{CLASSES, shared};
use super::frozen::Frozen;
use super::other::other_revenue;
use super::recognition::Cut;

/// The number of decimal places of an amount before rounding.
const EXACT_PLACES: Places = 12;
/// One hundred percent in parts per million.
const MILLION: NonZeroU64 = NonZeroU64::new(1_000_000).unwrap();

#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) source: Source,
    pub(crate) method: Option<RecognitionMethod>,
    /// The amount, before it is cut to the year.
    pub(crate) base: Money,
    /// The probability that weights the amount; `None` if the amount is certain.
    pub(crate) probability: Option<Percent>,
    /// The part that falls in the year; `None` if the amount is not spread over time.
    pub(crate) cut: Option<(SpanUnit, Cut)>,
    /// What closed years lack, which the year catches up.
    pub(crate) catch_up: Money,
    /// The amount in the currency of the line, if that is another currency.
    pub(crate) exchanged: Option<ExchangedAmount>,
    /// The class by payer, and the rule that gave it.
    pub(crate) payer: Option<(Class, ClassedBy)>,
    /// The kind of the money if its class is `other`.
    pub(crate) other_kind: OtherRevenueKind,
    /// The recorded origin of the money.
    pub(crate) origin: Option<Origin>,
    pub(crate) entries: Vec<EntryRef>,
}

/// The claims that a basis counts in a year, and those that it cannot count.
#[derive(Clone, Debug, Default)]
pub(crate) struct GatheredClaims {
    pub(crate) claims: Vec<Claim>,
    pub(crate) not_counted: Vec<NotCounted>,
    /// Whether other revenue counts.
    pub(crate) counts_other: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// The total of the classes.
    pub(crate) total: Money,
    /// The total of all revenue.
    pub(crate) grand_total: Money,
    pub(crate) classes: Vec<ClassShare>,
    pub(crate) other: OtherRevenue,
    pub(crate) withheld: Option<PercentWithheld>,
    pub(crate) not_counted: Vec<NotCounted>,
    pub(crate) contributions: Vec<Contribution>,
    /// What was frozen with the split; `None` if it is not frozen.
    pub(crate) frozen: Option<Frozen>,
}

impl Split {
    pub(crate) fn amount_of(&self, class: Class) -> Money {
        if class == Class::Other {
            return self.other.amount;
        }
        self.classes.iter().find(|share| share.class == class).map(|share| share.amount).unwrap_or_default()
    }
}

/// Splits the claims.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn split(
    gathered: GatheredClaims,
    view: View,
    currency: CurrencyCode,
    decimals: Places,
) -> Result<Split, MoneyError> {
    let GatheredClaims { claims, mut not_counted, counts_other } = gathered;
    let mut contributions = Vec::new();
    for claim in claims {
        let amount = counted(&claim)?;
        match by_class(&claim, view) {
            Some((weights, classed_by)) => {
                contributions.extend(contribute(&claim, amount, weights, classed_by)?);
            }
            None => not_counted.push(NotCounted {
                reason: NotCountedReason::NoClass,
                detail: "neither the line nor the classification policy gives its class".to_owned(),
                amount: Some(amount),
                currency,
                source: claim.source,
            }),
        }
    }
    contributions.sort_by_cached_key(in_order);
    of_contributions(contributions, not_counted, counts_other, decimals)
}

/// The split of these contributions, in their order.
///
/// # Errors
/// [`MoneyError::Range`] when a total leaves the range of amounts.
pub(crate) fn of_contributions(
    contributions: Vec<Contribution>,
    not_counted: Vec<NotCounted>,
    counts_other: bool,
    decimals: Places,
) -> Result<Split, MoneyError> {
    let other = other_revenue(&contributions, counts_other)?;
    let mut amounts = [Money::ZERO; CLASSES];
    for (amount, class) in amounts.iter_mut().zip(Class::VARIANTS) {
        let of_class = contributions.iter().filter(|contribution| contribution.class == *class);
        *amount = Money::total(of_class.map(|contribution| contribution.amount))?;
    }
    let grand_total = Money::total(amounts)?;
    let (total, classes, withheld) = shared(&amounts, counts_other, decimals)?;
    Ok(Split { total, grand_total, classes, other, withheld, not_counted, contributions, frozen: None })
}

/// By class; in a class the funding lines by age, then the entries by reference.
pub(super) fn in_order(given: &Contribution) -> impl Ord + use<> {
    let Source { funding_line, revenue_entry, reference, .. } = &given.source;
    (given.class, funding_line.is_none(), *funding_line, reference.clone(), *revenue_entry, given.other_kind)
}

/// The part of a claim that falls in the year, with what the year catches up, to the cent.
fn counted(claim: &Claim) -> Result<Money, MoneyError> {
    let in_the_year = match claim.cut {
        Some((_, Cut { before, counted, total })) => slice(claim.base, before, before + counted, total)?,
        None => claim.base,
    };
    in_the_year.plus(claim.catch_up)
}

/// The same, before rounding.
fn counted_exactly(claim: &Claim) -> Decimal {
    let in_the_year = match claim.cut {
        Some((_, Cut { counted, total, .. })) => exact(claim.base, counted, total),
        None => claim.base.amount(),
    };
    in_the_year + claim.catch_up.amount()
}

/// An amount in the form of one before rounding.
pub(super) fn exact_money(amount: Money) -> DecimalString {
    DecimalString(round_half_up(amount.amount(), EXACT_PLACES))
}

/// The shares of a claim in the classes.
fn by_class(claim: &Claim, view: View) -> Option<([Percent; CLASSES], ClassedBy)> {
    if let (View::Origin, Some(Origin { european, national, consultancy })) = (view, claim.origin) {
        return Some(([european, national, consultancy, Percent::ZERO], ClassedBy::Origin));
    }
    let (class, by_payer) = claim.payer?;
    let classed_by = if view == View::Origin { ClassedBy::Payer } else { by_payer };
    let mut weights = [Percent::ZERO; CLASSES];
    for (weight, of) in weights.iter_mut().zip(Class::VARIANTS) {
        if *of == class {
            *weight = Percent::WHOLE;
        }
    }
    Some((weights, classed_by))
}

fn contribute(
    claim: &Claim,
    amount: Money,
    weights: [Percent; CLASSES],
    classed_by: ClassedBy,
) -> Result<Vec<Contribution>, MoneyError> {
    let units = weights.map(|percent| u64::try_from(percent.parts_per_million()).unwrap_or_default());
    let amounts = parts(amount, units, MILLION)?.into_iter().zip(parts(claim.catch_up, units, MILLION)?);
    let exactly = counted_exactly(claim);
    let shared = Class::VARIANTS.iter().zip(weights).zip(amounts);
    let contributions = shared.filter(|((_, percent), _)| *percent != Percent::ZERO).map(
        |((class, percent), (amount, catch_up))| {
            let unrounded = exactly * percent.ratio();
            Contribution {
                class: *class,
                other_kind: (*class == Class::Other).then_some(claim.other_kind),
                amount,
                classed_by,
                percent,
                source: claim.source.clone(),
                method: claim.method,
                base: claim.base,
                exchanged: claim.exchanged,
                probability: claim.probability,
                span: claim.cut.map(|(unit, cut)| span(unit, cut)),
                catch_up: Some(catch_up).filter(|amount| *amount != Money::ZERO),
                unrounded: DecimalString(round_half_up(unrounded, EXACT_PLACES)),
                residue: DecimalString(round_half_up(amount.amount() - unrounded, EXACT_PLACES)),
                entries_total: Some(claim.entries.len()).filter(|count| *count > 0),
                entries: claim.entries.clone(),
            }
        },
    );
    Ok(contributions.collect())
}

fn span(unit: SpanUnit, Cut { before, counted, total }: Cut) -> Span {
    let count = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
    Span { unit, before: count(before), counted: count(counted), total: count(total.get()) }
}

#[cfg(test)]
mod tests;
